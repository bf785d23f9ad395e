using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace GovPortal.Modules.Tests.Search.Relevance;

/// <summary>
/// What search would be without the work on Chinese: Lucene's own analyzer of overlapping pairs, titles before texts, BM25.
/// Only to measure against.
/// </summary>
public sealed class PlainBigrams : IDisposable
{
    private readonly RAMDirectory _directory = new();
    private readonly CJKAnalyzer _analyzer = new(LuceneVersion.LUCENE_48);
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public PlainBigrams(RelevanceSet set)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, _analyzer) { Similarity = new BM25Similarity() }))
        {
            foreach (var item in set.Documents)
            {
                writer.AddDocument(
                [
                    new StringField("id", item.Id, Field.Store.YES), new TextField("title", item.Title, Field.Store.NO),
                    new TextField("text", $"{item.Body}\n{item.Number}\n{item.Index}\n{item.Attached}\n{item.TypeTitle} {item.ColumnPlace.Title} {item.SectionName}", Field.Store.NO),
                ]);
            }
        }
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
    }

    public IReadOnlyList<string> Find(string text, int count)
    {
        var parser = new MultiFieldQueryParser(LuceneVersion.LUCENE_48, ["title", "text"], _analyzer, new Dictionary<string, float> { ["title"] = 3, ["text"] = 1 });
        var hits = _searcher.Search(parser.Parse(QueryParserBase.Escape(text)), count);
        return [.. hits.ScoreDocs.Select(h => _searcher.Doc(h.Doc).Get("id"))];
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
        _analyzer.Dispose();
    }
}
