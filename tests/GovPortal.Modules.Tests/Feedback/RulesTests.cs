using GovPortal.Feedback.Features;
using GovPortal.Feedback.Rules;

namespace GovPortal.Modules.Tests.Feedback;

public sealed class RulesTests
{
    [Theory]
    [InlineData("ZX-7K3M-Q0AB-1C2D-ZYXW")]
    [InlineData("zx7k3mq0ab1c2dzyxw")]
    [InlineData("  ZX 7K3M Q0AB 1C2D ZYXW ")]
    [InlineData("zx-7k3m-qoab-lc2d-zyxw")]
    [InlineData("zx-7k3m-qOab-ic2d-zyxw")]
    [InlineData("ＺＸ－７Ｋ３Ｍ－Ｑ０ＡＢ－１Ｃ２Ｄ－ＺＹＸＷ")]
    [InlineData("ZX—7K3M—Q0AB—1C2D—ZYXW")]
    public void A_receipt_is_read_however_it_is_typed(string typed) => Assert.Equal("ZX-7K3M-Q0AB-1C2D-ZYXW", ReceiptCode.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ZX-7K3M-Q0AB-1C2D-ZYX")]
    [InlineData("ZX-7K3M-Q0AB-1C2D-ZYXWV")]
    [InlineData("AB-7K3M-Q0AB-1C2D-ZYXW")]
    [InlineData("ZX-7K3M-Q0AB-1C2D-ZYXU")]
    [InlineData("ZX-7K3M-Q0AB-1C2D-ZY'W")]
    [InlineData("ZX-七K3M-Q0AB-1C2D-ZYXW")]
    public void What_can_be_no_receipt_is_none(string? typed) => Assert.Null(ReceiptCode.Read(typed));

    [Fact]
    public void Receipts_are_read_back_and_do_not_come_twice()
    {
        var codes = Enumerable.Range(0, 2000).Select(n => ReceiptCode.New(n % 2 == 0 ? ReceiptCode.Inquiry : ReceiptCode.Correction)).ToList();
        Assert.All(codes, c => Assert.Equal(c, ReceiptCode.Read(c)));
        Assert.All(codes, c => Assert.Equal(ReceiptCode.Length, c.Length));
        Assert.Equal(codes.Count, codes.Distinct().Count());
        // Each place takes each of the 32 characters: 5 bits, sixteen times.
        Assert.All(Enumerable.Range(3, 4), at => Assert.Equal(32, codes.Select(c => c[at]).Distinct().Count()));
        Assert.Equal(16 * 5, ReceiptCode.EntropyBits);
    }

    [Theory]
    [InlineData("主题", "内容", "王某", "0600-5550188", "", "")]
    [InlineData("主题", "内容", "王某", "", "wang@example.org", "")]
    [InlineData("", "", "", "", "", "letter.subject-required letter.text-required letter.name-required letter.contact-required")]
    [InlineData("主题", "内容", "王某", "打我电话", "", "letter.phone-invalid")]
    [InlineData("主题", "内容", "王某", "", "不是邮箱", "letter.email-invalid")]
    public void An_inquiry_says_all_that_is_wrong_at_once(string subject, string text, string name, string phone, string email, string codes) =>
        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), LetterRules.CheckInquiry(subject, text, name, phone, email).Select(f => f.Code));

    [Theory]
    [InlineData(100, 2000, 50, "")]
    [InlineData(101, 2001, 51, "letter.subject-too-long letter.text-too-long letter.name-invalid")]
    public void Lengths_end_where_the_form_says(int subject, int text, int name, string codes) => Assert.Equal(
        codes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        LetterRules.CheckInquiry(new string('题', subject), new string('文', text), new string('名', name), "13800000000", "").Select(f => f.Code));

    [Theory]
    [InlineData(true, "第二段有错别字", "")]
    [InlineData(false, "第二段有错别字", "letter.kind-required")]
    [InlineData(true, "", "letter.text-required")]
    public void A_correction_needs_a_kind_and_a_word_and_no_name(bool hasKind, string text, string codes) =>
        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), LetterRules.CheckCorrection(hasKind, text, "", "", "").Select(f => f.Code));

    [Theory]
    [InlineData(LetterState.Received, "Dispatch Send Close")]
    [InlineData(LetterState.Assigned, "Dispatch Draft GiveBack Send Close")]
    [InlineData(LetterState.Drafted, "Dispatch Draft Return Send Close")]
    [InlineData(LetterState.Answered, "")]
    [InlineData(LetterState.Closed, "")]
    public void The_table_of_states_and_verbs(LetterState from, string verbs) =>
        Assert.Equal(verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Enum.GetValues<LetterVerb>().Where(v => LetterStates.Next(from, v) is not null).Select(v => v.ToString()).Order());

    [Fact]
    public void Every_open_letter_can_be_ended_and_nothing_comes_after_the_end()
    {
        foreach (var state in Enum.GetValues<LetterState>())
        {
            Assert.Equal(LetterStates.IsOpen(state), LetterStates.Next(state, LetterVerb.Send) == LetterState.Answered);
            Assert.Equal(LetterStates.IsOpen(state), LetterStates.Next(state, LetterVerb.Close) == LetterState.Closed);
            Assert.Equal(LetterStates.IsOpen(state), LetterStates.All.Any(t => t.From == state));
        }
    }
}
