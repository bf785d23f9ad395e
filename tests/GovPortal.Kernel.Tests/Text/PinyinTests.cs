using GovPortal.Kernel.Text;

namespace GovPortal.Kernel.Tests.Text;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("政策文件", "zcwj")]
    [InlineData("规范性文件", "gfxwj")]
    [InlineData("重大建设项目", "zdjsxm")]
    [InlineData("重复申请", "cfsq")]
    [InlineData("行政许可", "xzxk")]
    [InlineData("局长信箱", "jzxx")]
    [InlineData("长期规划", "cqgh")]
    [InlineData("会计考试", "kjks")]
    [InlineData("社会计划", "shjh")]
    [InlineData("银行网点", "yhwd")]
    [InlineData("调研报告", "dybg")]
    [InlineData("调整通知", "tztz")]
    [InlineData("公众参与", "gzcy")]
    [InlineData("失业保险稳岗返还", "sybxwgfh")]
    [InlineData("2024年预算", "2024nys")]
    [InlineData("办事指南（Ａ类）", "bszn-al")]
    [InlineData("《条例》 — 解读", "tl-jd")]
    [InlineData("“三公”经费", "sg-jf")]
    [InlineData("!!!", "")]
    [InlineData("", "")]
    public void A_slug_is_made_of_first_letters(string text, string slug) => Assert.Equal(slug, Pinyin.Slug(text));

    [Fact]
    public void Full_readings_stand_in_a_row()
    {
        Assert.Equal("zhengcewenjian", Pinyin.Full("政策文件"));
        Assert.Equal("renshejuzhang", Pinyin.Full("人社局长"));
        Assert.Equal("lvsefazhan", Pinyin.Full("绿色发展"));
    }

    [Fact]
    public void Initials_have_no_hyphens() => Assert.Equal("bsznal", Pinyin.Initials("办事指南（A类）"));

    [Fact]
    public void Every_common_character_has_a_reading()
    {
        var unread = Enumerable.Range(0x4E00, 0x9FA5 - 0x4E00 + 1).Select(c => (char)c).Where(c => Pinyin.Full(c.ToString()).Length == 0);
        Assert.InRange(unread.Count(), 0, 50);
    }

    [Fact]
    public void Any_text_gives_a_slug_of_letters_digits_and_single_hyphens()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(3) == 0 ? (char)random.Next(0x10000) : (char)random.Next(0x4E00, 0x9FFF)));
            Assert.Matches("^([a-z0-9]+(-[a-z0-9]+)*)?$", Pinyin.Slug(text));
        }
    }
}
