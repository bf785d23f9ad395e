using System.Globalization;
using System.Text.Json;
using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Index;

/// <summary>
/// The labelled query set (<c>judgments.json</c>). Of a query: the first hit is one of <c>Top</c>, all of
/// <c>Also</c> are among the hits, none of <c>Never</c> is; <c>Fallback</c> says that no document has all the words.
/// </summary>
public sealed record Judgments(IReadOnlyList<Judgments.Item> Documents, IReadOnlyList<Judgments.Question> Queries)
{
    public sealed record Item(string Id, string Type, string TypeTitle, string ColumnPath, string ColumnTitle, string SectionId, string SectionName, string Published, string Title, string Body, string? Attachment)
    {
        public SearchDocument ToDocument()
        {
            var published = DateTime.Parse(Published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            return new SearchDocument
            {
                Id = Id, Type = Type, TypeTitle = TypeTitle, Title = Title, Body = Body, Attachments = Attachment is null ? [] : [new AttachedText("附件", Attachment)], Path = $"/{ColumnPath}/{Id}",
                ColumnId = ColumnPath, ColumnPath = ColumnPath, ColumnTitle = ColumnTitle, SectionId = SectionId, SectionName = SectionName,
                AgencyId = "hrss", Year = published.Year, PublishedUtc = published
            };
        }
    }

    public sealed record Question(string Text, IReadOnlyList<string> Top, IReadOnlyList<string>? Also, IReadOnlyList<string>? Never, bool Fallback, string? Note);

    public static Judgments Read()
    {
        using var stream = typeof(Judgments).Assembly.GetManifestResourceStream("GovPortal.Modules.Tests.Search.Index.judgments.json")!;
        return JsonSerializer.Deserialize<Judgments>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>An index of the labelled documents, seen on a fixed day.</summary>
public sealed class JudgedIndex : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;

    public JudgedIndex()
    {
        Index = SearchIndex.Open(_folder, time: new FixedTime());
        Index.Apply(Judgments.Read().Documents.Select(d => d.ToDocument()), []);
        Index.Commit(1);
        Index.Refresh();
    }

    public SearchIndex Index { get; }

    public void Dispose()
    {
        Index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
