using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Relevance;

public sealed class RelevanceTests(RelevanceTests.Asked asked, ITestOutputHelper output) : IClassFixture<RelevanceTests.Asked>
{
    private const int Shown = 10;

    public static TheoryData<string> FalseFriends => [.. RelevanceSet.Read().Queries.Where(q => q.Never is not null).Select(q => q.Text)];

    [Fact]
    public void The_set_holds_at_least_two_hundred_questions_with_known_answers()
    {
        var set = RelevanceSet.Read();
        var known = set.Documents.Select(d => d.Id).ToHashSet();
        Assert.InRange(set.Queries.Count, 200, 1000);
        Assert.Equal(set.Queries.Count, set.Queries.Select(q => q.Text).Distinct().Count());
        Assert.All(set.Queries, q => Assert.NotEmpty(q.Right));
        Assert.All(set.Queries.SelectMany(q => q.Right.Concat(q.Never ?? [])), id => Assert.Contains(id, known));
    }

    [Fact]
    public void Right_answers_stand_where_people_look() => Assert.InRange(Measured(RelevanceSet.Read().Queries), Reached, 1);

    [Fact]
    public void Questions_the_ranking_was_not_made_for_are_mostly_answered_too() => Assert.InRange(Measured(RelevanceSet.Read().Later), ReachedLater, 1);

    /// <summary>The mean of one over the place of the first right answer among ten; nothing where none is there.</summary>
    private double Measured(IReadOnlyList<RelevanceSet.Question> questions)
    {
        var (search, bigrams) = (new Dictionary<string, List<double>>(), new Dictionary<string, List<double>>());
        foreach (var question in questions)
        {
            var found = asked.Find(question.Text);
            var place = Add(search, question, found);
            Add(bigrams, question, asked.Bigrams.Find(question.Text, Shown));
            if (place < 1) output.WriteLine($"{question}  {(place == 0 ? "not found" : $"at {1 / place}")}; {(asked.Correction(question.Text) is { } other ? $"read as {other}; " : "")}first: {string.Join(' ', found.Take(3))}");
        }
        output.WriteLine($"{"",-12} {"questions",9} {"search",8} {"bigrams",8}");
        foreach (var (category, places) in search) output.WriteLine($"{category,-12} {places.Count,9} {places.Average(),8:F3} {bigrams[category].Average(),8:F3}");
        output.WriteLine($"{"all",-12} {search.Sum(c => c.Value.Count),9} {Mean(search),8:F3} {Mean(bigrams),8:F3}");
        return Mean(search);
    }

    [Theory]
    [MemberData(nameof(FalseFriends))]
    public void Characters_that_meet_across_words_are_not_the_word(string text)
    {
        var never = RelevanceSet.Read().Queries.Single(q => q.Text == text).Never!;
        Assert.All(never, id => Assert.DoesNotContain(id, asked.Find(text)));
    }

    private const double Reached = 0.9, ReachedLater = 0.75;

    private static double Add(Dictionary<string, List<double>> by, RelevanceSet.Question question, IReadOnlyList<string> found)
    {
        var at = found.ToList().FindIndex(question.Right.Contains);
        var place = at < 0 ? 0 : 1d / (at + 1);
        if (!by.TryGetValue(question.Category, out var places)) by[question.Category] = places = [];
        places.Add(place);
        return place;
    }

    private static double Mean(Dictionary<string, List<double>> by) => by.SelectMany(c => c.Value).Average();

    /// <summary>Both indexes of the set.</summary>
    public sealed class Asked : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("relevance").FullName;
        private readonly SearchIndex _index;

        public Asked()
        {
            var set = RelevanceSet.Read();
            _index = SearchIndex.Open(_folder, time: new FixedTime());
            _index.Apply(set.Documents.Select(d => d.ToDocument()), []);
            _index.Commit(1);
            _index.Refresh();
            Bigrams = new PlainBigrams(set);
        }

        public PlainBigrams Bigrams { get; }

        public IReadOnlyList<string> Find(string text) => [.. _index.Search(new SearchQuery { Text = text, PageSize = Shown }).Hits.Select(h => h.Id)];

        public string? Correction(string text) => _index.Search(new SearchQuery { Text = text }).Correction;

        public void Dispose()
        {
            _index.Dispose();
            Bigrams.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private sealed class FixedTime : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => RelevanceSet.Today;
        }
    }
}
