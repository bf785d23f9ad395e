using Lucene.Net.Analysis;

namespace GovPortal.Search.Text;

/// <summary>Chinese words (see <see cref="ChineseTokenizer"/>).</summary>
public sealed class ChineseAnalyzer(ChineseDictionary dictionary, SegmentMode mode) : Analyzer
{
    /// <inheritdoc/>
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
        new(new ChineseTokenizer(reader, dictionary, mode));
}

/// <summary>Pairs of Han characters: the fallback field.</summary>
public sealed class BigramAnalyzer : Analyzer
{
    /// <inheritdoc/>
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
        new(new ChineseTokenizer(reader, static (text, length, pairs) => Bigrams.Cut(text.AsSpan(0, length), pairs)));
}
