using System.Buffers;
using System.Text;
using GovPortal.Screening.Files;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Masking;

/// <summary>What is masked in a file and in all files in it, and the values that must be gone afterwards.</summary>
internal sealed class MaskPlan(MaskOptions options, ScreeningOptions screening, CancellationToken cancellation = default)
{
    /// <summary>Shorter values are too common to be looked for without their words around them.</summary>
    private const int ShortestLiteral = 6;

    /// <summary>Encodings in which a program may have left a value.</summary>
    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.GetEncoding("GB18030")];

    private readonly Dictionary<string, Hit> _literals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private int _files;

    public MaskOptions Options => options;

    public ScreeningOptions Screening => screening;

    /// <summary>How many places were masked.</summary>
    public int Count { get; private set; }

    /// <summary>True once after several files were masked: now that all values are known, they are masked again from the start.</summary>
    public bool StartAgain()
    {
        if (_files < 2 || _literals.Count == 0) return false;
        (_files, Count) = (0, 0);
        return true;
    }

    /// <summary>
    /// Reads twice: first what is found, then the same values wherever they stand without the words that gave them away.
    /// </summary>
    public IReadOnlyList<Edit> Edits(Action<Action<Block>> read)
    {
        _files++;
        Learn(read);
        var screener = new BlockScreener(screening, Check) { Literals = _literals.Count > 0 ? new Literals(_literals) : null };
        read(screener.Screen);
        var masked = screener.Finish().Where(f => options.Kinds.Contains(f.Finding.Kind)).ToList();
        Count += masked.Count;
        foreach (var located in masked) Remember(located);
        return [.. masked.SelectMany(f => f.Edits)];
    }

    /// <summary>Adds the values of a file to those that are masked wherever they stand.</summary>
    private void Learn(Action<Action<Block>> read)
    {
        var screener = new BlockScreener(screening, Check);
        read(screener.Screen);
        foreach (var located in screener.Finish())
        {
            if (options.Kinds.Contains(located.Finding.Kind)) Remember(located);
        }
    }

    /// <summary>Refuses a file in which a masked value can still be read, in any part and any encoding.</summary>
    public void Verify(IEnumerable<(string Name, byte[] Content)> parts)
    {
        if (_written.Count == 0) return;
        var values = SearchValues.Create([.. _written], StringComparison.Ordinal);
        foreach (var (name, content) in parts)
        {
            if (name.AsSpan().ContainsAny(values) || Encodings.Any(e => e.GetString(content).AsSpan().ContainsAny(values))) throw RefusalException.Of("screening.mask-left");
        }
    }

    private void Check() => cancellation.ThrowIfCancellationRequested();

    private void Remember(Located located)
    {
        var compact = located.Finding.Kind is FindingKind.Address ? located.Value : string.Concat(located.Value.Where(c => c is not (' ' or '-' or '\n' or '\t' or '(' or ')')));
        foreach (var value in new[] { located.Value, compact })
        {
            if (value.Length < ShortestLiteral || value.Length == located.Kept) continue;
            _literals[value] = new Hit(located.Finding.Kind, 0, value.Length, Severity.Harmless, located.Kept);
            _written.Add(value);
        }
        if (located.Raw.Length >= ShortestLiteral) _written.Add(located.Raw);
    }
}
