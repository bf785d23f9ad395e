using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Index;

public class RankingTests(JudgedIndex judged) : IClassFixture<JudgedIndex>
{
    public static TheoryData<string> Queries => [.. Judgments.Read().Queries.Select(q => q.Text)];

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_labelled_query_finds_what_people_expect(string text)
    {
        var wanted = Judgments.Read().Queries.Single(q => q.Text == text);
        var results = judged.Index.Search(new SearchQuery { Text = text, PageSize = 50 });
        var found = results.Hits.Select(h => h.Id).ToList();
        var seen = $"{(results.DidFallback ? "fallback: " : "")}{string.Join(' ', found.Take(8))}";

        Assert.True(found.Count > 0 && wanted.Top.Contains(found[0]), $"{text}: first should be {string.Join(" or ", wanted.Top)}; {seen}");
        Assert.All(wanted.Also ?? [], id => Assert.True(found.Contains(id), $"{text}: {id} is missing; {seen}"));
        Assert.All(wanted.Never ?? [], id => Assert.False(found.Contains(id), $"{text}: {id} does not belong; {seen}"));
        if (wanted.Fallback) Assert.True(results.DidFallback, $"{text}: found without fallback; {seen}");
    }
}
