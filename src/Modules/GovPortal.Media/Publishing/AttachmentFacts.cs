using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Media.Publishing;

/// <summary>
/// The attachments that a page lists under an item: path, name, length in bytes, content type and, where the editor gave
/// one, a title. Pictures in the main text show themselves and are left out.
/// </summary>
internal sealed class AttachmentFacts(ContentElements elements, IMediaStore media) : IPublicFacts
{
    public string Name => "attachments";

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        var listed = elements.Walk(version.Type, version.Data).Where(e => !e.Element.IsBody)
            .SelectMany(e => e.Element.MediaPaths(e.Value).Select(path => (Path: path, Title: Title(e.Value, path))))
            .DistinctBy(a => a.Path, StringComparer.Ordinal).ToList();
        if (listed.Count == 0) return null;
        var files = await media.FindAsync(db, [.. listed.Select(a => a.Path)], cancellation);
        var attachments = new JsonArray();
        foreach (var (path, title) in listed)
        {
            if (!files.TryGetValue(path, out var file)) continue;
            var attachment = new JsonObject
            {
                ["path"] = file.Path, ["name"] = file.FileName, ["length"] = file.Length, ["contentType"] = file.ContentType,
            };
            if (title is not null) attachment["title"] = title;
            attachments.Add(attachment);
        }
        return attachments;
    }

    /// <summary>Orchard's MediaField keeps the titles in a list beside the paths.</summary>
    private static string? Title(JsonObject value, string path)
    {
        if (value["Paths"] is not JsonArray paths || value["MediaTexts"] is not JsonArray texts) return null;
        for (var i = 0; i < Math.Min(paths.Count, texts.Count); i++)
        {
            if (Text(paths[i]) == path) return Text(texts[i]) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        }
        return null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;
}
