using System.Security.Cryptography;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Papers;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Version">0 is the standard text.</param>
internal sealed record TemplateInForce(int Version, byte[] Docx);

/// <summary>A version without its document.</summary>
public sealed record TemplateVersion(string Kind, int Version, string FileName, string Hash, string ChangedBy, DateTime ChangedUtc)
{
    /// <summary>The office went back to the standard text.</summary>
    public bool IsStandard => Hash.Length == 0;
}

/// <param name="Versions">The latest first.</param>
/// <param name="Names">Of who changed them.</param>
public sealed record TemplateList(IReadOnlyList<TemplateVersion> Versions, IReadOnlyDictionary<string, string> Names);

/// <summary>Templates of letters: which is in force, and the versions there were. A version is never changed.</summary>
public sealed class LetterTemplates(IDbContextFactory<PortalDbContext> contexts, IPeople people)
{
    internal static async Task<TemplateInForce> InForceAsync(PortalDbContext db, string kind, CancellationToken cancellation)
    {
        var latest = await db.Set<LetterTemplate>().AsNoTracking().Where(t => t.Kind == kind).OrderByDescending(t => t.Version).FirstOrDefaultAsync(cancellation);
        return latest is { Bytes.Length: > 0 } ? new TemplateInForce(latest.Version, latest.Bytes) : new TemplateInForce(0, LetterPaper.Standard(kind));
    }

    /// <summary>Failure: <c>access.not-allowed</c>.</summary>
    public async Task<Result<TemplateList>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(RequestPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var versions = await db.Set<LetterTemplate>().AsNoTracking().OrderByDescending(t => t.Version)
            .Select(t => new TemplateVersion(t.Kind, t.Version, t.FileName, t.Hash, t.ChangedBy, t.ChangedUtc)).ToListAsync(cancellation);
        return new TemplateList(versions, await people.NamesAsync(db, versions.Select(v => v.ChangedBy).Distinct(), cancellation));
    }

    /// <summary>The document of a version, of the standard text (0), or without a version of what is in force. Failures: <c>access.not-allowed</c>, <c>request.letter-kind</c>.</summary>
    public async Task<Result<byte[]>> OpenAsync(string kind, int? version, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(RequestPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        if (LetterKinds.Of(kind) is null) return Failure.Of("request.letter-kind");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (version is null) return (await InForceAsync(db, kind, cancellation)).Docx;
        if (version == 0) return LetterPaper.Standard(kind);
        var bytes = await db.Set<LetterTemplate>().Where(t => t.Kind == kind && t.Version == version).Select(t => t.Bytes).FirstOrDefaultAsync(cancellation);
        return bytes is { Length: > 0 } ? bytes : Failure.Of("request.letter-kind");
    }
}

/// <summary>
/// Replaces the template of a kind of letter by a Word document of the office's own, or goes back to the standard text; letters that were
/// made stay. Failures: <c>access.not-allowed</c>, <c>request.letter-kind</c>, <c>request.letter-template-required</c>,
/// <c>request.file-too-large</c>, those of <see cref="IMediaStore.InspectAsync"/>, <c>request.letter-template-invalid</c>,
/// <c>request.letter-template-macro</c>, <c>request.letter-template-external</c>, <c>request.letter-field-unclosed</c>,
/// <c>request.letter-field-unknown</c>, <c>request.letter-template-same</c>. Side effect: <c>request.letter-template-changed</c>.
/// </summary>
public sealed class ChangeLetterTemplate(PortalTransactions transactions, IMediaStore media)
{
    public const int MaxBytes = 2 * 1024 * 1024;

    public async Task<Result> ReplaceAsync(string kind, IFormFile? sent, Actor actor, CancellationToken cancellation)
    {
        if (Refused(kind, actor) is { } refused) return refused;
        if (sent is null or { Length: 0 }) return Failure.At("File", "request.letter-template-required");
        if (sent.Length > MaxBytes) return Failure.At("File", "request.file-too-large", MaxBytes / 1024 / 1024);
        using var stream = new MemoryStream();
        await sent.CopyToAsync(stream, cancellation);
        stream.Position = 0;
        var inspected = await media.InspectAsync(stream, sent.FileName, cancellation);
        if (!inspected.Succeeded) return Result.Refused([.. inspected.Failures.Select(f => f with { Field = "File" })]);
        var bytes = stream.ToArray();
        if (Check(inspected.Value.FileName, bytes) is { Count: > 0 } faults) return Result.Refused(faults);
        return await AddAsync(kind, bytes, inspected.Value.FileName, actor, cancellation);
    }

    /// <summary>Back to the standard text.</summary>
    public async Task<Result> ResetAsync(string kind, Actor actor, CancellationToken cancellation) => Refused(kind, actor) ?? await AddAsync(kind, [], "", actor, cancellation);

    private static Result? Refused(string kind, Actor actor)
    {
        if (!actor.CanSomewhere(RequestPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        return LetterKinds.Of(kind) is null ? Result.Refused("request.letter-kind") : null;
    }

    /// <summary>All unknown fields at once, each with the known one it was probably meant to be.</summary>
    internal static IReadOnlyList<Failure> Check(string fileName, byte[] docx)
    {
        if (!fileName.EndsWith(".docx", StringComparison.OrdinalIgnoreCase)) return [Failure.At("File", "request.letter-template-invalid")];
        switch (PaperTemplate.Check(docx))
        {
            case TemplateFault.NotADocument: return [Failure.At("File", "request.letter-template-invalid")];
            case TemplateFault.Macro: return [Failure.At("File", "request.letter-template-macro")];
            case TemplateFault.External: return [Failure.At("File", "request.letter-template-external")];
            case TemplateFault.Unclosed: return [Failure.At("File", "request.letter-field-unclosed")];
        }
        return [.. PaperTemplate.Fields(docx).Where(f => !LetterFields.All.Contains(f)).Select(f => Failure.At("File", "request.letter-field-unknown", f, Meant(f)))];
    }

    private static string Meant(string field) => Nearest.Of(field, LetterFields.All) is { Length: > 0 } near ? near : "—";

    private async Task<Result> AddAsync(string kind, byte[] bytes, string fileName, Actor actor, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
    {
        var hash = bytes.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(bytes));
        var latest = await tx.Db.Set<LetterTemplate>().Where(t => t.Kind == kind).OrderByDescending(t => t.Version).Select(t => new { t.Version, t.Hash }).FirstOrDefaultAsync(cancellation);
        if (hash == (latest?.Hash ?? "")) return Failure.At("File", "request.letter-template-same");
        var version = (latest?.Version ?? 0) + 1;
        tx.Db.Add(new LetterTemplate { Kind = kind, Version = version, Bytes = bytes, Hash = hash, FileName = fileName, ChangedBy = actor.UserId, ChangedUtc = tx.NowUtc });
        tx.Append(new EventDraft(RequestEvents.LetterTemplateChanged, actor.UserId, Payload: new Dictionary<string, object?> { ["letter"] = kind, ["version"] = version, ["was"] = latest?.Hash, ["now"] = hash }));
        return Result.Ok;
    }, cancellation));
}
