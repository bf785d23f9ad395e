using System.Globalization;
using System.Text.Json;
using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Relevance;

/// <summary>
/// What people of a county ask and what answers it. <c>corpus.json</c>: the demonstration content as it stood when the set
/// was made, and documents as county offices write them. <c>queries.json</c>: questions by kind, each with its right
/// answers, of which the first found counts; <c>Never</c> is what holds the same characters across words.
/// <c>later.json</c>: questions written when the ranking was done, before it was asked them: how it does on what it was not
/// made for. None of the files changes in a commit that changes the search.
/// </summary>
public sealed record RelevanceSet(IReadOnlyList<RelevanceSet.Item> Documents, IReadOnlyList<RelevanceSet.Question> Queries, IReadOnlyList<RelevanceSet.Question> Later)
{
    /// <summary>The day the set is looked at: a little after its newest document.</summary>
    public static readonly DateTimeOffset Today = new(2026, 11, 29, 4, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<RelevanceSet> Shared = new(ReadAll);

    public sealed record File(string Name, string Text);

    public sealed record Item(string Id, string Type, string Column, string Section, string Published, string Title, string Body, string? Number, string? Index, IReadOnlyList<File>? Attachments)
    {
        public required string TypeTitle { get; init; }
        public required Place ColumnPlace { get; init; }
        public required string SectionName { get; init; }

        public SearchDocument ToDocument()
        {
            var published = DateTime.Parse(Published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            return new SearchDocument
            {
                Id = Id, Type = Type, TypeTitle = TypeTitle, Title = Title, Body = $"{Body}\n{Number}", Path = "/" + Id, Number = Number, IndexNumber = Index,
                Attachments = [.. (Attachments ?? []).Select(a => new AttachedText(a.Name, a.Text))],
                ColumnId = Column, ColumnPath = ColumnPlace.Path, ColumnTitle = ColumnPlace.Title, SectionId = Section, SectionName = SectionName,
                AgencyId = "cx", Year = published.Year, PublishedUtc = published,
            };
        }

        public string Attached => string.Join('\n', (Attachments ?? []).Select(a => $"{a.Name}\n{a.Text}"));
    }

    public sealed record Place(string Path, string Title);

    public sealed record Question(string Category, string Text, IReadOnlyList<string> Right, IReadOnlyList<string>? Never)
    {
        public override string ToString() => $"{Category}: {Text}";
    }

    public static RelevanceSet Read() => Shared.Value;

    private static RelevanceSet ReadAll()
    {
        var corpus = Json<Corpus>("corpus");
        return new RelevanceSet(
            [.. corpus.Documents.Select(d => new Item(d.Id, d.Type, d.Column, d.Section, d.Published, d.Title, d.Body, d.Number, d.Index, d.Attachments)
            {
                TypeTitle = corpus.Types[d.Type], ColumnPlace = corpus.Columns[d.Column], SectionName = corpus.Sections[d.Section],
            })],
            Json<List<Question>>("queries"), Json<List<Question>>("later"));
    }

    private static T Json<T>(string name)
    {
        using var stream = typeof(RelevanceSet).Assembly.GetManifestResourceStream($"GovPortal.Modules.Tests.Search.Relevance.{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Corpus(Dictionary<string, string> Types, Dictionary<string, Place> Columns, Dictionary<string, string> Sections, List<Line> Documents);

    private sealed record Line(string Id, string Type, string Column, string Section, string Published, string Title, string Body, string? Number, string? Index, IReadOnlyList<File>? Attachments);
}
