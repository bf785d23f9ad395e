using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Packages.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Packages.Features;

/// <summary>Keeps a package between upload and outcome. Writes no event: nothing is imported yet.</summary>
public sealed class PackageUploads(PortalTransactions transactions, PackageFolder folder)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>
    /// Unpacks a package for its uploader and forgets that person's earlier ones, but for one that waits to be imported. Answers its id.
    /// Failures: <c>access.not-allowed</c>, those of <see cref="PackageFolder.UnpackAsync"/>.
    /// </summary>
    public async Task<Result<string>> KeepAsync(Stream file, string fileName, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.CanSomewhere(Permissions.RecipesRun)) return Failure.Of(Failure.NotAllowed);
        var id = ContentIds.New();
        var (sha256, length) = await PackageFolder.MeasureAsync(file, cancellation);
        var unpacked = await folder.UnpackAsync(file, folder.PathOf(id), cancellation);
        if (!unpacked.Succeeded) return unpacked.As<string>();
        await using var tx = await transactions.BeginAsync(cancellation);
        var old = tx.NowUtc - Kept;
        var gone = await tx.Db.Set<PackageUpload>().Where(u => u.State != PackageState.Waiting && (u.UserId == actor.UserId || u.UploadedUtc < old)).ToListAsync(cancellation);
        tx.Db.RemoveRange(gone);
        tx.Db.Add(new PackageUpload
        {
            Id = id, UserId = actor.UserId, FileName = fileName.Length <= PackageUpload.MaxFileName ? fileName : fileName[^PackageUpload.MaxFileName..], Sha256 = sha256, Length = length, UploadedUtc = tx.NowUtc,
        });
        await tx.CommitAsync(cancellation);
        foreach (var upload in gone) folder.Remove(upload.Id);
        return id;
    }

    /// <summary>The person's own upload, or null.</summary>
    public static Task<PackageUpload?> FindAsync(PortalDbContext db, string? id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        return db.Set<PackageUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.UserId == actor.UserId, cancellation);
    }

    public async Task ForgetAsync(string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        var gone = await tx.Db.Set<PackageUpload>().Where(u => u.Id == id && u.UserId == actor.UserId && u.State != PackageState.Waiting).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
        if (gone > 0) folder.Remove(id);
    }

    /// <summary>Puts a previewed package into the queue; it is imported within seconds. False where it waits already or is done.</summary>
    public async Task<bool> QueueAsync(string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        var queued = await tx.Db.Set<PackageUpload>()
            .Where(u => u.Id == id && u.UserId == actor.UserId && (u.State == PackageState.Preview || u.State == PackageState.Refused))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.State, PackageState.Waiting).SetProperty(u => u.Outcome, (string?)null), cancellation);
        if (queued == 0) return false;
        tx.Db.Add(DueJob.At(ImportPackage.JobKind, id, tx.NowUtc, actor.UserId));
        await tx.CommitAsync(cancellation);
        return true;
    }
}
