using System.Text;

namespace GovPortal.Columns.Rules;

/// <summary>Gives columns their addresses: the slug of each title, unique among siblings (<c>-2</c>, <c>-3</c> …).</summary>
/// <param name="slug">Turns a title into a slug; the pinyin initials of a Chinese title (政策文件 → zcwj).</param>
/// <param name="taken">Addresses that others have.</param>
internal sealed class ColumnPaths(Func<string, string> slug, IEnumerable<string>? taken = null)
{
    /// <summary>Longest segment of an address, in characters: three levels stay within the 120 an address may have.</summary>
    private const int MaxSegment = 36;

    private readonly Dictionary<string, string> _paths = [];
    private readonly HashSet<string> _taken = [.. taken ?? []];

    /// <summary>A free address under a parent's address, which may be none.</summary>
    public string Under(string? parentPath, string title) => Free((parentPath is null ? "" : parentPath + "/") + Segment(title));

    /// <summary>The path of a chain of titles; the same chain always gets the same path.</summary>
    public string Of(params IReadOnlyList<string> titles)
    {
        var (path, key) = ("", "");
        foreach (var title in titles)
        {
            key += "\n" + title;
            path = _paths.TryGetValue(key, out var known) ? known : _paths[key] = Free((path.Length == 0 ? "" : path + "/") + Segment(title));
        }
        return path;
    }

    private string Free(string wanted)
    {
        var path = wanted;
        for (var n = 2; !_taken.Add(path); n++) path = $"{wanted}-{n}";
        return path;
    }

    /// <summary>Lower-case letters, digits and single hyphens only, whatever the slug function gives.</summary>
    private string Segment(string title)
    {
        var segment = new StringBuilder();
        foreach (var c in slug(title).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) segment.Append(c);
            else if (segment.Length > 0 && segment[^1] != '-') segment.Append('-');
            if (segment.Length == MaxSegment) break;
        }
        var text = segment.ToString().Trim('-');
        return text.Length > 0 ? text : "column";
    }
}
