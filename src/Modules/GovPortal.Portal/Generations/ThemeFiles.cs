using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering;
using GovPortal.Portal.Rules;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;

namespace GovPortal.Portal.Generations;

/// <summary>A public file of the theme in memory, in every coding it is served in.</summary>
internal sealed record ThemeFile(string ContentType, string Hash, IReadOnlyDictionary<ContentCoding, byte[]> Bodies);

/// <param name="Version">Changes with the public files; stands in their addresses.</param>
/// <param name="Stamp">Changes with the public files and the templates.</param>
/// <param name="FirstStyle">What the first sight of a page needs of the style sheet; stands in every page.</param>
internal sealed record ThemeSnapshot(string BaseUrl, string Version, string Stamp, FrozenDictionary<string, ThemeFile> Files, FirstStyle FirstStyle);

/// <summary>
/// The parts of <c>site.css</c> between <c>/* first */</c> and <c>/* later */</c>, without comments and blanks: a page is drawn with its
/// first answer, and the whole sheet comes after it.
/// </summary>
/// <param name="Css">Empty where the theme marks nothing.</param>
/// <param name="Sha256">Base64, for the Content-Security-Policy.</param>
internal sealed partial record FirstStyle(string Css, string Sha256)
{
    public static FirstStyle Of(string sheet)
    {
        var css = Blank().Replace(Comment().Replace(string.Concat(Marked().Matches(sheet).Select(m => m.Groups[1].Value)), ""), " ");
        css = Around().Replace(css, "$1").Replace(";}", "}", StringComparison.Ordinal).Trim();
        return new FirstStyle(css, Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css))));
    }

    [GeneratedRegex(@"/\* first \*/(.*?)(?:/\* later \*/|\z)", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    /// <summary>Not around a colon or a plus: there a blank may mean something.</summary>
    [GeneratedRegex(@" ?([{};,]) ?")]
    private static partial Regex Around();
}

/// <summary>The theme's files, read once; in Development again after a change, looked for once a second.</summary>
internal sealed class ThemeFiles(IOptions<RenderingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly Lock _one = new();
    private volatile ThemeSnapshot? _current;
    private string _seen = "";
    private long _lookedAt;

    public ThemeSnapshot Current
    {
        get
        {
            if (_current is { } current && (!options.Value.ReloadOnChange || time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookAgain)) return current;
            lock (_one)
            {
                Volatile.Write(ref _lookedAt, time.GetTimestamp());
                var seen = Seen();
                if (_current is null || seen != _seen) (_seen, _current) = (seen, Read());
                return _current;
            }
        }
    }

    private string Root => Path.Combine(options.Value.ThemesPath, options.Value.Theme);

    private string Seen() => string.Join('|', Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}"));

    private ThemeSnapshot Read()
    {
        var files = new Dictionary<string, ThemeFile>(StringComparer.Ordinal);
        var (publicHash, wholeHash) = (new StringBuilder(), new StringBuilder());
        var open = Path.Combine(Root, "wwwroot");
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var body = File.ReadAllBytes(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(body))[..16];
            wholeHash.Append(Path.GetRelativePath(Root, path)).Append(hash);
            if (!path.StartsWith(open + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
            var name = Path.GetRelativePath(open, path).Replace('\\', '/');
            publicHash.Append(name).Append(hash);
            files[name] = Packed(name, hash, body);
        }
        return new ThemeSnapshot("/themes/" + options.Value.Theme, Generation.Hash(publicHash.ToString()), Generation.Hash(wholeHash.ToString()),
            files.ToFrozenDictionary(StringComparer.Ordinal),
            FirstStyle.Of(files.TryGetValue("site.css", out var sheet) ? Encoding.UTF8.GetString(sheet.Bodies[ContentCoding.Identity]) : ""));
    }

    private static ThemeFile Packed(string name, string hash, byte[] body)
    {
        var type = Types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        var bodies = new Dictionary<ContentCoding, byte[]> { [ContentCoding.Identity] = body };
        if (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("javascript", StringComparison.Ordinal)
            || type.EndsWith("+xml", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal))
        {
            foreach (var coding in new[] { ContentCoding.Brotli, ContentCoding.Gzip }) bodies[coding] = Compression.Compress(body, coding);
            if (!type.EndsWith("+xml", StringComparison.Ordinal)) type += "; charset=utf-8";
        }
        return new ThemeFile(type, hash, bodies);
    }
}
