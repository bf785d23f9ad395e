using GovPortal.Columns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Features;

/// <summary>Keeps an uploaded table between preview and confirmation. Writes no event: the portal does not change.</summary>
public sealed class TaskTableUploads(PortalTransactions transactions)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Keeps a file for its uploader and forgets that person's earlier one. Answers its id.</summary>
    public async Task<string> KeepAsync(byte[] content, string fileName, string agencyId, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var old = tx.NowUtc - Kept;
        await tx.Db.Set<TaskTableUpload>().Where(u => u.UserId == actor.UserId || u.UploadedUtc < old).ExecuteDeleteAsync(cancellation);
        var upload = new TaskTableUpload
        {
            Id = ContentIds.New(), UserId = actor.UserId, AgencyId = agencyId, Content = content, UploadedUtc = tx.NowUtc,
            FileName = fileName.Length <= 200 ? fileName : fileName[^200..],
        };
        tx.Db.Add(upload);
        await tx.CommitAsync(cancellation);
        return upload.Id;
    }

    /// <summary>The person's own upload, or null.</summary>
    public static Task<TaskTableUpload?> FindAsync(PortalDbContext db, string id, Actor actor, CancellationToken cancellation) =>
        db.Set<TaskTableUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.UserId == actor.UserId, cancellation);

    public async Task ForgetAsync(string id, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<TaskTableUpload>().Where(u => u.Id == id && u.UserId == actor.UserId).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
    }
}
