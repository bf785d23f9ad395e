using GovPortal.Users.Model;
using GovPortal.Users.Rules;

namespace GovPortal.Modules.Tests.Users.Rules;

public sealed class UserNamesTests
{
    [Theory]
    [InlineData("zhouyuqing")]
    [InlineData("zhou.yu-qing_2")]
    [InlineData("周雨晴")]
    [InlineData(" admin ")]
    public void Letters_digits_and_a_few_signs_make_a_user_name(string name) => Assert.Empty(UserNames.Check(name, "周雨晴"));

    [Theory]
    [InlineData("", "user.name-invalid")]
    [InlineData("a", "user.name-invalid")]
    [InlineData(".zhou", "user.name-invalid")]
    [InlineData("zhou yuqing", "user.name-invalid")]
    [InlineData("zhou/../x", "user.name-invalid")]
    [InlineData("System", "user.name-reserved")]
    [InlineData("ｓｙｓｔｅｍ", "user.name-reserved")]
    public void Other_names_are_refused(string name, string code) => Assert.Equal(code, Assert.Single(UserNames.Check(name, "周雨晴")).Code);

    [Fact]
    public void A_name_is_needed() => Assert.Equal("user.display-name-required", Assert.Single(UserNames.Check("zhou", "  ")).Code);

    [Theory]
    [InlineData("Admin", " ａｄｍｉｎ ")]
    [InlineData("zhou", "ZHOU")]
    public void Case_width_and_space_make_no_other_user(string one, string other) => Assert.Equal(PortalUser.Normalize(one), PortalUser.Normalize(other));
}
