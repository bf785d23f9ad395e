using GovPortal.Requests.Rules;

namespace GovPortal.Modules.Tests.Requests;

public sealed class ApplicationTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static readonly Application Person = new(
        ApplicantClasses.NaturalPerson, "李某", ApplicantClasses.IdCard, "11010519491231002X", "", "0600-5550188", "", "", "申请公开2025年度就业补助资金使用情况。", "electronic", ApplicantClasses.Online, true);

    private static readonly Application Company = Person with { ApplicantClass = "business", Name = "某某建设有限公司", Proof = ApplicantClasses.CreditCodeProof, ProofNumber = "91350100M000100Y43", Agent = "张某" };

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("110105194912310021", false)] // check digit
    [InlineData("11010519491331002X", false)] // month 13
    [InlineData("01010519491231002X", false)] // no region begins with 0
    [InlineData("1101051949123100", false)]
    [InlineData("１１０１０５１９４９１２３１００２ｘ", true)] // as a telephone's keyboard may write it
    [InlineData("110105 19491231 002x", true)]
    public void An_identity_number_has_a_birth_date_and_a_check_digit(string typed, bool valid) =>
        Assert.Equal(valid, IdentityNumber.IsValid(IdentityNumber.Normalise(typed), Today));

    [Fact]
    public void Nobody_is_born_tomorrow() => Assert.False(IdentityNumber.IsValid("11010519491231002X", new DateOnly(1949, 12, 30)));

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M000100I43", false)] // I is not in the alphabet
    [InlineData("91350100M000100Y4", false)]
    public void A_credit_code_has_a_check_character(string code, bool valid) => Assert.Equal(valid, CreditCode.IsValid(code));

    [Fact]
    public void One_wrong_digit_of_an_identity_number_or_credit_code_is_always_found()
    {
        foreach (var at in Enumerable.Range(0, 17))
        {
            foreach (var digit in "0123456789".Where(d => d != "11010519491231002X"[at]))
            {
                Assert.False(IdentityNumber.IsValid("11010519491231002X"[..at] + digit + "11010519491231002X"[(at + 1)..], Today));
            }
            foreach (var c in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(c => c != "91350100M000100Y43"[at]))
            {
                Assert.False(CreditCode.IsValid("91350100M000100Y43"[..at] + c + "91350100M000100Y43"[(at + 1)..]));
            }
        }
    }

    [Fact]
    public void A_whole_application_of_a_person_or_an_organisation_is_taken()
    {
        Assert.Empty(ApplicationCheck.Check(Person, Today));
        Assert.Empty(ApplicationCheck.Check(Company, Today));
    }

    [Fact]
    public void An_empty_application_says_all_that_is_missing_at_once() => Assert.Equal(
        ["request.class-required", "request.name-required", "request.proof-required", "request.contact-required", "request.description-required", "request.form-required", "request.delivery-required", "request.consent-required"],
        ApplicationCheck.Check(new Application("", "", "", "", "", "", "", "", "", "", "", false), Today).Select(f => f.Code));

    public static TheoryData<string, Application> Wrong => new()
    {
        { "request.id-invalid", Person with { ProofNumber = "110105194912310021" } },
        { "request.proof-kind", Person with { Proof = ApplicantClasses.CreditCodeProof } },
        { "request.proof-kind", Company with { Proof = ApplicantClasses.IdCard } },
        { "request.credit-code-invalid", Company with { ProofNumber = "91350100M000100Y44" } },
        { "request.agent-required", Company with { Agent = "" } },
        { "request.phone-invalid", Person with { Phone = "打我电话" } },
        { "request.email-invalid", Person with { Email = "不是邮箱" } },
        { "request.email-required", Person with { Delivery = ApplicantClasses.ByEmail } },
        { "request.address-required", Person with { Delivery = ApplicantClasses.ByPost } },
        { "request.description-short", Person with { Description = "工资信息" } },
        { "request.description-too-long", Person with { Description = new string('文', 4001) } },
        { "request.too-many-matters", Person with { Description = "一、甲文件\n二、乙文件\n三、丙文件\n四、丁文件\n五、戊文件" } },
        { "request.name-too-long", Person with { Name = new string('名', 101) } },
        { "request.class-required", Person with { ApplicantClass = "ministry" } },
        { "request.form-required", Person with { Form = "telepathy" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named_at_its_field(string code, Application application) => Assert.Contains(ApplicationCheck.Check(application, Today), f => f.Code == code && f.Field is not null);

    [Theory]
    [InlineData("申请公开2025年就业补助资金使用情况", 1)]
    [InlineData("1. 某文件\n2. 另一文件", 2)]
    [InlineData("申请：\n（一）甲\n（二）乙\n（三）丙", 3)]
    [InlineData("①甲\n②乙\n③丙\n④丁\n⑤戊", 5)]
    [InlineData("2025年第1季度、第2季度的数据\n2026年的数据", 1)]
    [InlineData("12.5亿元资金的使用情况", 1)]
    public void Numbered_matters_are_counted(string description, int matters) => Assert.Equal(matters, ApplicationCheck.MattersIn(description));

    [Fact]
    public void What_came_on_paper_is_registered_though_proof_is_missing_and_it_is_about_many_things() =>
        Assert.Empty(ApplicationCheck.Check(Person with { ProofNumber = "", Description = "1、甲\n2、乙\n3、丙\n4、丁\n5、戊\n6、己", Consents = false }, Today, byOffice: true));

    [Theory]
    [InlineData(RequestChannel.Counter, "2026-11-18", null, "2026-11-18", "")]
    [InlineData(RequestChannel.SignedPost, "2026-11-18", null, "2026-11-18", "")]
    [InlineData(RequestChannel.SignedPost, "2026-11-18", "2026-11-19", "2026-11-18", "")] // the day it was signed for counts
    [InlineData(RequestChannel.OrdinaryPost, "2026-11-18", "2026-11-19", "2026-11-19", "")]
    [InlineData(RequestChannel.Internet, "2026-11-18", "2026-11-18", "2026-11-18", "")]
    [InlineData(RequestChannel.Fax, "2026-11-18", "2026-11-20", "2026-11-20", "")]
    [InlineData(RequestChannel.OrdinaryPost, "2026-11-18", null, null, "request.confirmed-required")]
    [InlineData(RequestChannel.Fax, "2026-11-18", "2026-11-17", null, "request.confirmed-invalid")]
    [InlineData(RequestChannel.Fax, "2026-11-18", "2026-11-21", null, "request.confirmed-invalid")]
    [InlineData(RequestChannel.Counter, "2026-11-21", null, null, "request.arrived-later")]
    [InlineData(RequestChannel.Internet, null, null, null, "request.arrived-required request.confirmed-required")]
    public void The_channel_says_which_day_is_the_day_of_receipt(RequestChannel channel, string? arrived, string? confirmed, string? received, string codes)
    {
        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, null);
        var result = ReceiptDay.Of(channel, Day(arrived), Day(confirmed), Today);
        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), result.Failures.Select(f => f.Code));
        if (received is not null) Assert.Equal(Day(received), result.Value);
    }

    [Theory]
    [InlineData("sq-7k3m-qoab", "SQ-7K3M-Q0AB")]
    [InlineData("ＳＱ７Ｋ３Ｍ Ｑ０ＡＢ", "SQ-7K3M-Q0AB")]
    [InlineData("SQ-7K3M-Q0A", null)]
    [InlineData("ZX-7K3M-Q0AB", null)]
    [InlineData("", null)]
    public void A_code_is_read_however_it_is_typed(string typed, string? code) => Assert.Equal(code, RequestSecret.ReadCode(typed));

    [Fact]
    public void Codes_and_secrets_are_read_back_do_not_come_twice_and_match_only_each_other()
    {
        var pairs = Enumerable.Range(0, 1000).Select(_ => (Code: RequestSecret.NewCode(), Secret: RequestSecret.NewSecret())).ToList();
        Assert.All(pairs, p => Assert.Equal((p.Code, p.Secret), (RequestSecret.ReadCode(p.Code), RequestSecret.ReadSecret(p.Secret.ToLowerInvariant()))));
        Assert.Equal(1000, pairs.Select(p => p.Secret).Distinct().Count());
        Assert.Equal(16 * 5, RequestSecret.SecretBits);
        var hash = RequestSecret.Hash(pairs[0].Code, pairs[0].Secret);
        Assert.True(RequestSecret.Matches(hash, pairs[0].Code, pairs[0].Secret));
        Assert.False(RequestSecret.Matches(hash, pairs[0].Code, pairs[1].Secret));
        Assert.False(RequestSecret.Matches(hash, pairs[1].Code, pairs[0].Secret));
        Assert.DoesNotContain(pairs[0].Secret, hash, StringComparison.OrdinalIgnoreCase);
    }
}
