using GovPortal.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace GovPortal.Search.Index;

/// <summary>
/// The vocabulary of an index as it changes. Of a large index it may be that of a moment ago: whatever it proposes is asked
/// before it is shown, and no reader waits for the new one.
/// </summary>
internal sealed class IndexWords(SearcherManager searchers, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    private readonly Lock _turn = new();
    private volatile Known _known = new(null, null, 0);
    private int _isReading;

    public Vocabulary Of(IndexSearcher searcher, ChineseDictionary dictionary)
    {
        var known = _known;
        if (known.Words is { } words)
        {
            if (known.Reader == searcher.IndexReader) return words;
            if (searcher.IndexReader.NumDocs > Vocabulary.LargeIndex)
            {
                if (time.GetElapsedTime(known.ReadAt) >= Lasts) ReadInBackground(dictionary);
                return words;
            }
        }
        lock (_turn)
        {
            if (_known.Reader == searcher.IndexReader) return _known.Words!;
            return Read(searcher, dictionary);
        }
    }

    /// <summary>Other synonyms are other words.</summary>
    public void Forget() => _known = new Known(null, null, 0);

    public void ReadInBackground(ChineseDictionary dictionary)
    {
        if (Interlocked.Exchange(ref _isReading, 1) == 1) return;
        Task.Run(() =>
        {
            try
            {
                var searcher = searchers.Acquire();
                try
                {
                    Read(searcher, dictionary);
                }
                finally
                {
                    searchers.Release(searcher);
                }
            }
            catch (ObjectDisposedException)
            {
                // Closed meanwhile: there is nobody left to read for.
            }
            finally
            {
                Volatile.Write(ref _isReading, 0);
            }
        });
    }

    private Vocabulary Read(IndexSearcher searcher, ChineseDictionary dictionary)
    {
        var words = Vocabulary.Of(searcher.IndexReader, dictionary);
        _known = new Known(searcher.IndexReader, words, time.GetTimestamp());
        return words;
    }

    private sealed record Known(IndexReader? Reader, Vocabulary? Words, long ReadAt);
}
