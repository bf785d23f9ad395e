using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>The package of an ended case.</summary>
public sealed record ArchivedCase(string FileName, byte[] Bytes);

/// <summary>
/// 归档 (R64): hands an ended case to the office as one package, with all its letters, files, steps and dates. Letters become PDF/A where the
/// machine has an office program. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>, <c>request.not-ended</c>,
/// <c>request.changed-by-other</c>. Side effect: <c>request.archived</c>.
/// </summary>
public sealed class ArchiveRequest(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, ReadRequest read, ReadLetters letters, RequestFiles files, RequestSeals seals, OfficeProgram office, TimeProvider time)
{
    public async Task<Result<ArchivedCase>> HandleAsync(string requestId, Actor actor, CancellationToken cancellation)
    {
        var full = await read.HandleAsync(requestId, actor, cancellation);
        if (!full.Succeeded) return full.As<ArchivedCase>();
        var request = full.Value.Request;
        if (!RequestAccess.MayArchive(actor, request)) return Failure.Of(Failure.NotAllowed);
        if (request.IsOpen) return Failure.Of("request.not-ended");
        var civil = time.UtcNow().ToCivil();
        // Made before the transaction: an office program takes its time, and nobody waits for it.
        var package = await PackAsync(full.Value, civil, cancellation);
        var result = await transactions.WriteAsync(async tx =>
        {
            var row = await tx.Db.Set<DisclosureRequest>().SingleAsync(r => r.Id == requestId, cancellation);
            if (row.StepCount != request.StepCount) return Failure.Of("request.changed-by-other");
            RequestDesk.Add(tx, row, RequestEvents.Archived, actor.UserId, null, null);
            return Result.Ok;
        }, cancellation);
        return result.Succeeded ? package : RequestDesk.Plain(result).As<ArchivedCase>();
    }

    private async Task<ArchivedCase> PackAsync(RequestInFull full, DateTime civil, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (request, organisation) = (full.Request, await OrganisationSnapshot.LoadAsync(db, cancellation));
        var made = await letters.OfAsync(db, request.Id, cancellation);
        var entries = new List<ArchiveEntry>();
        entries.AddRange(await LettersAsync(db, request.Id, made, cancellation));
        entries.AddRange(await FilesAsync(db, request.Id, full.Files, cancellation));
        entries.Add(new ArchiveEntry("办理经过、期限计算、往来信息", ArchivePackage.CaseJson, ArchiveJson.Of(full, made, organisation), DateOnly.FromDateTime(civil), ""));
        var agency = organisation.Agency(request.AgencyId)?.Name ?? "";
        var remark = office.IsThere ? "文书为 PDF/A；不能转换的保留 .docx，见备注。" : "制作本目录的机器没有办公软件，文书保留 .docx。";
        var title = $"{agency}政府信息公开申请{request.NumberText}";
        return new ArchivedCase(ArchivePackage.FileName($"公开申请{request.NumberText}") + ".zip", ArchivePackage.Zip(title, entries, remark, civil));
    }

    private async Task<List<ArchiveEntry>> LettersAsync(PortalDbContext db, string requestId, IReadOnlyList<LetterEntry> made, CancellationToken cancellation)
    {
        var kept = (await db.Set<RequestLetter>().AsNoTracking().Where(l => l.RequestId == requestId).Select(l => new { l.Id, l.Bytes }).ToListAsync(cancellation)).ToDictionary(l => l.Id, l => seals.OpenFile(l.Bytes));
        var readable = made.Where(l => kept[l.Id] is not null).ToList();
        var pdfs = await office.ToPdfAsync([.. readable.Select(l => kept[l.Id]!)], cancellation);
        return [.. made.Select((letter, i) =>
        {
            var on = letter.MadeUtc.ToCivilDate();
            var state = letter.IsVoid ? "已作废" : "";
            if (kept[letter.Id] is not { } docx) return new ArchiveEntry(letter.Name, null, [], on, letter.IsErased ? "已到期删除" : "无法解密");
            var pdf = pdfs.GetValueOrDefault(readable.IndexOf(letter));
            var name = ArchivePackage.FileName($"{i + 1:00}-{letter.Name}{(letter.IsVoid ? "（已作废）" : "")}");
            return new ArchiveEntry(letter.Name, $"文书/{name}{(pdf is null ? ".docx" : ".pdf")}", pdf ?? docx, on, pdf is null && office.IsThere ? $"{state}未能转换为 PDF/A" : state);
        })];
    }

    private async Task<List<ArchiveEntry>> FilesAsync(PortalDbContext db, string requestId, IReadOnlyList<FileEntry> attached, CancellationToken cancellation)
    {
        var entries = new List<ArchiveEntry>();
        foreach (var (file, i) in attached.Select((f, i) => (f, i)))
        {
            var title = $"{(file.FromApplicant ? "申请人提交" : "随答复提供")}：{file.Name ?? "附件"}";
            var opened = await files.OpenAsync(db, requestId, file.Id, cancellation);
            var path = $"附件/{ArchivePackage.FileName($"{i + 1:00}-{file.Name ?? "附件"}")}";
            entries.Add(opened is null ? new ArchiveEntry(title, null, [], file.AddedUtc.ToCivilDate(), file.IsErased ? "已到期删除" : "无法解密") : new ArchiveEntry(title, path, opened.Bytes, file.AddedUtc.ToCivilDate(), ""));
        }
        return entries;
    }
}
