using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Finance.Features;

/// <summary>
/// The clock from the day on which the finance department approved the budget or the final account to its publication. How long it
/// runs and by which law is data of the type (<c>FinanceSettings</c>); without it none runs. It falls with the item like its other clocks.
/// </summary>
internal sealed class FinanceClock(IObligations obligations) : IContentReaction
{
    public const string Kind = "finance-disclosure";

    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (!FinanceTypes.Is(version.Item.ContentType)) return;
        switch (change)
        {
            case ContentChangeKind.Saved:
                await StartAsync(tx, version, cancellation);
                break;
            case ContentChangeKind.Published:
                await obligations.MeetAsync(tx, version.Item.Id, Kind, cancellation);
                break;
        }
    }

    private async Task StartAsync(PortalTransaction tx, VersionInHand v, CancellationToken cancellation)
    {
        var settings = v.Type.Part(v.Type.Name)?.Settings["FinanceSettings"] as JsonObject ?? [];
        if (FinanceJson.Text(settings["ClockRule"]) is not { Length: > 0 } rule || ApprovedOn(v.Type.Name, v.Data) is not { } day) return;
        var opened = await obligations.OpenAsync(tx, new ObligationDraft(
            v.Item.Id, v.Version.Id, v.Version.AgencyId, v.Version.ColumnId, v.Version.SectionId, Kind, rule, day, FinanceJson.Text(settings["ClockBasis"])), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The clock {rule} from {day:O} was refused: {opened.Failures[0]}");
    }

    /// <summary>财政批复日期; null where it is missing or no day that a clock can run from.</summary>
    internal static DateOnly? ApprovedOn(string part, JsonObject data) =>
        FinanceJson.Text((data[part] as JsonObject)?["ApprovedOn"]?["Value"]) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= ClockStart.FirstYear and <= ClockStart.LastYear ? day : null;
}
