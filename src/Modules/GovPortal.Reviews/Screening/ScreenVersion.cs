using System.Text.Json;
using System.Text.Json.Serialization;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Reviews.Features;
using GovPortal.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Screening;

/// <summary>Something found in a version.</summary>
/// <param name="Kind">The detector's code, or <c>unscreened</c> for a file that could not be read.</param>
/// <param name="Where">Field or file, and the place in it.</param>
/// <param name="Masked">A sample in the official mask.</param>
/// <param name="Code">Of a file that could not be read: why, as a failure's code and its values.</param>
public sealed record VersionFinding(string Kind, string Where, string Masked, Severity Severity, string? Code = null, IReadOnlyList<string>? Args = null)
{
    public const string Unscreened = "unscreened";

    /// <summary>Tells findings of one version apart.</summary>
    [JsonIgnore]
    public string Key => $"{Kind}|{Where}|{Masked}|{Code}";

    /// <summary>Key of the interface text.</summary>
    [JsonIgnore]
    public string Title => Kind == Unscreened ? "无法筛查" : FindingKinds.Name(Enum.GetValues<FindingKind>().First(k => FindingKinds.Code(k) == Kind));
}

/// <summary>Screens every text and attachment of a version. What files hold is kept by their hash; no value found is kept.</summary>
public sealed class ScreenVersion(ContentElements elements, IMediaStore media, PortalTransactions transactions, TimeProvider time)
{
    /// <summary>Longest reason of an override, in characters.</summary>
    public const int MaxReason = 500;

    /// <summary>Counted up when the detector changes what it finds.</summary>
    private const int Detector = 1;

    /// <summary>For a page: screens, and keeps what new files held, so that a later decision does not wait for them.</summary>
    public async Task<IReadOnlyList<VersionFinding>> AndKeepAsync(PortalDbContext db, VersionInHand v, CancellationToken cancellation)
    {
        var (found, fresh) = await HandleAsync(db, v, cancellation);
        if (fresh.Count == 0) return found;
        await using var tx = await transactions.BeginAsync(cancellation);
        await KeepAsync(tx.Db, fresh, cancellation);
        await tx.CommitAsync(cancellation);
        return found;
    }

    /// <summary>Inside a transaction. Two nodes may have read the same file at the same moment.</summary>
    internal static async Task KeepAsync(PortalDbContext db, IEnumerable<FileScreening> fresh, CancellationToken cancellation)
    {
        foreach (var file in fresh)
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "FileScreenings" ("Id", "Findings", "ScreenedUtc") VALUES ({file.Id}, {file.Findings}, {file.ScreenedUtc}) ON CONFLICT DO NOTHING""", cancellation);
        }
    }

    /// <summary>What is found, and the files that were read for the first time.</summary>
    internal async Task<(IReadOnlyList<VersionFinding> Found, IReadOnlyList<FileScreening> Fresh)> HandleAsync(PortalDbContext db, VersionInHand v, CancellationToken cancellation)
    {
        var fresh = new List<FileScreening>();
        var options = (await ScreeningSettings.LoadAsync(db, cancellation)).For(v.Version.ColumnId);
        var found = new List<VersionFinding>();
        foreach (var text in VersionTexts.Of(elements, v))
        {
            var report = Screener.ScreenText(text.Text, options with { IsHtml = text.IsHtml }, text.Where);
            foreach (var finding in report.Findings.Select(f => Of(f, text.Where)))
            {
                // A row's own values are found in its cells; here only what stands beside them makes one worse.
                var cell = text.IsRow ? found.FindIndex(f => f.Kind == finding.Kind && f.Masked == finding.Masked && f.Severity < finding.Severity) : -1;
                if (cell >= 0) found[cell] = found[cell] with { Severity = finding.Severity };
                else if (!text.IsRow) found.Add(finding);
            }
        }
        var files = await media.FindAsync(db, elements.MediaPaths(v.Type, v.Data), cancellation);
        foreach (var file in files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)) found.AddRange(await OfFileAsync(db, file, options, fresh, cancellation));
        return ([.. found.DistinctBy(f => f.Key).OrderByDescending(f => f.Severity)], fresh);
    }

    private async Task<IReadOnlyList<VersionFinding>> OfFileAsync(PortalDbContext db, MediaInfo file, ScreeningOptions options, List<FileScreening> fresh, CancellationToken cancellation)
    {
        var id = SaveRoute.Hash($"{Detector}\n{file.Sha256}\n{file.FileName}\n{JsonSerializer.Serialize(options, CanonicalJson.Unescaped)}");
        var known = await db.Set<FileScreening>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancellation);
        if (known is not null) return Read(known.Findings);
        var found = await ReadFileAsync(file, options, cancellation);
        fresh.Add(new FileScreening { Id = id, Findings = Write(found), ScreenedUtc = time.GetUtcNow().UtcDateTime });
        return found;
    }

    private async Task<IReadOnlyList<VersionFinding>> ReadFileAsync(MediaInfo file, ScreeningOptions options, CancellationToken cancellation)
    {
        // Sound and moving pictures are heard and seen by the reviewer.
        if (file.ContentType.StartsWith("audio/", StringComparison.Ordinal) || file.ContentType.StartsWith("video/", StringComparison.Ordinal))
        {
            return [new VersionFinding(VersionFinding.Unscreened, file.FileName, "", Severity.Warning, "screening.audio-video")];
        }
        await using var stream = media.Open(file.Sha256);
        if (stream is null) return [new VersionFinding(VersionFinding.Unscreened, file.FileName, "", Severity.Blocking, "media.missing", [file.FileName])];
        var report = await Screener.ScreenFileAsync(stream, file.FileName, options, cancellation);
        return report.Succeeded
            ? [.. report.Value.Findings.Select(f => Of(f, file.FileName)).DistinctBy(f => f.Key)]
            : [.. report.Failures.Select(f => new VersionFinding(VersionFinding.Unscreened, file.FileName, "", Severity.Blocking, f.Code, [.. f.Args.Select(a => a?.ToString() ?? "")]))];
    }

    internal static string Write(IReadOnlyList<VersionFinding> findings) => JsonSerializer.Serialize(findings, CanonicalJson.Unescaped);

    internal static IReadOnlyList<VersionFinding> Read(string json) => JsonSerializer.Deserialize<List<VersionFinding>>(json, CanonicalJson.Unescaped)!;

    private static VersionFinding Of(Finding finding, string where)
    {
        var place = finding.Where.Length == 0 || finding.Where == where ? where : finding.Where.StartsWith(where, StringComparison.Ordinal) ? finding.Where : $"{where}：{finding.Where}";
        return new VersionFinding(FindingKinds.Code(finding.Kind), place, finding.Masked, finding.Severity);
    }
}

/// <summary>Keeps what was found at submission, for the reviewers and the form.</summary>
internal sealed class KeepScreening(ScreenVersion screen) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Kernel.Access.Actor actor, CancellationToken cancellation)
    {
        if (change != ContentChangeKind.Submitted) return;
        var (found, fresh) = await screen.HandleAsync(tx.Db, version, cancellation);
        await ScreenVersion.KeepAsync(tx.Db, fresh, cancellation);
        tx.Db.Add(new VersionScreening
        {
            VersionId = version.Version.Id, ManifestHash = version.Version.ManifestHash!,
            Findings = ScreenVersion.Write(found), ScreenedUtc = tx.NowUtc,
        });
    }
}

/// <summary>
/// What blocks is not published (<c>screening.blocked</c>), unless the confidentiality reviewer said of exactly this finding of
/// exactly this content why it may be. The content is screened anew: the word list may have grown since.
/// </summary>
internal sealed class ScreeningRule(ScreenVersion screen) : IPublishRule
{
    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        var blocking = (await screen.HandleAsync(db, version, cancellation)).Found.Where(f => f.Severity == Severity.Blocking).ToList();
        if (blocking.Count == 0) return [];
        var (versionId, manifest) = (version.Version.Id, version.Version.ManifestHash);
        var row = await db.Set<VersionScreening>().AsNoTracking().FirstOrDefaultAsync(s => s.VersionId == versionId && s.ManifestHash == manifest && s.OverrideReason != null, cancellation);
        // A reason counts with the approval it was given for: undone by a return to an earlier step, it is asked for again.
        if (row is not null)
        {
            var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.VersionId == versionId).ToListAsync(cancellation);
            var holds = ReviewRoute.Parse(version.Version.Route).Holding(manifest, reviews)
                .Any(r => r.IsConfidentiality && r.DeciderId == row.OverriddenBy && r.DecidedUtc == row.OverriddenUtc);
            if (!holds) row = null;
        }
        var overridden = row is null ? [] : ScreenVersion.Read(row.Findings).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return [.. blocking.Where(f => !overridden.Contains(f.Key)).Select(f => Failure.Of("screening.blocked", f.Title, f.Where, f.Masked))];
    }
}
