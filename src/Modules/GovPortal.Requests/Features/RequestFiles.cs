using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>A file that was inspected and is not kept yet.</summary>
internal sealed record NewFile(string Name, string ContentType, byte[] Bytes)
{
    public RequestFile Of(string requestId, bool fromApplicant, DateTime nowUtc, RequestSeals seals) => new()
    {
        Id = ContentIds.New(), RequestId = requestId, FromApplicant = fromApplicant, Name = seals.Seal(Name), ContentType = ContentType, Length = Bytes.Length, AddedUtc = nowUtc,
        Bytes = seals.SealFile(Bytes),
    };
}

/// <summary>What is shown of a file: its name is null where the keys are gone.</summary>
public sealed record FileEntry(string Id, string? Name, long Length, bool FromApplicant, DateTime AddedUtc, bool IsErased);

/// <summary>An opened file.</summary>
public sealed record OpenedFile(string Name, string ContentType, byte[] Bytes, bool FromApplicant);

/// <summary>
/// Files of cases. Taking: <c>request.too-many-files</c>, <c>request.file-too-large</c> and those of <see cref="IMediaStore.InspectAsync"/>, at the field
/// <c>Files</c>. They lie encrypted in the database and are handed out to nobody but the parties of the case.
/// </summary>
public sealed class RequestFiles(IMediaStore media, RequestSeals seals)
{
    public const int MaxFiles = 5, MaxFileBytes = 5 * 1024 * 1024;
    /// <summary>Of a form with all its files.</summary>
    public const long MaxFormBytes = (MaxFiles * (long)MaxFileBytes) + (256 * 1024);

    internal async Task<Result<List<NewFile>>> TakeAsync(IReadOnlyList<IFormFile> sent, CancellationToken cancellation)
    {
        var given = sent.Where(f => f.Length > 0 || f.FileName.Length > 0).ToList();
        if (given.Count > MaxFiles) return Failure.At("Files", "request.too-many-files", MaxFiles);
        var (taken, failures) = (new List<NewFile>(), new List<Failure>());
        foreach (var file in given)
        {
            if (file.Length > MaxFileBytes)
            {
                failures.Add(Failure.At("Files", "request.file-too-large", MaxFileBytes / 1024 / 1024));
                continue;
            }
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellation);
            bytes.Position = 0;
            var inspected = await media.InspectAsync(bytes, file.FileName, cancellation);
            if (inspected.Succeeded) taken.Add(new NewFile(inspected.Value.FileName, inspected.Value.ContentType, bytes.ToArray()));
            else failures.AddRange(inspected.Failures.Select(f => f with { Field = "Files" }));
        }
        if (failures.Count > 0) return failures;
        return taken;
    }

    internal async Task<IReadOnlyList<FileEntry>> OfAsync(PortalDbContext db, string requestId, CancellationToken cancellation)
    {
        var rows = await db.Set<RequestFile>().AsNoTracking().Where(f => f.RequestId == requestId).OrderBy(f => f.AddedUtc).ThenBy(f => f.Id)
            .Select(f => new { f.Id, f.Name, f.Length, f.FromApplicant, f.AddedUtc, IsErased = f.Bytes.Length == 0 }).ToListAsync(cancellation);
        return [.. rows.Select(f => new FileEntry(f.Id, seals.Open(f.Name), f.Length, f.FromApplicant, f.AddedUtc, f.IsErased))];
    }

    internal async Task<OpenedFile?> OpenAsync(PortalDbContext db, string requestId, string? fileId, CancellationToken cancellation)
    {
        var file = await db.Set<RequestFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.RequestId == requestId, cancellation);
        return file is { Bytes.Length: > 0 } && seals.OpenFile(file.Bytes) is { } bytes ? new OpenedFile(seals.Open(file.Name) is { Length: > 0 } name ? name : "附件", file.ContentType, bytes, file.FromApplicant) : null;
    }
}

/// <summary>
/// Hands a file of a case to someone of the office; what the applicant sent (often a proof of identity) to those alone who may see who
/// applied. Each look is a step and an event. Failures: <c>request.unknown</c>,
/// <c>access.not-allowed</c>, <c>request.file-gone</c>.
/// </summary>
public sealed class OpenRequestFile(PortalTransactions transactions, RequestFiles files, StandIns standIns)
{
    public Task<Result<OpenedFile>> HandleAsync(string requestId, string? fileId, Actor person, CancellationToken cancellation) => transactions.WriteAsync<OpenedFile>(async tx =>
    {
        var actor = await standIns.WithAsync(tx.Db, person, cancellation);
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.MayRead(actor, request)) return Failure.Of(Failure.NotAllowed);
        if (await files.OpenAsync(tx.Db, requestId, fileId, cancellation) is not { } file) return Failure.Of("request.file-gone");
        if (file.FromApplicant && !RequestAccess.May(actor, RequestPermissions.Applicant, request)) return Failure.Of(Failure.NotAllowed);
        RequestDesk.Add(tx, request, RequestEvents.FileOpened, actor.UserId, null, new() { ["file"] = fileId });
        return file;
    }, cancellation);
}
