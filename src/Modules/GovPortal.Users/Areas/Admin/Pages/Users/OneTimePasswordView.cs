namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>A one-time password on the page that made it; it is kept nowhere.</summary>
public sealed record OneTimePasswordView(string DisplayName, string UserName, string Password);
