using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DotLiquid;
using DotLiquid.Exceptions;

namespace GovPortal.Portal.Rendering;

/// <summary>A parsed template, read-only from then on.</summary>
internal sealed record ParsedTemplate(string Name, Document Root, DateTime WrittenUtc);

/// <summary>The templates of one theme: found by name within its <c>Views</c> folder, parsed once, read again after a change where asked.</summary>
internal sealed partial class ThemeTemplates(RenderingOptions options)
{
    private readonly string _views = Path.GetFullPath(Path.Combine(options.ThemesPath, options.Theme, "Views"));
    private readonly ConcurrentDictionary<string, ParsedTemplate> _parsed = new(StringComparer.Ordinal);

    // A name, not a path: no separator, so nothing outside the folder can be named; two dots alone would be a folder.
    [GeneratedRegex(@"^(?!\.+$)[A-Za-z0-9_.-]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^Content-[A-Za-z0-9_]+(\.Summary)?\z")]
    private static partial Regex ContentName();

    public bool Has(string name) => Find(name) is not null;

    public ParsedTemplate Get(string name)
    {
        if (!options.ReloadOnChange && _parsed.TryGetValue(name, out var known)) return known;
        var found = Find(name) ?? throw new TemplateNotFoundException(name, Name().IsMatch(name)
            ? $"The theme '{options.Theme}' has no such template."
            : "That is not a template name.");
        var written = File.GetLastWriteTimeUtc(found.File);
        if (_parsed.TryGetValue(name, out known) && known.WrittenUtc == written && known.Name == found.Name) return known;
        return _parsed[name] = Parse(found.Name, File.ReadAllText(found.File), written);
    }

    private (string Name, string File)? Find(string name)
    {
        if (!Name().IsMatch(name)) return null;
        foreach (var candidate in Candidates(name))
        {
            var file = Path.Combine(_views, candidate + ".liquid");
            if (File.Exists(file)) return (candidate, file);
        }
        return null;
    }

    private static IEnumerable<string> Candidates(string name)
    {
        yield return name;
        if (ContentName().Match(name) is { Success: true } match) yield return "Content" + match.Groups[1].Value;
    }

    internal static ParsedTemplate Parse(string name, string source, DateTime written)
    {
        try
        {
            return new(name, Template.Parse(LiquidSource.Prepare(name, source), SyntaxCompatibility.DotLiquid22a).Root, written);
        }
        catch (LiquidException e)
        {
            throw new TemplateException(name, null, e.Message, e);
        }
    }
}
