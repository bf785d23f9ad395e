using GovPortal.Users.Rules;

namespace GovPortal.Modules.Tests.Users.Rules;

public sealed class PasswordPolicyTests
{
    [Theory]
    [InlineData("Chengxi-demo-2026", "zhouyuqing")]
    [InlineData("abcdefghi1", "zhou")]
    [InlineData("九个汉字加一个数字8", "zhou")]
    [InlineData("zhouyuqing1", "zhouyuqing")]
    public void A_long_password_with_letters_and_digits_may_be_used(string password, string userName) =>
        Assert.Empty(PasswordPolicy.Check(password, userName));

    [Theory]
    [InlineData("", "password.too-short", "password.too-plain")]
    [InlineData("abcdefgh1", "password.too-short")]
    [InlineData("abcdefghij", "password.too-plain")]
    [InlineData("1234567890", "password.too-plain")]
    [InlineData("Zhou.Yuqing01", "password.is-user-name")]
    [InlineData(" zhou.yuqing01 ", "password.is-user-name")]
    public void Every_reason_comes_at_once(string password, params string[] codes) =>
        Assert.Equal(codes, PasswordPolicy.Check(password, "zhou.yuqing01").Select(f => f.Code));

    [Fact]
    public void A_password_too_long_to_hash_is_refused() =>
        Assert.Equal("password.too-long", Assert.Single(PasswordPolicy.Check(new string('a', PasswordPolicy.MaxLength) + "1", "zhou")).Code);

    [Fact]
    public void A_one_time_password_fulfils_the_policy_and_is_never_the_same()
    {
        var many = Enumerable.Range(0, 500).Select(_ => OneTimePassword.New()).ToList();
        Assert.All(many, p => Assert.Empty(PasswordPolicy.Check(p, "admin")));
        Assert.All(many, p => Assert.Matches("^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$", p));
        Assert.Equal(many.Count, many.Distinct().Count());
    }
}
