using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>
/// Attachments (附件): <c>{"Paths": [], "MediaTexts": [], "Anchors": []}</c>, members of the same index belong together.
/// The form carries <c>Paths</c> and <c>MediaTexts</c> in one order and, in <c>Remove</c>, the paths to take out; files in
/// <c>Upload</c> are stored and appended by the page. Further refusal: <c>content.extension-not-allowed</c>.
/// </summary>
internal sealed class MediaField : ContentElement
{
    private const int MaxFiles = 200, TextMaxLength = 200;

    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

    public override string Name => "MediaField";

    /// <summary><c>AttachedFileNames</c> is what Orchard's attached media editor adds.</summary>
    public override IReadOnlyList<string> Properties => ["Paths", "MediaTexts", "Anchors", "AttachedFileNames"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (!Stored.TryTexts(value["MediaTexts"], out var texts) || texts.Any(t => t.Any(Posted.IsForbidden)))
        {
            yield return context.Wrong("MediaTexts", "[\"申请表\"]");
        }
        else if (texts.Any(t => t.Length > TextMaxLength)) yield return context.TooLong("MediaTexts", TextMaxLength);
        if (value["Anchors"] is not (null or JsonArray)) yield return context.Wrong("Anchors", "[{\"X\": 0.5, \"Y\": 0.5}]");
        if (!Stored.TryTexts(value["AttachedFileNames"], out _)) yield return context.Wrong("AttachedFileNames", "[\"form.pdf\"]");
        if (!Stored.TryTexts(value["Paths"], out var paths) || !paths.All(SafeUrl.IsMediaPath))
        {
            yield return context.Wrong("Paths", "[\"guides/form.pdf\"]");
            yield break;
        }
        if (paths.Count > MaxFiles) yield return context.OutOfRange("Paths", 0, MaxFiles);
        if (!complete) yield break;
        if (context.Required && paths.Count == 0) yield return context.Missing("Paths");
        if (!Multiple(context) && paths.Count > 1) yield return context.Refuse("Paths", "content.only-one");
        var allowed = Extensions(context);
        if (allowed.Count > 0 && paths.Any(p => !allowed.Contains(Path.GetExtension(p), StringComparer.OrdinalIgnoreCase)))
        {
            yield return context.Refuse("Paths", "content.extension-not-allowed", string.Join(' ', allowed));
        }
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (!form.TryGetValue(context.Name("Paths"), out var posted)) return;
        var paths = posted.Select(p => Posted.Clean(p ?? "")).Where(p => p.Length > 0).Take(MaxFiles + 1).ToList();
        var texts = form[context.Name("MediaTexts")];
        var removed = form[context.Name("Remove")];
        var (before, anchors) = (value.Texts("Paths").ToList(), value["Anchors"] as JsonArray);
        var kept = Enumerable.Range(0, paths.Count).Where(i => !removed.Contains(paths[i])).DistinctBy(i => paths[i]).ToList();

        value["Paths"] = Stored.Array(kept.Select(i => paths[i]));
        if (AllowsText(context) || value.ContainsKey("MediaTexts"))
        {
            value["MediaTexts"] = Stored.Array(kept.Select(i => i < texts.Count ? Posted.Clean(texts[i] ?? "").ReplaceLineEndings(" ").Trim() : ""));
        }
        if (context.Settings.Flag("AllowAnchors") || anchors is not null)
        {
            value["Anchors"] = new JsonArray([.. kept.Select(i => before.IndexOf(paths[i]))
                .TakeWhile(at => at >= 0 && at < (anchors?.Count ?? 0)).Select(at => anchors![at]?.DeepClone())]);
        }
    }

    public override string? Html(ElementContext context, JsonObject value)
    {
        var paths = value.Texts("Paths").Where(SafeUrl.IsMediaPath).ToList();
        if (paths.Count == 0) return null;
        var texts = value.Texts("MediaTexts");
        if (paths.TrueForAll(p => Pictures.Contains(Path.GetExtension(p), StringComparer.OrdinalIgnoreCase)))
        {
            return string.Concat(paths.Select((p, i) =>
                $"<figure><img src=\"{HtmlText.Encode(SafeUrl.MediaUrl(p))}\" alt=\"{HtmlText.Encode(texts.ElementAtOrDefault(i) ?? "")}\"></figure>"));
        }
        var links = paths.Select((p, i) => $"<li><a href=\"{HtmlText.Encode(SafeUrl.MediaUrl(p))}\">{HtmlText.Encode(Words(p, texts.ElementAtOrDefault(i)))}</a></li>");
        return $"<ul class=\"attachments\">{string.Concat(links)}</ul>";
    }

    public override string Text(ElementContext context, JsonObject value)
    {
        var texts = value.Texts("MediaTexts");
        return string.Join('\n', value.Texts("Paths").Select((p, i) => Words(p, texts.ElementAtOrDefault(i))));
    }

    public override IEnumerable<string> MediaPaths(JsonObject value) => value.Texts("Paths").Where(p => p.Length > 0);

    public static bool Multiple(ElementContext context) => context.Settings.Flag("Multiple", otherwise: true);

    public static bool AllowsText(ElementContext context) => context.Settings.Flag("AllowMediaText", otherwise: true);

    public static IReadOnlyList<string> Extensions(ElementContext context) => context.Settings.Texts("AllowedExtensions");

    private static string Words(string path, string? text) => string.IsNullOrWhiteSpace(text) ? Path.GetFileName(path) : text;
}
