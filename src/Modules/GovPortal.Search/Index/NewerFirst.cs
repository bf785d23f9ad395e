using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace GovPortal.Search.Index;

/// <summary>
/// What decides between answers that match alike. Newer documents are raised a little: 20 % on the day of publication,
/// half of that after each year, so of the yearly repetitions of one document the last is first. And guides before lists
/// and reports of the same matter: who asks mostly wants to do something.
/// </summary>
internal sealed class NewerFirst(Query query, DateTime nowUtc) : CustomScoreQuery(query)
{
    private const double Raise = 0.2;
    private const double HalfLifeDays = 365;
    private const float Guide = 1.3f;
    private const string GuideType = "ServiceGuide";

    /// <inheritdoc/>
    protected override CustomScoreProvider GetCustomScoreProvider(AtomicReaderContext context) => new Provider(context, nowUtc);

    private sealed class Provider : CustomScoreProvider
    {
        private readonly NumericDocValues? _published;
        private readonly SortedDocValues? _types;
        private readonly int _guide = -1;
        private readonly DateTime _nowUtc;

        public Provider(AtomicReaderContext context, DateTime nowUtc) : base(context)
        {
            (_published, _types, _nowUtc) = (context.AtomicReader.GetNumericDocValues(IndexFields.Published), context.AtomicReader.GetSortedDocValues(IndexFields.TypeFacet), nowUtc);
            var entry = new BytesRef();
            for (var ord = 0; ord < _types?.ValueCount; ord++)
            {
                _types.LookupOrd(ord, entry);
                if (IndexFields.Split(entry.Utf8ToString()).Value == GuideType) _guide = ord;
            }
        }

        public override float CustomScore(int doc, float subQueryScore, float valSrcScore)
        {
            if (_published is null) return subQueryScore;
            var days = Math.Max(0, TimeSpan.FromTicks(_nowUtc.Ticks - _published.Get(doc)).TotalDays);
            var guide = _guide >= 0 && _types!.GetOrd(doc) == _guide ? Guide : 1;
            return subQueryScore * guide * (float)(1 + (Raise * Math.Pow(0.5, days / HalfLifeDays)));
        }
    }
}
