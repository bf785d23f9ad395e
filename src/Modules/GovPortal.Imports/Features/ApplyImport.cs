using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Tables;

namespace GovPortal.Imports.Features;

/// <summary>What an import did.</summary>
public sealed record ListApplied(int New, int Changed, int Unchanged)
{
    /// <summary>How many entries were left out, by choice.</summary>
    public int Skipped { get; init; }

    /// <summary>Why they were, at their cells.</summary>
    public IReadOnlyList<Failure> Reasons { get; init; } = [];
}

/// <summary>
/// Writes a previewed list as drafts, in one transaction: all of them or none; where the person chose so, without the rows that cannot
/// be written, which are then told. A second import of the same list changes nothing and
/// leaves no event. Failures: those of <see cref="PreviewImport"/> and of its plan (at their cells), <c>import.preview-stale</c>, and
/// those of <see cref="SaveDraft"/>. Side effects: <c>content.draft-saved</c> for each draft, <c>list.imported</c>.
/// </summary>
public sealed class ApplyImport(PortalTransactions transactions, PreviewImport preview, SaveDraft save)
{
    public const string Imported = "list.imported";

    /// <param name="progress">Told how many of the drafts are written, and of how many.</param>
    public async Task<Result<ListApplied>> HandleAsync(
        ImportUpload upload, string? token, Actor actor, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(actor);
        var file = await PreviewImport.ReadAsync(upload, cancellation);
        if (!file.Succeeded) return file.As<ListApplied>();
        return await transactions.WriteAsync(tx => ApplyAsync(tx, upload, file.Value, token, actor, progress, cancellation), cancellation);
    }

    private async Task<Result<ListApplied>> ApplyAsync(
        PortalTransaction tx, ImportUpload upload, TableFile file, string? token, Actor actor, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        var read = await preview.HandleAsync(tx.Db, upload, file, actor, cancellation);
        if (!read.Succeeded) return read.As<ListApplied>();
        var (place, plan) = (read.Value.Place, read.Value.Plan);
        if (token is not null && token != plan.Token) return Failure.Of("import.preview-stale");
        if (plan.Problems.Count > 0 && !(upload.SkipsBad && plan.CanSkipBad)) return plan.Problems.Take(TableLimits.MaxReported).ToList();
        int Good(EntryChange change) => plan.Good.Count(e => e.Change == change);
        var done = new ListApplied(Good(EntryChange.New), Good(EntryChange.Changed), Good(EntryChange.Unchanged));
        if (plan.Problems.Count > 0) done = done with { Skipped = plan.Bad.Count(), Reasons = [.. plan.Bad.SelectMany(e => e.Problems)] };
        var writes = plan.Good.Where(e => e.Change != EntryChange.Unchanged).ToList();
        for (var i = 0; i < writes.Count; i++)
        {
            progress?.Report((i, writes.Count));
            var entry = writes[i];
            var saved = await save.ApplyAsync(tx, new SaveDraftCommand(entry.ItemId, place.Type.Name, entry.Data, entry.Revision), actor, cancellation);
            if (!saved.Succeeded) return saved.Failures.Select(f => f with { Field = $"{entry.Place}{entry.Row}" }).ToList();
            // What is written need not be looked through again with every further draft.
            await tx.Db.SaveChangesAsync(cancellation);
            tx.Db.ChangeTracker.Clear();
        }
        if (writes.Count > 0)
        {
            tx.Append(new EventDraft(Imported, actor.UserId, AgencyId: place.Column.AgencyId, Payload: new Dictionary<string, object?>
            {
                ["contentType"] = place.Type.Name, ["column"] = place.Column.Id, ["new"] = done.New, ["changed"] = done.Changed, ["unused"] = plan.List.Unused.Count, ["skipped"] = done.Skipped,
            }));
        }
        return done;
    }
}
