using System.Globalization;
using GovPortal.Decisions.Rules;

namespace GovPortal.Modules.Tests.Decisions;

public sealed class RulesTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 2, 0, 0, DateTimeKind.Utc);
    private static readonly string Stamp = (new DateTimeOffset(Now).ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-11-22", PeriodState.Waiting)]
    [InlineData("2026-11-23", PeriodState.Open)]
    [InlineData("2026-12-10", PeriodState.Open)]
    [InlineData("2026-12-11", PeriodState.Closed)]
    public void Both_days_belong_to_the_consultation(string today, PeriodState state) =>
        Assert.Equal(state, ConsultationPeriod.State(new(2026, 11, 23), new(2026, 12, 10), Day(today)!.Value));

    [Theory]
    [InlineData("2026-11-23", "2026-11-22", "consultation.closes-before-opens")]
    [InlineData("2026-11-23", "2026-11-23", "consultation.shorter-than-a-day")]
    [InlineData("2026-11-23", "2026-11-24", null)]
    [InlineData(null, "2026-11-24", null)]
    [InlineData("2026-11-23", null, null)]
    public void A_consultation_ends_after_the_day_it_begins(string? opens, string? closes, string? code)
    {
        var failure = ConsultationPeriod.Check(Day(opens), Day(closes), leastDays: null).SingleOrDefault();
        Assert.Equal(code, failure?.Code);
        Assert.Equal(code is null ? null : "Consultation.ClosesOn.Value", failure?.Field);
    }

    [Theory]
    [InlineData("2026-12-22", true)]
    [InlineData("2026-12-21", false)]
    public void A_consultation_has_the_days_its_column_asks_for_both_ends_counted(string closes, bool enough) =>
        Assert.Equal(enough ? [] : ["consultation.too-short"], ConsultationPeriod.Check(new(2026, 11, 23), Day(closes), leastDays: 30).Select(f => f.Code));

    [Theory]
    [InlineData("建议延长补贴期限", "", "", "", "")]
    [InlineData("建议延长补贴期限", "王秀英", "0600-5550105", "wang@example.cn", "")]
    [InlineData("建议", "", "+86 139 1234 5678", "", "")]
    [InlineData("  \n ", "", "", "", "comment.text-required")]
    [InlineData("建议", "", "打我电话", "", "comment.phone-invalid")]
    [InlineData("建议", "", "12345", "", "comment.phone-invalid")]
    [InlineData("建议", "", "", "wang@", "comment.email-invalid")]
    [InlineData("", "", "abc", "x", "comment.text-required comment.phone-invalid comment.email-invalid")]
    public void A_comment_needs_a_text_and_nothing_else(string text, string name, string phone, string email, string codes) =>
        Assert.Equal(codes, string.Join(' ', CommentRules.Check(text, name, phone, email).Select(f => f.Code)));

    [Fact]
    public void A_comment_has_at_most_2000_characters()
    {
        Assert.Empty(CommentRules.Check(new string('字', 2000), "", "", ""));
        var failure = Assert.Single(CommentRules.Check(new string('字', 2001), "", "", ""));
        Assert.Equal(("comment.text-too-long", "Text"), (failure.Code, failure.Field));
    }

    [Fact]
    public void The_work_holds_for_its_text_its_consultation_and_its_hour_alone()
    {
        var nonce = CommentWork.Find("c1", "建议", Stamp);
        Assert.True(CommentWork.Holds("c1", "建议", Stamp, nonce, Now));
        Assert.True(CommentWork.Holds("c1", "建议", Stamp, nonce, Now.AddMinutes(60)));
        Assert.False(CommentWork.Holds("c1", "建议", Stamp, nonce, Now.AddMinutes(61)));
        Assert.False(CommentWork.Holds("c1", "建议", Stamp, nonce, Now.AddMinutes(-11)));
        Assert.False(CommentWork.Holds("c1", "建议", null, null, Now));
        Assert.False(CommentWork.Holds("c1", "建议", "-" + Stamp, nonce, Now));
        // One other text in sixteen thousand would pass by luck; these two do not.
        Assert.False(CommentWork.Holds("c1", "别的建议", Stamp, nonce, Now));
        Assert.False(CommentWork.Holds("c2", "建议", Stamp, nonce, Now));
    }

    [Theory]
    [InlineData(5, 2, 1, 1, 1, 5, "")]
    [InlineData(7, 3, 2, 1, 1, 5, "")]
    [InlineData(0, 0, 0, 0, 0, 0, "")]
    [InlineData(5, 2, 1, 1, 0, 5, "adoption.counts-do-not-add-up")]
    [InlineData(4, 2, 1, 1, 0, 5, "adoption.fewer-than-received")]
    [InlineData(3, 2, 1, 1, 0, 5, "adoption.counts-do-not-add-up adoption.fewer-than-received")]
    public void The_counts_of_a_report_add_up_and_leave_nobody_out(int received, int adopted, int partly, int not, int unrelated, int online, string codes)
    {
        var failures = new AdoptionCounts(received, adopted, partly, not, unrelated).Check(online);
        Assert.Equal(codes, string.Join(' ', failures.Select(f => f.Code)));
        Assert.All(failures, f => Assert.Equal("AdoptionReport.Received.Value", f.Field));
    }

    [Fact]
    public void The_table_groups_equal_decisions_and_loses_no_comment()
    {
        CodedComment[] comments =
        [
            new(2, "提高补贴标准", "财力不足"), new(0, "延长期限", ""), new(2, "提高补贴标准", "财力不足"), new(2, "取消门槛", "上位法有规定"), new(1, "简化材料", "部分材料须保留"),
        ];
        var rows = AdoptionTable.Of(comments);
        Assert.Equal(["延长期限 1", "简化材料 1", "提高补贴标准 2", "取消门槛 1"], rows.Select(r => $"{r.Point} {r.Count}"));
        Assert.Equal(comments.Length, rows.Sum(r => r.Count));
    }

    [Theory]
    [InlineData(false, "", "")]
    [InlineData(true, "财力不足", "")]
    [InlineData(true, "", "comment.reason-required")]
    public void What_is_not_taken_over_gives_its_reason(bool needsReason, string reason, string codes) =>
        Assert.Equal(codes, string.Join(' ', CommentRules.CheckCoding(needsReason, reason, "").Select(f => f.Code)));

    [Theory]
    [InlineData(60, null, "2026-03-01/2026-03-02 2026-12-01/", "")]
    [InlineData(100, "2026-11-20", "2026-03-01/2026-03-02 2026-12-01/2026-11-20", "")]
    [InlineData(100, null, "2026-03-01/2026-03-02", "execution.complete-without-date")]
    [InlineData(90, "2026-11-20", "2026-03-01/2026-03-02", "execution.date-without-complete")]
    [InlineData(100, "2026-11-20", "2026-03-01/2026-03-02 2026-12-01/", "execution.steps-open")]
    [InlineData(100, "2026-11-24", "2026-03-01/2026-03-02", "execution.done-in-future")]
    [InlineData(60, null, "2026-03-01/2026-11-24", "execution.done-in-future")]
    public void A_measure_says_the_same_in_all_its_places(int progress, string? completed, string steps, string codes)
    {
        var rows = steps.Split(' ').Select(s => s.Split('/')).Select(s => new ExecutionStep(Day(s[0]), s[1].Length == 0 ? null : Day(s[1]))).ToList();
        Assert.Equal(codes, string.Join(' ', ExecutionProgress.Check(progress, Day(completed), rows, new(2026, 11, 23)).Select(f => f.Code)));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
