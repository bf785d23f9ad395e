using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;

namespace GovPortal.Search.Index;

/// <summary>
/// Raises newer documents a little: 20 % on the day of publication, half of that after each year.
/// Decides between the yearly repetitions of one document without covering a better match.
/// </summary>
internal sealed class NewerFirst(Query query, DateTime nowUtc) : CustomScoreQuery(query)
{
    private const double Raise = 0.2;
    private const double HalfLifeDays = 365;

    /// <inheritdoc/>
    protected override CustomScoreProvider GetCustomScoreProvider(AtomicReaderContext context) => new Provider(context, nowUtc);

    private sealed class Provider(AtomicReaderContext context, DateTime nowUtc) : CustomScoreProvider(context)
    {
        private readonly NumericDocValues? _published = context.AtomicReader.GetNumericDocValues(IndexFields.Published);

        public override float CustomScore(int doc, float subQueryScore, float valSrcScore)
        {
            if (_published is null) return subQueryScore;
            var days = Math.Max(0, TimeSpan.FromTicks(nowUtc.Ticks - _published.Get(doc)).TotalDays);
            return subQueryScore * (float)(1 + (Raise * Math.Pow(0.5, days / HalfLifeDays)));
        }
    }
}
