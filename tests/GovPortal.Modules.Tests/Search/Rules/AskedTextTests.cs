using GovPortal.Search.Rules;
using GovPortal.Search.Text;

namespace GovPortal.Modules.Tests.Search.Rules;

public sealed class AskedTextTests
{
    [Theory]
    [InlineData("社保卡补办", "社保卡补办")]
    [InlineData("  失业金   怎么领 ", "失业金 怎么领")]
    [InlineData("澄人社发〔2026〕3号", "澄人社发〔2026〕3号")]
    [InlineData("12345", "12345")]
    [InlineData("公积金", "公积金")]
    [InlineData("高考", "高考")]
    [InlineData("“三支一扶”", "三支一扶")]
    public void What_people_look_for_is_counted(string asked, string counted) => Assert.Equal(counted, Of(asked));

    [Theory]
    [InlineData("110101199003070011")]
    [InlineData("13800138000")]
    [InlineData("138 0013 8000 是谁")]
    [InlineData("138-0013-8000")]
    [InlineData("zhang@example.com")]
    [InlineData("https://example.com/x")]
    [InlineData("张建国")]
    [InlineData("张建国 低保")]
    [InlineData("欧阳晓雯")]
    [InlineData("王芳")]
    [InlineData("李娜")]
    [InlineData("")]
    [InlineData("   ")]
    public void What_may_tell_of_a_person_is_not(string asked) => Assert.Null(Of(asked));

    [Fact]
    public void A_text_of_more_than_forty_characters_is_a_story_and_is_not_counted()
    {
        Assert.NotNull(Of(new string('问', 40)));
        Assert.Null(Of(new string('问', 41)));
    }

    private static string? Of(string asked) => AskedText.Of(Characters.Fold(asked), word => ChineseDictionary.Default.IsCommon(word));
}
