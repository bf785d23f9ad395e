using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;

namespace GovPortal.Kernel.Navigation;

/// <summary>One thing that waits for a person.</summary>
/// <param name="Tone">How pressing: neutral, info, success, warning or danger.</param>
/// <param name="ClockOf">What its clock runs for, so that the working can be opened (算给你看); null without a clock.</param>
public sealed record WorkItem(string Title, string Url, string Note, DateTime SinceUtc, string Tone = "neutral", string? ClockOf = null);

/// <summary>A kind of thing that waits: how many in all, and the oldest of them.</summary>
/// <param name="Total">All that wait; <see cref="Items"/> holds the first ten at most.</param>
public sealed record WorkItemGroup(string Title, string Icon, string Url, int Total, IReadOnlyList<WorkItem> Items, int Order);

/// <summary>A module's answer to «what is waiting for me»: a bounded number of queries, whatever waits.</summary>
public interface IWorkItems
{
    Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation);
}
