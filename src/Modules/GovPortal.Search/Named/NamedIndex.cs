using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Search.Following;
using GovPortal.Search.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace GovPortal.Search.Named;

/// <summary>
/// A node's copy of one named index, in a folder of its own. Derived data, as <see cref="Index.SearchIndex"/>. Questions may run on any
/// number of threads; whatever changes it belongs to the one reader that follows the log.
/// </summary>
internal sealed class NamedIndex : IDisposable
{
    private const string EventIdKey = "eventId", EventHashKey = "eventHash", FingerprintKey = "fingerprint";

    /// <summary>Lucene takes no longer word: 32,766 bytes.</summary>
    private const int LongestKeyword = 8000;

    public const string Standard = "standardanalyzer", Chinese = "chineseanalyzer";

    private readonly FSDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;

    private NamedIndex(string folder, NamedIndexSettings settings, IReadOnlyDictionary<string, FieldKind> kinds, string fingerprint)
    {
        (Settings, Kinds, Fingerprint) = (settings, kinds, fingerprint);
        Analyzer = AnalyzerOf(settings.AnalyzerName, kinds, SegmentMode.Query);
        _directory = FSDirectory.Open(folder);
        _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, AnalyzerOf(settings.AnalyzerName, kinds, SegmentMode.Index))
        {
            OpenMode = OpenMode.CREATE_OR_APPEND, RAMBufferSizeMB = 16,
            // Of what is expunged nothing may stay, however little of its segment it is.
            MergePolicy = new TieredMergePolicy { ForceMergeDeletesPctAllowed = 0 },
        });
        _searchers = new SearcherManager(_writer, applyAllDeletes: true, null);
        var data = _writer.CommitData;
        IsWhole = data.TryGetValue(FingerprintKey, out var written) && written == fingerprint;
        Answers = IsWhole;
        Place = IsWhole ? new LogPlace(long.Parse(data[EventIdKey], CultureInfo.InvariantCulture), data[EventHashKey]) : default;
    }

    public static IReadOnlyList<string> AnalyzerNames { get; } = [Standard, Chinese];

    public NamedIndexSettings Settings { get; }

    public IReadOnlyDictionary<string, FieldKind> Kinds { get; }

    /// <summary>For the words of questions.</summary>
    public Analyzer Analyzer { get; }

    /// <summary>Settings and definitions it was made for.</summary>
    public string Fingerprint { get; }

    /// <summary>False until it was filled once for these settings and definitions.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>It was filled once, and answers from then on, from what it held before while it is filled anew.</summary>
    public bool Answers { get; private set; }

    /// <summary>The last event whose changes are safely on disk.</summary>
    public LogPlace Place { get; private set; }

    public int Count
    {
        get
        {
            var searcher = _searchers.Acquire();
            try
            {
                return searcher.IndexReader.NumDocs;
            }
            finally
            {
                _searchers.Release(searcher);
            }
        }
    }

    /// <summary>Opens the index of a folder; one that cannot be read begins empty.</summary>
    public static NamedIndex Open(string folder, NamedIndexSettings settings, IReadOnlyDictionary<string, FieldKind> kinds, string fingerprint)
    {
        try
        {
            return new NamedIndex(folder, settings, kinds, fingerprint);
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or UnauthorizedAccessException or LockObtainFailedException))
        {
            System.IO.Directory.Delete(folder, recursive: true);
            return new NamedIndex(folder, settings, kinds, fingerprint);
        }
    }

    public void Put(string id, IEnumerable<IndexedField> fields, IndexedItem item) => _writer.UpdateDocument(new Term(IndexedFields.Id, id), ToLucene(fields, item));

    public void Remove(IEnumerable<string> ids) => _writer.DeleteDocuments([.. ids.Select(id => new Term(IndexedFields.Id, id))]);

    /// <summary>Empties it; questions see the old state until <see cref="Refresh"/>.</summary>
    public void Empty()
    {
        IsWhole = false;
        _writer.DeleteAll();
    }

    public void Refresh() => _searchers.MaybeRefreshBlocking();

    /// <summary>Writes what was applied to disk as the state after this event.</summary>
    public void Commit(LogPlace place)
    {
        _writer.SetCommitData(new Dictionary<string, string>
        {
            [EventIdKey] = place.EventId.ToString(CultureInfo.InvariantCulture), [EventHashKey] = place.Hash, [FingerprintKey] = Fingerprint,
        });
        _writer.Commit();
        (Place, IsWhole) = (place, true);
    }

    /// <summary>Filled and written: questions are answered from it now.</summary>
    public void Open()
    {
        Refresh();
        Answers = true;
    }

    /// <summary>Takes what was removed out of the files, too.</summary>
    public void Expunge(LogPlace place)
    {
        _writer.ForceMergeDeletes(doWait: true);
        Commit(place);
        Refresh();
        _writer.DeleteUnusedFiles();
    }

    /// <summary>The page of hits and how many there are. Null where it took longer than a question may.</summary>
    public (int Count, IReadOnlyList<JsonObject> Hits)? Ask(LuceneQuestion question, TimeSpan longest)
    {
        var searcher = _searchers.Acquire();
        try
        {
            var wanted = Math.Max(1, Math.Min(question.From + question.Size, Math.Max(1, searcher.IndexReader.MaxDoc)));
            var (byField, byScore) = question.Sort is { } sort
                ? (TopFieldCollector.Create(sort, wanted, fillFields: false, trackDocScores: false, trackMaxScore: false, docsScoredInOrder: false), (TopScoreDocCollector?)null)
                : (null, TopScoreDocCollector.Create(wanted, docsScoredInOrder: false));
            var timed = new TimedCollector(byField is null ? byScore! : byField, longest);
            try
            {
                searcher.Search(question.Query, timed);
            }
            catch (TooSlowException)
            {
                return null;
            }
            var top = byField is null ? byScore!.GetTopDocs() : byField.GetTopDocs();
            return (top.TotalHits, [.. top.ScoreDocs.Skip(question.From).Take(question.Size).Select(hit => Stored(searcher.Doc(hit.Doc)))]);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    public void Dispose()
    {
        _searchers.Dispose();
        // What was not committed is repeated from the log.
        _writer.Rollback();
        _writer.Dispose();
        _directory.Dispose();
    }

    private Document ToLucene(IEnumerable<IndexedField> fields, IndexedItem item)
    {
        var document = new Document();
        foreach (var field in fields)
        {
            var values = field.Read(item).OfType<string>().Select(v => IndexedFields.Written(field.Kind, v)).OfType<string>().ToList();
            if (values.Count == 0)
            {
                if (field.SaysNull) Add(field.Name, FieldKind.Keyword, IndexedFields.Null, field.Stored);
                continue;
            }
            foreach (var value in values) Add(field.Name, field.Kind, value, field.Stored);
        }
        return document;

        void Add(string name, FieldKind kind, string value, bool stored)
        {
            var store = stored ? Field.Store.YES : Field.Store.NO;
            var text = kind is FieldKind.Text || value.Length <= LongestKeyword ? value : value[..LongestKeyword];
            document.Add(kind switch
            {
                FieldKind.Text => new TextField(name, text, store),
                FieldKind.Whole => new Int64Field(name, long.Parse(text, CultureInfo.InvariantCulture), store),
                FieldKind.Decimal => new DoubleField(name, double.Parse(text, CultureInfo.InvariantCulture), store),
                _ => new StringField(name, text, store),
            });
            if (Settings.StoreSourceData) document.Add(new StoredField("_source." + name, text));
        }
    }

    /// <summary>Every value is text, as in Orchard; several values of one field are a list.</summary>
    private static JsonObject Stored(Document document)
    {
        var json = new JsonObject();
        foreach (var field in document.Fields)
        {
            JsonNode value = field.NumericType == NumericFieldType.DOUBLE ? IndexedFields.Written(FieldKind.Decimal, field.GetStringValue(CultureInfo.InvariantCulture)!)!
                : field.GetStringValue(CultureInfo.InvariantCulture)!;
            if (json[field.Name] is JsonArray several) several.Add(value);
            else if (json[field.Name] is { } first) json[field.Name] = new JsonArray(first.DeepClone(), value);
            else json[field.Name] = value;
        }
        return json;
    }

    private static PerFieldAnalyzerWrapper AnalyzerOf(string name, IReadOnlyDictionary<string, FieldKind> kinds, SegmentMode mode)
    {
        Analyzer words = name == Chinese ? new ChineseAnalyzer(ChineseDictionary.Default, mode) : new StandardAnalyzer(LuceneVersion.LUCENE_48);
        return new PerFieldAnalyzerWrapper(words, kinds.Where(k => k.Value != FieldKind.Text).ToDictionary(k => k.Key, _ => (Analyzer)new KeywordAnalyzer()));
    }
}

internal sealed class TooSlowException : Exception;

/// <summary>Lets a question go no longer than it may.</summary>
internal sealed class TimedCollector(ICollector inner, TimeSpan longest) : ICollector
{
    private const int LookEvery = 4096;
    private readonly long _until = Environment.TickCount64 + (long)longest.TotalMilliseconds;
    private int _seen;

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void Collect(int doc)
    {
        if (++_seen % LookEvery == 0 && Environment.TickCount64 > _until) throw new TooSlowException();
        inner.Collect(doc);
    }

    public void SetNextReader(AtomicReaderContext context) => inner.SetNextReader(context);

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);
}
