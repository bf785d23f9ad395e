using GovPortal.Requests.Rules;

namespace GovPortal.Modules.Tests.Requests;

public sealed class AnswerTests
{
    private static readonly AnswerDraft Nothing = new("", "", "", "", "");

    /// <summary>Table 三 as it is printed (国办公开办函〔2021〕30号).</summary>
    [Fact]
    public void The_outcomes_are_the_21_rows_of_the_table_in_its_order()
    {
        Assert.Equal(
            [
                "予以公开", "部分公开",
                "属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益", "属于三类内部事务信息", "属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项",
                "本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确",
                "信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请", "要求行政机关确认或重新出具已获取信息",
                "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "其他",
            ],
            Outcomes.All.Select(o => o.Title));
        Assert.Equal([1, 1, 8, 3, 5, 3], Outcomes.All.GroupBy(o => o.Group).Select(g => g.Count()));
        Assert.Equal(21, Outcomes.All.Select(o => o.Code).Distinct().Count());
        Assert.Equal(["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"], ApplicantClasses.All.Values);
    }

    [Theory]
    [InlineData(RequestVerb.Abandon, "abandoned")]
    [InlineData(RequestVerb.LapseFee, "fee-lapsed")]
    [InlineData(RequestVerb.Withdraw, "other")]
    [InlineData(RequestVerb.Transfer, "other")]
    [InlineData(RequestVerb.Merge, "other")]
    [InlineData(RequestVerb.Answer, null)]
    public void What_ends_without_an_answer_has_its_row_too(RequestVerb verb, string? code) => Assert.Equal(code, Outcomes.OfEnding(verb));

    [Fact]
    public void Every_verb_that_ends_a_case_without_an_answer_names_a_row() => Assert.All(
        RequestStates.All.Where(t => t.To == RequestState.Closed), t => Assert.NotNull(Outcomes.Of(Outcomes.OfEnding(t.Verb))));

    [Theory]
    [InlineData("granted", "request.information-required")]
    [InlineData("partly", "request.information-required request.answer-reason-required")]
    [InlineData("state-secret", "request.answer-reason-required")]
    [InlineData("special-query", "request.information-required request.answer-reason-required")]
    [InlineData("not-held", "request.answer-reason-required")]
    [InlineData("must-be-made", "request.answer-reason-required")]
    [InlineData("unclear", "request.answer-reason-required request.not-corrected")]
    [InlineData("petition", "request.information-required request.answer-reason-required request.opinion-required")]
    [InlineData("publication", "request.information-required")]
    [InlineData("abandoned", "request.outcome-by-itself")]
    [InlineData("fee-lapsed", "request.outcome-by-itself")]
    [InlineData("other", "request.answer-reason-required")]
    [InlineData("", "request.outcome-required")]
    [InlineData("made-up", "request.outcome-required")]
    public void An_answer_without_its_elements_says_all_that_are_missing(string outcome, string codes) => Assert.Equal(
        codes.Split(' '), AnswerCheck.Check(Nothing with { Outcome = outcome }, hasOpinion: false, wasCorrected: false, hasFiles: false).Select(f => f.Code));

    [Fact]
    public void Every_outcome_that_is_drafted_passes_once_it_has_its_elements() => Assert.All(Outcomes.All.Where(o => o.CanBeDrafted), o => Assert.Empty(
        AnswerCheck.Check(new AnswerDraft(o.Code, "见附件", "依据和理由", "某机关", "0600-5550199"), hasOpinion: true, wasCorrected: true, hasFiles: false)));

    [Theory]
    [InlineData("某机关", "", "OrganContact")]
    [InlineData("", "0600-5550199", "Organ")]
    public void An_organ_is_named_with_how_it_is_reached(string organ, string contact, string field) => Assert.Equal(
        field, Assert.Single(AnswerCheck.Check(new AnswerDraft("not-held", "", "不属于本机关职责", organ, contact), false, false, false)).Field);

    [Fact]
    public void Files_may_be_the_information() => Assert.Empty(AnswerCheck.Check(Nothing with { Outcome = "granted" }, false, false, hasFiles: true));

    // 11—30: 100 each; from 31 bands of ten, each 100 dearer.
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, 10, 0)]
    [InlineData(9, 2, 100_00)]
    [InlineData(10, 1, 100_00)]
    [InlineData(0, 30, 2000_00)]
    [InlineData(30, 1, 200_00)]
    [InlineData(0, 40, 4000_00)]
    [InlineData(40, 1, 300_00)]
    [InlineData(0, 50, 7000_00)]
    [InlineData(99, 1, 800_00)] // the 100th: 91—100 is the seventh band of ten
    public void Items_are_charged_by_their_place_in_the_month(int earlier, int count, long fen) => Assert.Equal(fen, ProcessingFee.Of(FeeScheme.PerItem, count, earlier, FeeSchedule.Usual).Value!.TotalFen);

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 10_00)]
    [InlineData(100, 700_00)]
    [InlineData(101, 720_00)]
    [InlineData(200, 2700_00)]
    [InlineData(201, 2740_00)]
    public void Pages_are_charged_by_bands(int pages, long fen)
    {
        var working = ProcessingFee.Of(FeeScheme.PerPage, pages, earlierItems: 500, FeeSchedule.Usual).Value!;
        Assert.Equal(fen, working.TotalFen);
        Assert.Equal(pages, working.Lines.Sum(l => l.Count));
        Assert.Equal(working.TotalFen, working.Lines.Sum(l => l.Count * l.PriceFen));
        Assert.Contains("国办函〔2020〕109号", working.Document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_items_cost_the_same_in_one_case_or_in_many()
    {
        var random = new Random(20261129);
        for (var n = 0; n < 200; n++)
        {
            var (total, parts, sum) = (random.Next(1, 120), 0, 0L);
            while (parts < total)
            {
                var next = Math.Min(random.Next(1, 15), total - parts);
                sum += ProcessingFee.Of(FeeScheme.PerItem, next, parts, FeeSchedule.Usual).Value!.TotalFen;
                parts += next;
            }
            Assert.Equal(ProcessingFee.Of(FeeScheme.PerItem, total, 0, FeeSchedule.Usual).Value!.TotalFen, sum);
        }
    }

    [Fact]
    public void Bands_with_a_gap_or_without_an_end_charge_nothing_by_mistake()
    {
        Assert.False(ProcessingFee.AreWhole([]));
        Assert.False(ProcessingFee.AreWhole([new FeeBand(1, 10, 0), new FeeBand(12, null, 1)]));
        Assert.False(ProcessingFee.AreWhole([new FeeBand(1, 10, 0)]));
        Assert.False(ProcessingFee.AreWhole([new FeeBand(1, null, 0), new FeeBand(11, null, 1)]));
        Assert.True(ProcessingFee.Of(FeeScheme.PerItem, 1, 0, FeeSchedule.Usual with { PerItem = [new FeeBand(2, null, 1)] }).Has("request.fee-bands"));
        Assert.True(ProcessingFee.Of(FeeScheme.PerItem, 0, 0, FeeSchedule.Usual).Has("request.fee-count"));
    }

    [Fact]
    public void Bands_are_written_as_lines_and_read_back()
    {
        Assert.Equal("1-10 0\n11-30 100\n31- 200 +10 100", FeeBandText.Of(FeeSchedule.Usual.PerItem));
        foreach (var bands in (IReadOnlyList<FeeBand>[])[FeeSchedule.Usual.PerItem, FeeSchedule.Usual.PerPage, [new FeeBand(1, null, 50)]]) Assert.Equal(bands, FeeBandText.Read(FeeBandText.Of(bands)));
    }

    [Theory]
    [InlineData("免费")]
    [InlineData("1-10")]
    [InlineData("1-10 -5")]
    [InlineData("1-10 0.001")]
    [InlineData("1-10 5 +0 5")]
    [InlineData("1-10 5 10")]
    [InlineData("99999999999- 5")]
    public void A_line_that_can_not_be_read_is_no_band(string line) => Assert.Null(FeeBandText.Read("1-5 0\n" + line));

    [Fact]
    public void The_right_of_review_names_its_limits()
    {
        var free = ReviewRight.Text(reviewFirst: false, "本级人民政府", "有管辖权的人民法院");
        Assert.Contains("60日内向本级人民政府申请行政复议，或者", free, StringComparison.Ordinal);
        Assert.Contains("6个月内向有管辖权的人民法院提起行政诉讼", free, StringComparison.Ordinal);
        Assert.Contains("应当先自收到本答复之日起60日内", ReviewRight.Text(reviewFirst: true, "本级人民政府", "有管辖权的人民法院"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_outcome_that_needs_a_reason_has_a_template_and_none_passes_unfilled()
    {
        Assert.Equal(Outcomes.All.Where(o => o.CanBeDrafted && o.Needs.HasFlag(AnswerElements.Reason)).Select(o => o.Code).Order(StringComparer.Ordinal), ReasonTexts.Usual.Keys.Order(StringComparer.Ordinal));
        foreach (var (outcome, text) in ReasonTexts.Usual.Where(t => t.Value.Contains(ReasonTexts.ToFill, StringComparison.Ordinal)))
        {
            var refused = AnswerCheck.Check(new AnswerDraft(outcome, "见附件", text, "", ""), hasOpinion: true, wasCorrected: true, hasFiles: false);
            Assert.Equal((outcome, "request.reason-blank"), (outcome, Assert.Single(refused).Code));
            // What the law says stays, what the case says is filled in.
            Assert.Empty(AnswerCheck.Check(new AnswerDraft(outcome, "见附件", System.Text.RegularExpressions.Regex.Replace(text, "〔请[^〕]*〕", "已写明"), "", ""), hasOpinion: true, wasCorrected: true, hasFiles: false));
        }
        Assert.All(ReasonTexts.Usual.Where(t => Outcomes.Of(t.Key)!.Article.Length > 0), t => Assert.Contains(Outcomes.Of(t.Key)!.Article[..4], t.Value, StringComparison.Ordinal));
    }
}
