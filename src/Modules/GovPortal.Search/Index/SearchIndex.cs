using System.Diagnostics;
using System.Globalization;
using GovPortal.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace GovPortal.Search.Index;

/// <summary>
/// One node's full-text index of the published items, in one folder. Derived data: it follows the event
/// log, remembers in each commit the last event it holds, and can be rebuilt at any time.
/// Searches may run on any number of threads; <see cref="Apply"/>, <see cref="Commit"/> and
/// <see cref="Refresh"/> belong to the one reader that follows the log.
/// </summary>
public sealed class SearchIndex : IDisposable
{
    /// <summary>A text with so few hits may be a slip that documents share.</summary>
    private const int Few = 2;

    /// <summary>How many times more hits another wording must have to be offered beside those of the text.</summary>
    private const int ManyTimes = 4;

    private readonly FSDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly IndexWords _words;
    private volatile ChineseDictionary _dictionary;
    private readonly TimeProvider _time;

    private SearchIndex(string folder, ChineseDictionary dictionary, TimeProvider time)
    {
        Folder = folder;
        _dictionary = dictionary;
        _time = time;
        _directory = FSDirectory.Open(folder);
        _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, IndexFields.Analyzer(dictionary))
        {
            OpenMode = OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = 32,
            Similarity = new FieldSimilarity(),
            // Of what is expunged nothing may stay, however little of its segment it is.
            MergePolicy = new TieredMergePolicy { ForceMergeDeletesPctAllowed = 0 }
        });
        LastEventId = SearchIndexState.EventId(_writer.CommitData);
        LastEventHash = SearchIndexState.EventHash(_writer.CommitData);
        BuiltUtc = SearchIndexState.BuiltUtc(_writer.CommitData) ?? time.GetUtcNow().UtcDateTime;
        if (!DirectoryReader.IndexExists(_directory)) Commit(0);
        _searchers = new SearcherManager(_writer, applyAllDeletes: true, new Searchers());
        _words = new IndexWords(_searchers, time);
    }

    /// <summary>The folder the index is in.</summary>
    public string Folder { get; }

    /// <summary>The last event whose changes are safely on disk; 0 in a new index.</summary>
    public long LastEventId { get; private set; }

    /// <summary>That event's hash in the chain, by which the index knows its log again; empty where none was given.</summary>
    public string LastEventHash { get; private set; }

    /// <summary>The fingerprint of the words it was made with.</summary>
    internal string Words => _dictionary.Fingerprint;

    /// <summary>When the index was begun as an empty one.</summary>
    public DateTime BuiltUtc { get; }

    /// <summary>The number of documents searches see.</summary>
    public int Count => WithSearcher(s => s.IndexReader.NumDocs);

    /// <summary>
    /// Opens the index in a folder or creates an empty one. Refuses with <see cref="SearchIndexUnusableException"/>
    /// what is outdated or corrupt, and with Lucene's lock exception what another process writes to.
    /// </summary>
    public static SearchIndex Open(string folder, ChineseDictionary? dictionary = null, TimeProvider? time = null)
    {
        dictionary ??= ChineseDictionary.Default;
        var state = SearchIndexState.Of(folder, dictionary);
        if (state.Condition is SearchIndexCondition.Outdated or SearchIndexCondition.Corrupt)
        {
            throw new SearchIndexUnusableException(folder, state);
        }
        return new SearchIndex(folder, dictionary, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Adds or replaces documents and removes others, by id. Applying the same changes twice is the same
    /// as once. Not searched before <see cref="Refresh"/>, not safe before <see cref="Commit"/>.
    /// </summary>
    public void Apply(IEnumerable<SearchDocument> upserts, IEnumerable<string> deletes)
    {
        foreach (var item in upserts)
        {
            _writer.UpdateDocument(new Term(IndexFields.Id, item.Id), IndexFields.ToLucene(item));
        }
        _writer.DeleteDocuments([.. deletes.Select(id => new Term(IndexFields.Id, id))]);
    }

    /// <summary>Writes everything applied so far to disk as the state after this event.</summary>
    public void Commit(long eventId, string eventHash = "")
    {
        _writer.SetCommitData(new Dictionary<string, string>
        {
            [SearchIndexState.EventIdKey] = eventId.ToString(CultureInfo.InvariantCulture),
            [SearchIndexState.EventHashKey] = eventHash,
            [SearchIndexState.BuiltKey] = BuiltUtc.ToString("O", CultureInfo.InvariantCulture),
            [SearchIndexState.SchemaKey] = SearchIndexState.Schema(_dictionary)
        });
        _writer.Commit();
        (LastEventId, LastEventHash) = (eventId, eventHash);
    }

    /// <summary>
    /// Writes the segments anew that hold removed documents, so that these are gone from the files and not only from searches. The
    /// old files go with the next <see cref="Commit"/> and the last search that reads them.
    /// </summary>
    public void Expunge() => _writer.ForceMergeDeletes(doWait: true);

    /// <summary>Deletes files that no commit and no search needs any more.</summary>
    public void DeleteUnused() => _writer.DeleteUnusedFiles();

    /// <summary>
    /// Takes other synonyms. Only with the very words the index was made with: with others it must be built anew
    /// (<see cref="ChineseDictionary.Fingerprint"/>).
    /// </summary>
    internal void Use(ChineseDictionary dictionary)
    {
        if (dictionary.Fingerprint != _dictionary.Fingerprint) throw new ArgumentException("An index of other words.", nameof(dictionary));
        _dictionary = dictionary;
        _words.Forget();
    }

    /// <summary>Reads the words of a large index ahead, so that the first slip of the pen need not wait for them.</summary>
    internal void WarmUp()
    {
        if (Count > Vocabulary.LargeIndex) _words.ReadInBackground(_dictionary);
    }

    /// <summary>Lets searches see what was applied, committed or not.</summary>
    public void Refresh() => _searchers.MaybeRefreshBlocking();

    /// <summary>Answers a reader's question. No text makes it throw; a damaged index does.</summary>
    public SearchResults Search(SearchQuery query)
    {
        var clock = Stopwatch.StartNew();
        var text = QueryText.Read(query.Text, _dictionary);
        if (text.IsEmpty && !query.HasFilter) return new SearchResults();
        var results = WithSearcher(searcher => Search(searcher, query, text));
        return results with { TookMs = clock.ElapsedMilliseconds };
    }

    /// <summary>What a text that is being typed may become: words with hits, then titles.</summary>
    public IReadOnlyList<Suggestion> Suggest(string text) => WithSearcher(searcher =>
    {
        var suggesting = new Suggesting(_words.Of(searcher, _dictionary), _dictionary);
        var suggestions = suggesting.Words(text).Where(word => HitsOf(searcher, QueryText.Read(word, _dictionary)) > 0).Select(word => new Suggestion(word, null)).ToList();
        if (suggesting.Titles(text) is not { } titles) return suggestions;
        var hits = searcher.Search(new NewerFirst(titles, _time.GetUtcNow().UtcDateTime), Suggesting.MostTitles).ScoreDocs;
        foreach (var hit in hits)
        {
            var stored = searcher.Doc(hit.Doc);
            suggestions.Add(new Suggestion(stored.Get(IndexFields.Title), stored.Get(IndexFields.Url)));
        }
        return [.. suggestions.DistinctBy(s => s.Text)];
    });

    /// <summary>Closes the index. What was not committed is dropped and comes again from the event log.</summary>
    public void Dispose()
    {
        try
        {
            _searchers.Dispose();
            _writer.Rollback();
        }
        finally
        {
            _directory.Dispose();
        }
    }

    private SearchResults Search(IndexSearcher searcher, SearchQuery query, QueryText text)
    {
        if (text.IsEmpty) return Run(searcher, query with { Sort = SearchSort.Newest }, text, new MatchAllDocsQuery(), false).Results;
        var (results, matches) = Run(searcher, query, text, QueryBuilder.Pinned(QueryBuilder.Strict(text), query.Pinned), false);
        if (matches <= Few && !query.AsTyped && text.Quoted.Count + text.Numbers.Count == 0 && Other(searcher, text, matches) is { } other)
        {
            return matches > 0 ? results with { Correction = other.Text }
                : Run(searcher, query, other, QueryBuilder.Strict(other), false).Results with { Correction = other.Text, IsCorrected = true };
        }
        // Only where the words find nothing anywhere: a filter that leaves nothing is an answer.
        return matches == 0 && QueryBuilder.Loose(text) is { } loose ? Run(searcher, query, text, loose, true).Results : results;
    }

    /// <summary>What else the text may have meant: the likeliest wording with hits, with many where the text itself has a few.</summary>
    private QueryText? Other(IndexSearcher searcher, QueryText text, int matches)
    {
        foreach (var candidate in new Spelling(_words.Of(searcher, _dictionary), _dictionary).Candidates(text.Text))
        {
            var other = QueryText.Read(candidate, _dictionary);
            if (HitsOf(searcher, other) > matches * ManyTimes) return other;
        }
        return null;
    }

    private static int HitsOf(IndexSearcher searcher, QueryText text)
    {
        var count = new TotalHitCountCollector();
        searcher.Search(QueryBuilder.Strict(text), count);
        return count.TotalHits;
    }

    private (SearchResults Results, int Matches) Run(IndexSearcher searcher, SearchQuery query, QueryText text, Query words, bool didFallback)
    {
        var depth = query.Skip + query.Size;
        var byDate = query.Sort == SearchSort.Newest;
        ITopDocsCollector ranking = byDate
            ? TopFieldCollector.Create(new Sort(new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true)), depth, false, false, false, true)
            : TopScoreDocCollector.Create(depth, true);
        var collector = new FacetCollector(query, ranking);
        searcher.Search(byDate ? words : new NewerFirst(words, _time.GetUtcNow().UtcDateTime), collector);
        var passages = new Passages(text, _dictionary, didFallback);
        var page = ranking.GetTopDocs(query.Skip, query.Size).ScoreDocs;
        return (new SearchResults
        {
            Total = collector.Total,
            Hits = [.. page.Select(hit => Hit(searcher.Doc(hit.Doc), passages, query.Pinned))],
            Facets = collector.Facets(),
            DidFallback = didFallback && collector.Matches > 0
        }, collector.Matches);
    }

    private static SearchHit Hit(Lucene.Net.Documents.Document stored, Passages passages, IReadOnlyList<string> pinned)
    {
        string Text(string field) => stored.Get(field) ?? "";
        string Title(string facet) => IndexFields.Split(Text(facet)).Title;
        var (snippet, attachment) = passages.Best(Text(IndexFields.Summary), Text(IndexFields.Body), stored.GetValues(IndexFields.AttachmentName), stored.GetValues(IndexFields.Attachment));
        return new SearchHit
        {
            Id = Text(IndexFields.Id),
            IsPinned = pinned.Contains(Text(IndexFields.Id)),
            TitleHtml = passages.Mark(Text(IndexFields.Title)),
            SnippetHtml = snippet,
            Attachment = attachment,
            Url = Text(IndexFields.Url),
            ColumnTitle = Title(IndexFields.ColumnFacet),
            SectionName = Title(IndexFields.SectionFacet),
            TypeTitle = Title(IndexFields.TypeFacet),
            PublishedUtc = new DateTime(stored.GetField(IndexFields.Published).GetInt64Value() ?? 0, DateTimeKind.Utc)
        };
    }

    private T WithSearcher<T>(Func<IndexSearcher, T> ask)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return ask(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private sealed class Searchers : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = new FieldSimilarity() };
    }
}
