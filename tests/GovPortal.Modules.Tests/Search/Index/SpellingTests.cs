using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Index;

public sealed class SpellingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;
    private readonly SearchIndex _index;

    public SpellingTests()
    {
        _index = SearchIndex.Open(_folder);
        _index.Apply(
        [
            Item("card", "社会保障卡补领", "社保卡丢失的，到网点补领。"), Item("injury", "工伤认定申请表"), Item("arbitration", "劳动仲裁申请"),
            Item("birth", "生育津贴申领"), Item("market", "工商登记"), Item("wage", "最低工资标准"),
        ], []);
        _index.Refresh();
    }

    [Theory]
    [InlineData("社宝卡", "社保卡", "card")]
    [InlineData("工商认定", "工伤认定", "injury")]
    [InlineData("劳动仲栽", "劳动仲裁", "arbitration")]
    [InlineData("生遇津贴", "生育津贴", "birth")]
    [InlineData("shebaoka", "社保卡", "card")]
    [InlineData("sheng yu jin tie", "生育津贴", "birth")]
    [InlineData("最低gongzi", "最低工资", "wage")]
    public void A_slip_is_answered_as_it_was_meant(string typed, string meant, string found)
    {
        var results = _index.Search(new SearchQuery { Text = typed });
        Assert.Equal((meant, true), (results.Correction, results.IsCorrected));
        Assert.Equal([found], results.Hits.Select(h => h.Id));
    }

    [Theory]
    [InlineData("工商登记")]
    [InlineData("社保卡")]
    [InlineData("\"社宝卡\"")]
    [InlineData("今天天气真好")]
    [InlineData("xyzzyq")]
    public void What_is_right_or_means_nothing_here_stays_as_it_is(string typed) => Assert.Null(_index.Search(new SearchQuery { Text = typed }).Correction);

    [Fact]
    public void Who_asks_for_it_as_typed_gets_it_as_typed()
    {
        var results = _index.Search(new SearchQuery { Text = "社宝卡", AsTyped = true });
        Assert.False(results.IsCorrected);
        Assert.DoesNotContain(results.Hits, h => h.Id == "card" && !results.DidFallback);
    }

    [Fact]
    public void A_word_is_proposed_only_while_a_document_holds_it()
    {
        Assert.True(_index.Search(new SearchQuery { Text = "生遇津贴" }).IsCorrected);
        _index.Apply([], ["birth"]);
        _index.Refresh();
        Assert.Null(_index.Search(new SearchQuery { Text = "生遇津贴" }).Correction);
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static SearchDocument Item(string id, string title, string body = "") =>
        new() { Id = id, Type = "Notice", Title = title, Body = body, Path = $"/{id}", Year = 2026 };
}
