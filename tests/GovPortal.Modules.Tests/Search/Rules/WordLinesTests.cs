using GovPortal.Search.Rules;

namespace GovPortal.Modules.Tests.Search.Rules;

public sealed class WordLinesTests
{
    [Fact]
    public void A_line_is_a_group_and_a_remark_is_none() => Assert.Equal(
        [["社保", "社会保险"], ["新农合", "居民医保"]], WordLines.Groups("# 社会保险\n社保　社会保险\r\n\n新农合，居民医保"));

    [Fact]
    public void Words_stand_on_any_line_and_count_once() => Assert.Equal(["云杉镇", "望江花园"], WordLines.Words("云杉镇 望江花园\n云杉镇"));

    [Theory]
    [InlineData("社保", "", "search.group-alone")]
    [InlineData("社保 社保", "", "search.group-alone")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u", "", "search.group-too-large")]
    [InlineData("社保 一二三四五六七八九十一二三四五六七八九十一", "", "search.word-too-long")]
    [InlineData("", "云杉镇A", "search.word-not-chinese")]
    [InlineData("", "镇", "search.word-too-short")]
    [InlineData("", "一二三四五六七八九十一二三", "search.word-too-long")]
    public void What_cannot_be_used_is_refused_with_its_line(string synonyms, string words, string code)
    {
        var failure = Assert.Single(WordLines.Check("# 第一行\n" + synonyms, "# 第一行\n" + words));
        Assert.Equal((code, 2), (failure.Code, (int)failure.Args[0]!));
    }

    [Fact]
    public void Every_reason_is_told_at_once() => Assert.Equal(3, WordLines.Check("社保\n医保", "镇").Count);

    [Fact]
    public void A_book_is_too_long() => Assert.Equal(["Synonyms"], WordLines.Check(new string('社', WordLines.MostCharacters + 1), "").Select(f => f.Field));
}
