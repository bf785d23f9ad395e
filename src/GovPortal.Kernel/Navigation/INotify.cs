using GovPortal.Kernel.Data;

namespace GovPortal.Kernel.Navigation;

/// <summary>Who is told: named people, and everyone who holds a role there. A role without an agency is held anywhere.</summary>
/// <param name="Role">Name of a role; a membership counts where it covers agency and section, as a grant does.</param>
public sealed record Recipients(
    IReadOnlyList<string>? UserIds = null, string? Role = null, string? AgencyId = null, string? SectionId = null);

/// <summary>A notice (通知) before it has recipients' rows.</summary>
/// <param name="Key">What makes it once-only: a second notice with the same key reaches nobody twice. 100 characters at most.</param>
/// <param name="Title">One line in Chinese, at most 200 characters. May hold an item's title: only those who may read the item are to be named.</param>
/// <param name="Text">More words; may be empty.</param>
/// <param name="Url">Where it leads, below <c>/Admin</c>.</param>
/// <param name="Tone">neutral, info, success, warning or danger.</param>
/// <param name="SubjectId">What it is about; a webhook is told this id and no title.</param>
public sealed record Notice(string Key, string Title, string Text, string Url, string Tone = "info", string? SubjectId = null, string? AgencyId = null);

/// <summary>Tells people: their inbox at once, then mail and webhooks as they and the office have set. Offered by Notifications.</summary>
public interface INotify
{
    /// <summary>
    /// Puts the notice into each recipient's inbox inside the caller's transaction, once per key and person. People whose
    /// account is closed are left out. Answers how many got it now.
    /// </summary>
    Task<int> SendAsync(PortalTransaction tx, Notice notice, IReadOnlyList<Recipients> to, CancellationToken cancellation);
}
