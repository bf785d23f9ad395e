using Lucene.Net.Analysis;

namespace GovPortal.Search.Text;

/// <summary>Chinese words (see <see cref="ChineseTokenizer"/>). No phrase goes from one attachment to the next.</summary>
public sealed class ChineseAnalyzer(ChineseDictionary dictionary, SegmentMode mode) : Analyzer
{
    private const int BetweenTexts = 100;

    /// <inheritdoc/>
    public override int GetPositionIncrementGap(string fieldName) => BetweenTexts;

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
