using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Concerns.Features;

/// <summary>
/// The clock of a concern: so many hours of the wall clock, nights and holidays included (R39), from the instant it was found, however
/// late it was graded.
/// </summary>
public sealed class ConcernClock(IObligations obligations)
{
    public const string Kind = "concern-response";

    /// <summary>Starts it by the grade's limit; what ran before falls.</summary>
    internal async Task StartAsync(PortalTransaction tx, Concern concern, CancellationToken cancellation)
    {
        await OpenAsync(tx, concern, obligations.OpenAnewAsync, cancellation);
        await tx.Db.SaveChangesAsync(cancellation);
        concern.DueUtc = (await obligations.OfAsync(tx.Db, concern.Id, cancellation)).First(o => o.Kind == Kind && o.MetUtc is null).DueUtc;
    }

    /// <summary>The same clock in the name of another section.</summary>
    internal Task MoveAsync(PortalTransaction tx, Concern concern, CancellationToken cancellation) => OpenAsync(tx, concern, obligations.OpenAsync, cancellation);

    internal Task MeetAsync(PortalTransaction tx, Concern concern, CancellationToken cancellation) => obligations.MeetAsync(tx, concern.Id, Kind, cancellation);

    internal Task CancelAsync(PortalTransaction tx, Concern concern, CancellationToken cancellation) => obligations.CancelAsync(tx, concern.Id, null, cancellation);

    private static async Task OpenAsync(PortalTransaction tx, Concern concern, Func<PortalTransaction, ObligationDraft, CancellationToken, Task<Kernel.Results.Result>> open, CancellationToken cancellation)
    {
        var limit = (await ConcernRules.LoadAsync(tx.Db, cancellation)).Of(concern.Grade!);
        var opened = await open(tx, new ObligationDraft(
            concern.Id, null, concern.AgencyId, null, concern.SectionId, Kind, $"{limit.Hours}h", concern.FoundUtc.ToCivilDate(), $"{limit.Basis}：{ConcernGrades.Title(concern.Grade)}舆情{limit.Hours}小时内回应", concern.FoundUtc), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The clock of {concern.Id} was refused: {string.Join(", ", opened.Failures)}");
    }
}
