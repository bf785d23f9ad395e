using GovPortal.Clocks;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// Runs the clocks of items to be disclosed with the items' own fate. The agency's clock starts on the day the information
/// was formed or changed and stops when the last internal step approves (R34); the statutory one stops when the item goes
/// online. A new day of change in a later version starts new clocks.
/// </summary>
internal sealed class DisclosureClocks(IObligations obligations) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        var (itemId, versionId) = (version.Item.Id, version.Version.Id);
        switch (change)
        {
            case ContentChangeKind.Saved:
                await StartAsync(tx, version, cancellation);
                break;
            case ContentChangeKind.Approved:
                await obligations.MeetAsync(tx, itemId, DisclosureClock.Internal, cancellation);
                break;
            case ContentChangeKind.Published:
                await obligations.MeetAsync(tx, itemId, DisclosureClock.Statutory, cancellation);
                break;
            case ContentChangeKind.Returned or ContentChangeKind.Recalled when version.Version.PublishedUtc is null:
                // What comes back from the publisher's queue was not handed over after all.
                await obligations.ReopenAsync(tx, itemId, DisclosureClock.Internal, versionId, cancellation);
                break;
            case ContentChangeKind.Discarded when version.Item.PublishedVersionId is null:
                await obligations.CancelAsync(tx, itemId, null, cancellation);
                break;
            case ContentChangeKind.Discarded or ContentChangeKind.Withdrawn or ContentChangeKind.Purged:
                await obligations.CancelAsync(tx, itemId, versionId, cancellation);
                break;
        }
    }

    private async Task StartAsync(PortalTransaction tx, VersionInHand v, CancellationToken cancellation)
    {
        // It was public on another portal before it came here: whether in time was told there.
        if (v.Item is { FirstPublishedUtc: not null, PublishedUtc: null }) return;
        var disclosure = v.Disclosure;
        if (disclosure.ClockDay is not { Year: >= ClockStart.FirstYear and <= ClockStart.LastYear } day)
        {
            // The day was taken out of the draft, or is none that anything could run from.
            await obligations.CancelAsync(tx, v.Item.Id, v.Version.Id, cancellation);
            return;
        }
        foreach (var clock in DisclosureClock.For(disclosure.Urgency == Urgency.Urgent, v.Column?.DeadlineRule, v.Column?.DeadlineText ?? "", v.Column?.DeadlineFrom, StartOf(disclosure) is not null))
        {
            var opened = await obligations.OpenAsync(tx, new ObligationDraft(
                v.Item.Id, v.Version.Id, v.Version.AgencyId, v.Version.ColumnId, v.Version.SectionId, clock.Kind, clock.Rule, clock.FromStart ? StartOf(disclosure)!.Value : day, clock.Basis), cancellation);
            if (!opened.Succeeded) throw new InvalidOperationException($"The clock {clock.Rule} from {day:O} was refused: {opened.Failures[0]}");
        }
    }

    /// <summary>The day the column's deadline counts from, where the item names one that a clock can run from.</summary>
    private static DateOnly? StartOf(Disclosure disclosure) =>
        disclosure.StartedOn is { Year: >= ClockStart.FirstYear and <= ClockStart.LastYear } day ? day : null;
}
