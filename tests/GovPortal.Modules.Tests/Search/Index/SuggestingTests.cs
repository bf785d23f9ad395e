using GovPortal.Search.Index;

namespace GovPortal.Modules.Tests.Search.Index;

public sealed class SuggestingTests(JudgedIndex judged) : IClassFixture<JudgedIndex>
{
    [Theory]
    [InlineData("失业保", "失业保险")]
    [InlineData("shiyebao", "失业保险")]
    [InlineData("gs", "公示")]
    [InlineData("最低工", "最低工资标准")]
    [InlineData("養老", "养老保险")]
    public void Words_that_begin_so_are_offered(string typed, string word) =>
        Assert.Contains(judged.Index.Suggest(typed), s => s.Url is null && s.Text == word);

    [Theory]
    [InlineData("失业保", "失业保险金申领办事指南")]
    [InlineData("特岗", "2024年特岗教师招聘简章")]
    [InlineData("2023 招聘", "2023年青溪县事业单位公开招聘工作人员公告")]
    [InlineData("zhichengpingshen", "关于开展2024年职称评审工作的通知")]
    public void Titles_that_hold_it_are_offered_with_their_address(string typed, string title) =>
        Assert.Contains(judged.Index.Suggest(typed), s => s.Text == title && s.Url is not null);

    [Fact]
    public void Every_word_offered_has_hits()
    {
        foreach (var typed in new[] { "公", "社", "就业", "sh", "zh", "补" })
        {
            Assert.All(judged.Index.Suggest(typed).Where(s => s.Url is null), s => Assert.True(judged.Index.Search(new SearchQuery { Text = s.Text }).Total > 0, s.Text));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"((")]
    [InlineData("\uD842")]
    [InlineData("锟斤拷锟斤拷")]
    public void What_begins_nothing_gets_nothing(string typed) => Assert.Empty(judged.Index.Suggest(typed));

    [Fact]
    public void A_long_text_is_cut() => Assert.NotNull(judged.Index.Suggest(new string('公', 10_000)));
}
