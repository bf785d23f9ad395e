using System.Collections.Concurrent;
using GovPortal.Kernel.Data;
using GovPortal.Search.Rules;
using GovPortal.Search.Text;

namespace GovPortal.Search.Asked;

/// <summary>
/// Counts what is asked, by civil day, in memory; <see cref="WriteQueryBook"/> writes it down. A request costs a dictionary
/// entry and no database. Pages come from the cache mostly, so that asking is counted before the cache, and whether a text
/// finds something is remembered from when it was looked up last.
/// </summary>
internal sealed class QueryBook(TimeProvider time)
{
    /// <summary>More different texts than a day has; what comes on top is somebody's flood and is not counted.</summary>
    private const int MostTexts = 5_000;

    private readonly ConcurrentDictionary<(DateOnly Day, string Text), int> _asked = new();
    private readonly ConcurrentDictionary<string, bool> _isWithout = new(StringComparer.Ordinal);

    public void Asked(string? text)
    {
        if (Counted(text) is not { } counted) return;
        var entry = (time.UtcNow().ToCivilDate(), counted);
        if (_asked.Count >= MostTexts && !_asked.ContainsKey(entry)) return;
        _asked.AddOrUpdate(entry, 1, (_, before) => before + 1);
    }

    public void Answered(string? text, bool isWithout)
    {
        if (Counted(text) is not { } counted) return;
        if (_isWithout.Count >= MostTexts && !_isWithout.ContainsKey(counted)) _isWithout.Clear();
        _isWithout[counted] = isWithout;
    }

    /// <summary>What was asked since the last call.</summary>
    public IReadOnlyList<(DateOnly Day, string Text, int Asked, int WithoutResult)> Take()
    {
        var taken = new List<(DateOnly, string, int, int)>();
        foreach (var entry in _asked.Keys)
        {
            if (_asked.TryRemove(entry, out var asked)) taken.Add((entry.Day, entry.Text, asked, _isWithout.GetValueOrDefault(entry.Text) ? asked : 0));
        }
        return taken;
    }

    /// <summary>After a write that failed.</summary>
    public void PutBack(IEnumerable<(DateOnly Day, string Text, int Asked, int WithoutResult)> taken)
    {
        foreach (var (day, text, asked, _) in taken) _asked.AddOrUpdate((day, text), asked, (_, since) => since + asked);
    }

    private static string? Counted(string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > AskedText.Longest * 4 ? null : AskedText.Of(Characters.Fold(text), word => ChineseDictionary.Default.IsCommon(word));
}
