using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <param name="State">A code of <see cref="DocumentStatus.States"/>.</param>
/// <param name="Since">The first day of the new state; may lie ahead.</param>
/// <param name="By">Index number or whole title of the document that amends or repeals it; empty where it is not on this site.</param>
public sealed record ChangeValidityCommand(string ContentItemId, string? State, DateOnly? Since, string? By, string? Note);

/// <summary>
/// Says what became of a document: 修改、废止、失效, or valid again. The page bears it at once, or from the day on; the repealing
/// document links back. Failures: <c>access.not-allowed</c>, <c>validity.not-published</c>, <c>validity.choose</c>,
/// <c>validity.since-required</c>, <c>validity.since-out-of-range</c>, <c>validity.by-required</c> (a repeal or change names the
/// document, or says in the note by what), <c>validity.by-unknown</c>, <c>validity.by-itself</c>, <c>validity.note-too-long</c>. Side
/// effects: index rows, <c>document.validity-changed</c>.
/// </summary>
public sealed class ChangeValidity(PortalTransactions transactions, VersionLoader loader, ContentIndexer indexer)
{
    /// <summary>How far ahead a state may begin, in days.</summary>
    private const int MostDaysAhead = 730;

    public Task<Result> HandleAsync(ChangeValidityCommand command, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (await LiveAsync(tx.Db, command.ContentItemId, cancellation) is not { } v || !PolicyTypes.IsDocument(v.Item.ContentType)) return Failure.Of("validity.not-published");
        if (!MayChange(actor, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        var (failures, note, today) = (new List<Failure>(), string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim(), CivilTime.DateOf(tx.NowUtc));
        var isKnown = command.State is not null && DocumentStatus.States.ContainsKey(command.State);
        if (!isKnown) failures.Add(Failure.At("State", "validity.choose"));
        if (command.Since is not { } since) failures.Add(Failure.At("Since", "validity.since-required"));
        else if (since.Year < 1949 || since > today.AddDays(MostDaysAhead)) failures.Add(Failure.At("Since", "validity.since-out-of-range"));
        if (note?.Length > DocumentStatus.MaxNote) failures.Add(Failure.At("Note", "validity.note-too-long", DocumentStatus.MaxNote));
        var by = await FindAsync(tx.Db, command.By?.Trim(), cancellation);
        if (!string.IsNullOrWhiteSpace(command.By) && by is null) failures.Add(Failure.At("By", "validity.by-unknown", command.By.Trim()));
        if (by == v.Item.Id) failures.Add(Failure.At("By", "validity.by-itself"));
        if (command.State is "amended" or "repealed" && string.IsNullOrWhiteSpace(command.By) && note is null) failures.Add(Failure.At("By", "validity.by-required"));
        if (failures.Count > 0) return failures;

        await WriteAsync(tx, v, command.State!, command.Since!.Value, by, note, actor.UserId, cancellation);
        return Result.Ok;
    }, cancellation);

    public static bool MayChange(Actor actor, string agencyId, string? sectionId) => ContentAccess.Holds(actor, PolicyPermissions.ChangeValidity, agencyId, sectionId);

    /// <summary>Writes the state and the pages of both documents; where the day lies ahead, the page changes with it.</summary>
    internal async Task WriteAsync(PortalTransaction tx, VersionInHand v, string state, DateOnly since, string? by, string? note, string actorId, CancellationToken cancellation)
    {
        var row = await tx.Db.Set<DocumentStatus>().FirstOrDefaultAsync(s => s.ContentItemId == v.Item.Id, cancellation);
        var before = row?.ByItemId;
        if (row is null) tx.Db.Add(row = new DocumentStatus { ContentItemId = v.Item.Id, AgencyId = v.Version.AgencyId, State = state, ChangedBy = actorId });
        (row.State, row.Since, row.ByItemId, row.Note, row.ChangedBy, row.ChangedUtc) = (state, since, by, note, actorId, tx.NowUtc);
        await tx.Db.Set<DueJob>().Where(j => j.Kind == ValidityDue.JobKind && j.SubjectId == v.Item.Id && j.DoneUtc == null).ExecuteDeleteAsync(cancellation);
        if (since > CivilTime.DateOf(tx.NowUtc)) tx.Db.Add(DueJob.At(ValidityDue.JobKind, v.Item.Id, DateTime.SpecifyKind(since.ToDateTime(TimeOnly.MinValue) - CivilTime.Offset, DateTimeKind.Utc), actorId));
        tx.Append(new EventDraft(PolicyEvents.ValidityChanged, actorId, v.Item.Id, v.Version.Id, v.Version.AgencyId, new Dictionary<string, object?>
        {
            ["state"] = state, ["since"] = since.ToString("yyyy-MM-dd", null), ["by"] = by,
        }));
        await RefreshAsync(tx.Db, [v.Item.Id, by, before], cancellation);
    }

    /// <summary>Writes the public facts of these items anew, those that are live.</summary>
    internal async Task RefreshAsync(PortalDbContext db, IEnumerable<string?> itemIds, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        foreach (var id in itemIds.OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            if (await LiveAsync(db, id, cancellation) is { } live) await indexer.WritePublishedAsync(db, id, live, cancellation);
        }
    }

    internal async Task<VersionInHand?> LiveAsync(PortalDbContext db, string itemId, CancellationToken cancellation) =>
        await db.Set<ContentItemRow>().Where(i => i.Id == itemId).Select(i => i.PublishedVersionId).FirstOrDefaultAsync(cancellation) is { } live
            ? await loader.FindAsync(db, live, cancellation) : null;

    /// <summary>A live document by its index number or title; null where none or several answer to it.</summary>
    private static async Task<string?> FindAsync(PortalDbContext db, string? text, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var found = await db.Set<ContentIndexRow>()
            .Where(r => r.IsPublished && PolicyTypes.DocumentTypes.Contains(r.ContentType) && (r.Title == text || db.Set<IndexNumber>().Any(n => n.ContentItemId == r.ContentItemId && n.Number == text)))
            .Select(r => r.ContentItemId).Take(2).ToListAsync(cancellation);
        return found is [var only] ? only : null;
    }
}

/// <summary>A state that lay ahead has come: the pages are written anew.</summary>
internal sealed class ValidityDue(PortalTransactions transactions, ChangeValidity change) : IDueJobHandler
{
    public const string JobKind = "validity";

    public string Kind => JobKind;

    public Task<Result> RunAsync(DueJob job, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<DocumentStatus>().FirstOrDefaultAsync(s => s.ContentItemId == job.SubjectId, cancellation) is not { } status) return Result.Ok;
        tx.Append(new EventDraft(PolicyEvents.ValidityChanged, Actor.System.UserId, status.ContentItemId, null, status.AgencyId, new Dictionary<string, object?>
        {
            ["state"] = status.State, ["since"] = status.Since.ToString("yyyy-MM-dd", null), ["by"] = status.ByItemId,
        }));
        await change.RefreshAsync(tx.Db, [status.ContentItemId, status.ByItemId], cancellation);
        return Result.Ok;
    }, cancellation);
}
