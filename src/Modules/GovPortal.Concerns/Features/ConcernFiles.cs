using GovPortal.Concerns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>A file that was inspected and is not kept yet.</summary>
internal sealed record NewConcernFile(string Name, string ContentType, byte[] Bytes);

/// <summary>What is shown of a file: its name is null where the keys are gone.</summary>
public sealed record ConcernFileEntry(string Id, string? Name, long Length);

/// <summary>An opened file.</summary>
public sealed record OpenedConcernFile(string Name, string ContentType, byte[] Bytes);

/// <summary>
/// Screenshots of concerns, encrypted in the database. Taking: <c>concern.too-many-files</c>, <c>concern.file-too-large</c> and those of
/// <see cref="IMediaStore.InspectAsync"/>, at <c>Files</c>.
/// </summary>
public sealed class ConcernFiles(IMediaStore media, ConcernSeals seals)
{
    public const int MaxFiles = 5, MaxFileBytes = 5 * 1024 * 1024;
    /// <summary>Of a form with all its files.</summary>
    public const long MaxFormBytes = (MaxFiles * (long)MaxFileBytes) + (256 * 1024);

    internal async Task<Result<List<NewConcernFile>>> TakeAsync(IReadOnlyList<IFormFile> sent, CancellationToken cancellation)
    {
        var given = sent.Where(f => f.Length > 0 || f.FileName.Length > 0).ToList();
        if (given.Count > MaxFiles) return Failure.At("Files", "concern.too-many-files", MaxFiles);
        var (taken, failures) = (new List<NewConcernFile>(), new List<Failure>());
        foreach (var file in given)
        {
            if (file.Length > MaxFileBytes)
            {
                failures.Add(Failure.At("Files", "concern.file-too-large", MaxFileBytes / 1024 / 1024));
                continue;
            }
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellation);
            bytes.Position = 0;
            var inspected = await media.InspectAsync(bytes, file.FileName, cancellation);
            if (inspected.Succeeded) taken.Add(new NewConcernFile(inspected.Value.FileName, inspected.Value.ContentType, bytes.ToArray()));
            else failures.AddRange(inspected.Failures.Select(f => f with { Field = "Files" }));
        }
        if (failures.Count > 0) return failures;
        return taken;
    }

    internal void Keep(PortalTransaction tx, string concernId, IEnumerable<NewConcernFile> files)
    {
        foreach (var file in files)
        {
            tx.Db.Add(new ConcernFile { Id = ContentIds.New(), ConcernId = concernId, Name = seals.Seal(file.Name), ContentType = file.ContentType, Length = file.Bytes.Length, Bytes = seals.SealFile(file.Bytes) });
        }
    }

    internal async Task<IReadOnlyList<ConcernFileEntry>> OfAsync(PortalDbContext db, string concernId, CancellationToken cancellation)
    {
        var rows = await db.Set<ConcernFile>().AsNoTracking().Where(f => f.ConcernId == concernId).OrderBy(f => f.Id).Select(f => new { f.Id, f.Name, f.Length }).ToListAsync(cancellation);
        return [.. rows.Select(f => new ConcernFileEntry(f.Id, seals.Open(f.Name), f.Length))];
    }
}

/// <summary>Hands a file to whoever may see its concern. Failures: <c>concern.unknown</c>, <c>access.not-allowed</c>, <c>concern.file-gone</c>.</summary>
public sealed class OpenConcernFile(IDbContextFactory<PortalDbContext> contexts, ConcernSeals seals)
{
    public async Task<Result<OpenedConcernFile>> HandleAsync(string concernId, string? fileId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<Concern>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == concernId, cancellation) is not { } concern) return Failure.Of("concern.unknown");
        if (!ConcernAccess.MayRead(actor, concern)) return Failure.Of(Failure.NotAllowed);
        var file = await db.Set<ConcernFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.ConcernId == concernId, cancellation);
        return file is not null && seals.OpenFile(file.Bytes) is { } bytes ? new OpenedConcernFile(seals.Open(file.Name) is { Length: > 0 } name ? name : "附件", file.ContentType, bytes) : Failure.Of("concern.file-gone");
    }
}
