using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>What is about the person, opened: null where the keys are gone.</summary>
public sealed record OwnDataInFull(ApplicantDetails? Person, string? Record, string? Evidence, string? Reason, string? Answer);

public sealed record OwnDataList(IReadOnlyList<OwnDataCase> Rows, int Total);

/// <summary>The register of a person's agencies; what runs first, the most pressing before the others. A page and a count.</summary>
public sealed class ListOwnData(IDbContextFactory<PortalDbContext> contexts)
{
    /// <param name="open">Only what runs, only what ended, or null for all.</param>
    public async Task<OwnDataList> HandleAsync(ListQuery list, bool? open, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = OwnDataAccess.Of(db.Set<OwnDataCase>().AsNoTracking(), actor);
        rows = open switch { true => rows.Where(c => c.EndedUtc == null), false => rows.Where(c => c.EndedUtc != null), _ => rows };
        var page = rows.OrderBy(c => c.EndedUtc != null).ThenBy(c => c.EndedUtc != null ? null : c.DueUtc).ThenByDescending(c => c.EndedUtc).ThenBy(c => c.Id);
        return new OwnDataList(await page.Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), await rows.CountAsync(cancellation));
    }
}

/// <summary>One case without who it is about. Failures: <c>own-data.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadOwnData(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Result<OwnDataCase>> HandleAsync(string id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<OwnDataCase>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } row) return Failure.Of("own-data.unknown");
        return OwnDataAccess.MayRead(actor, row) ? row : Failure.Of(Failure.NotAllowed);
    }
}

/// <summary>
/// Opens who it is about and what they say of themselves, by need: each look is an event. Failures: <c>own-data.unknown</c>,
/// <c>access.not-allowed</c>, <c>request.applicant-gone</c>. Side effect: <c>request.own-data-seen</c>.
/// </summary>
public sealed class SeeOwnData(PortalTransactions transactions, RequestSeals seals)
{
    public Task<Result<OwnDataInFull>> HandleAsync(string id, Actor actor, CancellationToken cancellation) => transactions.WriteAsync<OwnDataInFull>(async tx =>
    {
        if (await tx.Db.Set<OwnDataCase>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } row) return Failure.Of("own-data.unknown");
        if (!OwnDataAccess.MaySeePerson(actor, row)) return Failure.Of(Failure.NotAllowed);
        if (row.Person is not { } person) return Failure.Of("request.applicant-gone");
        tx.Append(new EventDraft(RequestEvents.OwnDataSeen, actor.UserId, row.Id, AgencyId: row.AgencyId));
        return new OwnDataInFull(seals.OpenApplicant(person), seals.Open(row.Record), seals.Open(row.Evidence), seals.Open(row.Reason), seals.Open(row.Answer));
    }, cancellation);
}

/// <summary>
/// Forgets who it was about, and everything they said and were told, so many years after it ended (<see cref="RequestRules.KeepYears"/>, read when the day comes): day and outcome
/// stay. Side effect: <c>request.own-data-erased</c>.
/// </summary>
public sealed class EraseOwnData(PortalTransactions transactions) : IDueJobHandler
{
    private const string JobKind = "own-data-erase";

    public string Kind => JobKind;

    internal static void Appoint(PortalTransaction tx, OwnDataCase row, RequestRules rules) => tx.Db.Add(DueJob.At(JobKind, row.Id, row.EndedUtc!.Value.AddYears(rules.KeepYears), Actor.System.UserId));

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var tx = await transactions.BeginAsync(cancellation);
        var row = await tx.Db.Set<OwnDataCase>().FirstOrDefaultAsync(c => c.Id == job.SubjectId, cancellation);
        if (row is null or { Person: null } or { EndedUtc: null }) return Result.Ok;
        var rules = await RequestRules.LoadAsync(tx.Db, cancellation);
        // The rule was made longer since the day was fixed.
        if (row.EndedUtc.Value.AddYears(rules.KeepYears) > tx.NowUtc) Appoint(tx, row, rules);
        else
        {
            (row.Person, row.Record, row.Evidence, row.Reason, row.Answer, row.PersonErasedUtc) = (null, null, null, null, null, tx.NowUtc);
            row.Revision++;
            tx.Append(new EventDraft(RequestEvents.OwnDataErased, Actor.System.UserId, row.Id, AgencyId: row.AgencyId));
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
