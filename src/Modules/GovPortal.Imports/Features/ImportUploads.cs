using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>Keeps an uploaded list between preview and outcome. Writes no event: nothing is imported yet.</summary>
public sealed class ImportUploads(PortalTransactions transactions)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Keeps a list for its uploader and forgets that person's earlier ones, but for one that waits to be applied. Answers its id.</summary>
    public async Task<string> KeepAsync(
        byte[] content, string fileName, ListPlace place, string stage, DateOnly formedOn, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        var old = tx.NowUtc - Kept;
        await tx.Db.Set<ImportUpload>().Where(u => u.State != ImportState.Waiting && (u.UserId == actor.UserId || u.UploadedUtc < old)).ExecuteDeleteAsync(cancellation);
        var upload = new ImportUpload
        {
            Id = ContentIds.New(), UserId = actor.UserId, ContentType = place.Type.Name, ColumnId = place.Column.Id, SectionId = place.Section.Id,
            Stage = stage, FormedOn = formedOn, Content = content, UploadedUtc = tx.NowUtc, FileName = fileName.Length <= 200 ? fileName : fileName[^200..],
        };
        tx.Db.Add(upload);
        await tx.CommitAsync(cancellation);
        return upload.Id;
    }

    /// <summary>The person's own upload, or null.</summary>
    public static Task<ImportUpload?> FindAsync(PortalDbContext db, string? id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        return db.Set<ImportUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.UserId == actor.UserId, cancellation);
    }

    public async Task ForgetAsync(string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<ImportUpload>().Where(u => u.Id == id && u.UserId == actor.UserId && u.State != ImportState.Waiting).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
    }

    /// <summary>Puts a previewed list into the queue; it is applied within seconds. False where it waits already or is done.</summary>
    public async Task<bool> QueueAsync(string id, string token, bool skipBad, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        var queued = await tx.Db.Set<ImportUpload>()
            .Where(u => u.Id == id && u.UserId == actor.UserId && (u.State == ImportState.Preview || u.State == ImportState.Refused))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.State, ImportState.Waiting).SetProperty(u => u.Token, token).SetProperty(u => u.SkipsBad, skipBad).SetProperty(u => u.Outcome, (string?)null), cancellation);
        if (queued == 0) return false;
        tx.Db.Add(DueJob.At(RunImport.JobKind, id, tx.NowUtc, actor.UserId));
        await tx.CommitAsync(cancellation);
        return true;
    }
}
