using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>An item's public address: chosen by the editor in <c>AutoroutePart.Path</c>, else made from the type's pattern.</summary>
public static partial class ItemPaths
{
    public const string PartName = "AutoroutePart";
    public const int MaxLength = 200;

    private const string UsualPattern = "{{ Column.Path }}/{{ ContentItem.ContentItemId }}";

    /// <summary>First segments that belong to the product's own addresses.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "admin", "api", "columns", "connect", "consultations", "content", "corrections", "disclosure", "display", "feed.atom", "feedback", "health", "inquiries",
        "lib", "login", "logout", "media", "metrics", "openapi", "preview", "requests", "robots.txt", "search", "sitemap", "sitemap.xml", "stages",
        "themes", "_content", "_framework", "favicon.ico", "culture", "error",
    };

    /// <summary>The path the editor chose, without slashes at its ends; null where none was.</summary>
    public static string? Chosen(JsonObject data) =>
        (data[PartName] as JsonObject)?["Path"] is JsonValue v && v.TryGetValue<string>(out var path) && path.Trim('/', ' ') is { Length: > 0 } clean
            ? clean : null;

    /// <summary><c>content.path-invalid</c> or <c>content.path-reserved</c>, or null.</summary>
    public static Failure? CheckForm(string path)
    {
        const string field = PartName + ".Path";
        if (path.Length > MaxLength || !Wellformed().IsMatch(path)) return Failure.At(field, "content.path-invalid", MaxLength);
        var first = path.Split('/')[0];
        return Reserved.Contains(first) ? Failure.At(field, "content.path-reserved", first) : null;
    }

    /// <summary><c>content.path-taken</c> where another item has or had the path, or has chosen it in its latest version.</summary>
    internal static async Task<Failure?> CheckFreeAsync(PortalDbContext db, string path, string contentItemId, CancellationToken cancellation)
    {
        var taken = await db.Set<ContentRoute>().AnyAsync(r => r.Path == path && r.ContentItemId != contentItemId, cancellation)
            || await db.Set<ContentIndexRow>().AnyAsync(
                r => !r.IsPublished && r.Path == path && r.ContentItemId != contentItemId && r.State != VersionState.Discarded, cancellation);
        return taken ? Failure.At(PartName + ".Path", "content.path-taken", path) : null;
    }

    /// <summary>
    /// The path by the type's pattern. A pattern may use <c>Column.Path</c>, <c>ContentItem.ContentItemId</c>,
    /// <c>ContentItem.DisplayText | slugify</c> and <c>ContentItem.CreatedUtc | date: '%Y'</c>; anything else gives null.
    /// </summary>
    public static string? FromPattern(VersionInHand v)
    {
        ArgumentNullException.ThrowIfNull(v);
        var settings = v.Type.Parts.FirstOrDefault(p => p.Definition.Name == PartName)?.Settings["AutoroutePartSettings"] as JsonObject;
        var pattern = (string?)settings?["Pattern"] is { Length: > 0 } given ? given : UsualPattern;
        var known = true;
        var path = Expression().Replace(pattern, m =>
        {
            var value = WhiteSpace().Replace(m.Groups[1].Value, " ").Trim() switch
            {
                "Column.Path" => v.Column?.Path ?? v.Item.ContentType.ToLowerInvariant(),
                "ContentItem.ContentItemId" => v.Item.Id,
                "ContentItem.DisplayText | slugify" => Pinyin.Slug(v.Version.DisplayText),
                "ContentItem.CreatedUtc | date: '%Y'" => v.Item.CreatedUtc.ToCivil().ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
            known &= value is not null;
            return value ?? "";
        });
        return known && CheckForm(path) is null ? path : null;
    }

    [GeneratedRegex(@"^[a-z0-9\u4e00-\u9fff]([a-z0-9\u4e00-\u9fff._-]*[a-z0-9\u4e00-\u9fff])?(/[a-z0-9\u4e00-\u9fff]([a-z0-9\u4e00-\u9fff._-]*[a-z0-9\u4e00-\u9fff])?)*$")]
    private static partial Regex Wellformed();

    [GeneratedRegex(@"\{\{(.*?)\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
