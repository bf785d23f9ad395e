using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Text;

/// <summary>
/// The interface texts of all modules. The key of an interface text is its Chinese wording
/// (<c>T["保存草稿"]</c>), so Chinese needs no entry; the key of a failure is its code and stands in
/// <c>Resources/Texts.zh.json</c>. English stands in <c>Resources/Texts.en.json</c> of the same assembly.
/// </summary>
public interface ITexts
{
    /// <summary>The text for a key in the current UI culture; the key itself where no entry exists.</summary>
    string this[string key, params object?[] args] { get; }

    /// <summary>The text of a refusal in the current UI culture.</summary>
    string Of(Failure failure);
}

/// <summary>Names an assembly that carries <c>Resources/Texts.{zh,en}.json</c> as embedded resources.</summary>
public sealed record TextSource(Assembly Assembly);

public sealed class Texts : ITexts
{
    private readonly FrozenDictionary<string, string> _zh;
    private readonly FrozenDictionary<string, string> _en;

    public Texts(IEnumerable<TextSource> sources)
    {
        var assemblies = sources.Select(s => s.Assembly).Distinct().ToList();
        _zh = Load(assemblies, ".Resources.Texts.zh.json");
        _en = Load(assemblies, ".Resources.Texts.en.json");
    }

    public string this[string key, params object?[] args]
    {
        get
        {
            var english = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
            if (!(english && _en.TryGetValue(key, out var text)) && !_zh.TryGetValue(key, out text))
            {
                text = key;
            }
            return args.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, args);
        }
    }

    public string Of(Failure failure) => this[failure.Code, [.. failure.Args]];

    /// <summary>True where the key has a text of its own in the given culture (<c>zh</c> or <c>en</c>).</summary>
    public bool Has(string key, string culture) => (culture == "en" ? _en : _zh).ContainsKey(key);

    private static FrozenDictionary<string, string> Load(IEnumerable<Assembly> assemblies, string suffix)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in assemblies)
        {
            var name = assembly.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith(suffix, StringComparison.Ordinal));
            if (name is null) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                all[key] = text;
            }
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
