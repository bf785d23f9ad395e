using System.Globalization;
using GovPortal.Search.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace GovPortal.Search.Index;

/// <summary>How a <see cref="SearchDocument"/> stands in the index. A change of meaning raises <see cref="Version"/>.</summary>
internal static class IndexFields
{
    /// <summary>Part of the schema in the commit's user data; another one there means: rebuild.</summary>
    public const string Version = "3";

    public const string Id = "id", Title = "title", Body = "body", Attachment = "attachment", Meta = "meta", Pairs = "pairs";

    /// <summary>Document and index numbers in their normal form, and the names of the attachments.</summary>
    public const string Number = "number", AttachmentName = "file";

    public const string Url = "url", Summary = "summary", Published = "published";
    public const string TypeFacet = "type", ColumnFacet = "column", SectionFacet = "section", YearFacet = "year", ValidityFacet = "validity";

    /// <summary>Stands between a facet's value and its name.</summary>
    public const char Separator = '\u001F';

    /// <summary>Longer texts are indexed and stored up to here: a register of a million characters is not read by its search hit.</summary>
    public const int MaxTextLength = 400_000;

    public static Analyzer Analyzer(ChineseDictionary dictionary) => new PerFieldAnalyzerWrapper(
        new ChineseAnalyzer(dictionary, SegmentMode.Index),
        new Dictionary<string, Analyzer> { [Pairs] = new BigramAnalyzer(), [Id] = new KeywordAnalyzer(), [Number] = new KeywordAnalyzer() });

    public static Document ToLucene(SearchDocument item)
    {
        var body = Cap(item.Body);
        var attachments = item.Attachments.Select(a => (a.Name, Text: Cap(a.Text))).ToList();
        var ticks = DateTime.SpecifyKind(item.PublishedUtc, DateTimeKind.Utc).Ticks;
        return
        [
            new StringField(Id, item.Id, Field.Store.YES),
            new TextField(Title, item.Title, Field.Store.YES),
            new TextField(Body, body, Field.Store.YES),
            .. attachments.Select(a => new TextField(Attachment, a.Text, Field.Store.YES)),
            .. attachments.Select(a => new TextField(AttachmentName, a.Name, Field.Store.YES)),
            new TextField(Meta, $"{item.ColumnTitle} {item.SectionName} {item.TypeTitle} {item.Number} {item.IndexNumber}", Field.Store.NO),
            .. DocumentNumber.Terms(item.Number, item.IndexNumber).Select(term => new StringField(Number, term, Field.Store.NO)),
            new TextField(Pairs, string.Join('\n', attachments.Select(a => $"{a.Name}\n{a.Text}").Prepend($"{item.Title}\n{body}")), Field.Store.NO),
            new StoredField(Url, item.Path),
            new StoredField(Summary, item.Summary),
            new NumericDocValuesField(Published, ticks),
            new StoredField(Published, ticks),
            .. Facet(TypeFacet, item.Type, item.TypeTitle),
            .. Facet(ColumnFacet, item.ColumnPath.Trim('/'), item.ColumnTitle),
            .. Facet(SectionFacet, item.SectionId, item.SectionName),
            .. Facet(YearFacet, item.Year > 0 ? item.Year.ToString(CultureInfo.InvariantCulture) : "", ""),
            .. Facet(ValidityFacet, item.Validity, "")
        ];
    }

    /// <summary>The value and the name of a facet entry.</summary>
    public static (string Value, string Title) Split(string entry)
    {
        var at = entry.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? (entry, "") : (entry[..at], entry[(at + 1)..]);
    }

    private static Field[] Facet(string field, string value, string title)
    {
        var entry = $"{value}{Separator}{title}";
        return [new SortedDocValuesField(field, new BytesRef(entry)), new StoredField(field, entry)];
    }

    private static string Cap(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];
}
