using System.Security.Cryptography;
using GovPortal.Finance.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Finance.Features;

/// <summary>What an import would do, and where.</summary>
public sealed record FinancePreview(FinancePlace Place, FinancePlan Plan);

/// <summary>
/// Reads a workbook and lays it over the item of its year; changes nothing. Failures: those of <see cref="FinancePlace"/> and of the table
/// reader, <c>finance.workbook-only</c>. What is wrong with cells stands in the plan.
/// </summary>
public sealed class PreviewFinanceBook(IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions, ContentElements elements)
{
    public async Task<Result<FinancePreview>> HandleAsync(FinanceUpload upload, bool convert, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var file = await ReadAsync(upload, cancellation);
        if (!file.Succeeded) return file.As<FinancePreview>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await HandleAsync(db, upload, file.Value, convert, actor, cancellation);
    }

    internal static async Task<Result<TableFile>> ReadAsync(FinanceUpload upload, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream(upload.Content);
        var file = await TableReader.ReadAsync(bytes, upload.FileName, takesFormulas: true, cancellation);
        return file.Succeeded && file.Value.Format != TableFormat.Workbook ? Failure.At("file", "finance.workbook-only") : file;
    }

    /// <summary>As above within a context of the caller: what is applied is planned in the transaction that applies it.</summary>
    internal async Task<Result<FinancePreview>> HandleAsync(PortalDbContext db, FinanceUpload upload, TableFile file, bool convert, Actor actor, CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var place = FinancePlace.Of(await definitions.LoadAsync(db, cancellation), organisation, upload.ContentType, upload.ColumnId, upload.SectionId, actor);
        if (!place.Succeeded) return place.As<FinancePreview>();
        var sheets = ReadFinanceBook.Read(file, TableSettings.Of(place.Value.Type));
        var item = await FinanceItems.OfYearAsync(db, place.Value, upload.Year, cancellation);
        var plan = new PlanFinanceImport(elements, place.Value, upload.Year, upload.FormedOn, convert).Build(sheets, item, Convert.ToHexStringLower(SHA256.HashData(upload.Content)));
        return new FinancePreview(place.Value, plan);
    }
}

/// <summary>
/// Writes a previewed workbook as one draft, new or over the item of its year. Failures: those of <see cref="PreviewFinanceBook"/> and of
/// its plan, <c>finance.upload-gone</c>, <c>finance.preview-stale</c>, <c>finance.unused-not-accepted</c>, and those of <see cref="SaveDraft"/>.
/// Side effects: <c>content.draft-saved</c>, <c>finance.imported</c>; the upload is forgotten.
/// </summary>
public sealed class ApplyFinanceBook(PortalTransactions transactions, PreviewFinanceBook preview, SaveDraft save)
{
    public const string Imported = "finance.imported";

    public async Task<Result<VersionRef>> HandleAsync(string uploadId, string token, bool convert, bool acceptUnused, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await transactions.WriteAsync(tx => ApplyAsync(tx, uploadId, token, convert, acceptUnused, actor, cancellation), cancellation);
    }

    private async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, string uploadId, string token, bool convert, bool acceptUnused, Actor actor, CancellationToken cancellation)
    {
        if (await FinanceUploads.FindAsync(tx.Db, uploadId, actor, cancellation) is not { } upload) return Failure.Of("finance.upload-gone");
        var file = await PreviewFinanceBook.ReadAsync(upload, cancellation);
        if (!file.Succeeded) return file.As<VersionRef>();
        var read = await preview.HandleAsync(tx.Db, upload, file.Value, convert, actor, cancellation);
        if (!read.Succeeded) return read.As<VersionRef>();
        var (place, plan) = (read.Value.Place, read.Value.Plan);
        if (plan.Token != token) return Failure.Of("finance.preview-stale");
        if (plan.Problems.Count > 0) return plan.Problems.Take(TableLimits.MaxReported).ToList();
        if (plan.Unused.Count > 0 && !acceptUnused) return Failure.At("acceptUnused", "finance.unused-not-accepted", plan.Unused.Count);
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(plan.ItemId, place.Type.Name, plan.Data, plan.Revision), actor, cancellation);
        if (!saved.Succeeded) return saved;
        await tx.Db.Set<FinanceUpload>().Where(u => u.Id == uploadId).ExecuteDeleteAsync(cancellation);
        tx.Append(new EventDraft(Imported, actor.UserId, saved.Value.ContentItemId, AgencyId: place.Column.AgencyId, Payload: new Dictionary<string, object?>
        {
            ["contentType"] = place.Type.Name, ["column"] = place.Column.Id, ["unused"] = plan.Unused.Count,
        }));
        return saved;
    }
}

/// <summary>Keeps an uploaded workbook between preview and confirmation. Writes no event: nothing is imported yet.</summary>
public sealed class FinanceUploads(PortalTransactions transactions)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Keeps a workbook for its uploader and forgets that person's earlier ones. Answers its id.</summary>
    public async Task<string> KeepAsync(FinanceUpload given, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        var old = tx.NowUtc - Kept;
        await tx.Db.Set<FinanceUpload>().Where(u => u.UserId == actor.UserId || u.UploadedUtc < old).ExecuteDeleteAsync(cancellation);
        var upload = new FinanceUpload
        {
            Id = ContentIds.New(), UserId = actor.UserId, ContentType = given.ContentType, ColumnId = given.ColumnId, SectionId = given.SectionId, Year = given.Year,
            FormedOn = given.FormedOn, Content = given.Content, UploadedUtc = tx.NowUtc, FileName = given.FileName.Length <= 200 ? given.FileName : given.FileName[^200..],
        };
        tx.Db.Add(upload);
        await tx.CommitAsync(cancellation);
        return upload.Id;
    }

    /// <summary>The person's own upload, or null.</summary>
    public static Task<FinanceUpload?> FindAsync(PortalDbContext db, string? id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        return db.Set<FinanceUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.UserId == actor.UserId, cancellation);
    }

    public async Task ForgetAsync(string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<FinanceUpload>().Where(u => u.Id == id && u.UserId == actor.UserId).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
    }
}
