using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Screening;
using GovPortal.Search.Index;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Search.Following;

/// <summary>
/// The texts of the files that live items list. Purged files have none. Bounded in number, size and time; whatever a file
/// does, its item is indexed.
/// </summary>
internal sealed class AttachmentTexts(IMediaStore? media, IDbContextFactory<PortalDbContext> contexts, ILogger log)
{
    private const int MaxFiles = 20;
    private const long MaxFileBytes = 20 * 1024 * 1024;
    private const int MaxCharacters = 200_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Whether the item lists files at all.</summary>
    public static bool Has(PublishedItem item) => item.Summary.Facts.Contains("\"attachments\"", StringComparison.Ordinal);

    /// <summary>By item id; items without files are left out. One query for all.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<AttachedText>>> ReadAsync(IEnumerable<PublishedItem> items, CancellationToken cancellation)
    {
        var listed = items.Where(Has).Select(i => (i.Summary.ContentItemId, Files: Listed(i).Take(MaxFiles).ToList())).ToList();
        var texts = new Dictionary<string, IReadOnlyList<AttachedText>>(StringComparer.Ordinal);
        if (media is null || listed.Count == 0) return texts;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = await media.FindAsync(db, [.. listed.SelectMany(l => l.Files).Select(f => f.Path).Distinct()], cancellation);
        foreach (var (id, files) in listed)
        {
            var read = new List<AttachedText>();
            foreach (var (path, title) in files)
            {
                if (known.TryGetValue(path, out var file)) read.Add(new AttachedText(title ?? file.FileName, await TextAsync(file, cancellation)));
            }
            texts[id] = read;
        }
        return texts;
    }

    private async Task<string> TextAsync(MediaInfo file, CancellationToken cancellation)
    {
        if (file.Length > MaxFileBytes) return "";
        try
        {
            await using var bytes = media!.Open(file.Sha256);
            return bytes is null ? "" : await FileText.ReadAsync(bytes, file.FileName, MaxCharacters, Longest, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The publication checked the bytes; now the disk fails. The item is found by its own text.
            log.LogError(error, "A file could not be read for the search index: {Sha256}", file.Sha256);
            return "";
        }
    }

    private static IEnumerable<(string Path, string? Title)> Listed(PublishedItem item)
    {
        foreach (var file in ((JsonNode.Parse(item.Summary.Facts) as JsonObject)?["attachments"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (SearchDocuments.Text(file["path"]) is { } path) yield return (path, SearchDocuments.Text(file["title"]) ?? SearchDocuments.Text(file["name"]));
        }
    }
}
