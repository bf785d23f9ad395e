namespace GovPortal.AdminUi.Shell;

/// <summary>What the layout shows around every page. Offered by the composition root, scoped to the request.</summary>
public interface IAdminShell
{
    /// <summary>The frame for the current request; also asked for on anonymous pages, where <see cref="AdminShellView.User"/> is null.</summary>
    Task<AdminShellView> DescribeAsync(CancellationToken cancellation);
}

/// <summary>The frame of one page.</summary>
/// <param name="SiteName">The portal's name, as in <c>Portal:Site:Name</c>.</param>
/// <param name="User">Null where nobody is signed in.</param>
/// <param name="Menu">Only what the user may open; a group without items is not shown.</param>
/// <param name="SearchUrl">Where the search box sends <c>?q=</c>; null leaves the box out.</param>
/// <param name="SiteUrl">The public site; null leaves the link out.</param>
/// <param name="WaitingCount">How much waits for this user, shown beside «待我办理»; 0 shows nothing.</param>
public sealed record AdminShellView(
    string SiteName,
    AdminUser? User,
    IReadOnlyList<MenuGroup> Menu,
    string? SearchUrl = "/Admin/Search",
    string? SiteUrl = "/",
    int WaitingCount = 0)
{
    /// <summary>Counts that modules bring into the top bar.</summary>
    public IReadOnlyList<TopBarCount> TopBar { get; init; } = [];

    public string HomeUrl { get; init; } = "/Admin";

    public string SignOutUrl { get; init; } = "/Logout";

    /// <summary>Name and native spelling of the cultures to choose from; the first is the default.</summary>
    public IReadOnlyList<(string Name, string Text)> Cultures { get; init; } = [("zh-CN", "中文"), ("en", "English")];
}

/// <param name="RolesText">Shown under the name: 县人社局办公室 · 保密审查员.</param>
public sealed record AdminUser(string DisplayName, string RolesText, string? ProfileUrl = null);

/// <param name="Title">A heading; empty for the ungrouped items on top.</param>
public sealed record MenuGroup(string Title, IReadOnlyList<MenuItem> Items);

/// <param name="Url">The item is marked as current for this address and everything below it; the longest match wins.</param>
/// <param name="Icon">A name in the icon sprite (<see cref="TagHelpers.Icons"/>).</param>
/// <param name="Badge">A short count; null or empty shows none.</param>
/// <param name="Urgent">The badge is red: something is overdue.</param>
public sealed record MenuItem(string Title, string Url, string Icon, string? Badge = null, bool Urgent = false);
