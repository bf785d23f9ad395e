using Lucene.Net.Search.Similarities;

namespace GovPortal.Search.Index;

/// <summary>
/// BM25. In titles length counts little: official titles name agency, year and occasion, and are no
/// poorer answers for it.
/// </summary>
internal sealed class FieldSimilarity : PerFieldSimilarityWrapper
{
    private static readonly Similarity Titles = new BM25Similarity(1.2f, 0.1f);
    private static readonly Similarity Texts = new BM25Similarity();

    /// <inheritdoc/>
    public override Similarity Get(string name) => name == IndexFields.Title ? Titles : Texts;
}
