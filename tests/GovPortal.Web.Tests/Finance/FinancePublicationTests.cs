using GovPortal.Deadlines.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Finance;

/// <summary>A department's budget and final account from draft to public page.</summary>
public sealed class FinancePublicationTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task Totals_that_do_not_add_up_are_refused_at_submission_with_the_difference_at_the_field()
    {
        var data = _bureau.Sample("FinalAccount", "合计不平的决算");
        data.Row("FinalAccount", "Income", "合计")["other"] = 13.44m;
        data.Row("FinalAccount", "ThreePublic", "3.公务接待费")["amount"] = 2.48m;
        data["FinalAccount"]!["StateCapitalStatement"]!["Text"] = "";
        var draft = await _bureau.FinanceDraftAsync("FinalAccount", data);
        var refused = await _bureau.SubmitAsync(draft.VersionId, FinanceOffice.Clerk);
        Assert.Equal(
        [
            ("FinalAccount.Income.Rows", "finance.row-sum-differs"), ("FinalAccount.Income.Rows", "finance.sum-differs"),
            ("FinalAccount.StateCapitalStatement.Text", "finance.statement-missing"), ("FinalAccount.ThreePublic.Rows", "finance.sum-differs"),
        ], refused.Failures.Select(f => (f.Field!, f.Code)).Order());

        using var clerk = await _bureau.SignedInAsync(FinanceOffice.Clerk);
        await clerk.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}");
        Assert.Contains("《收入决算表》“合计”行的其他收入为 13.44 万元，所属各项之和为 12.44 万元，相差 1.00 万元", clerk.Text, StringComparison.Ordinal);
        Assert.Contains("“合计”行的决算数为 7.60 万元，所属各项之和为 8.60 万元，相差 1.00 万元", clerk.Text, StringComparison.Ordinal);
        Assert.Contains("《国有资本经营预算财政拨款支出决算表》没有数据，请写明“本部门无……”", clerk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_cover_has_to_say_is_asked_for()
    {
        var data = _bureau.Sample("Budget", "没有审签的预算");
        data["Budget"]!["ConfidentialityReview"]!["Text"] = null;
        data["Budget"]!["HeadSignOff"]!["Text"] = "未审签";
        data["Budget"]!["ApprovedOn"]!["Value"] = "2026-11-21T00:00:00Z";
        var draft = await _bureau.FinanceDraftAsync("Budget", data);
        var refused = await _bureau.SubmitAsync(draft.VersionId, FinanceOffice.Clerk);
        Assert.Equal(
            [("Budget.ApprovedOn.Value", "content.in-future"), ("Budget.ConfidentialityReview.Text", "content.required"), ("Budget.HeadSignOff.Text", "content.not-listed")],
            refused.Failures.Select(f => (f.Field!, f.Code)).Order());
    }

    [Fact]
    public async Task Twenty_natural_days_run_from_the_approval_to_the_publication()
    {
        var draft = await _bureau.FinanceDraftAsync("FinalAccount", _bureau.Sample("FinalAccount", "等待公开的决算", "2026-11-09"));
        var clock = await ClockAsync(draft.ContentItemId);
        Assert.Equal(("20d", new DateOnly(2026, 11, 9), (DateTime?)null), (clock.Rule, clock.FromDate, clock.MetUtc));
        // 29 November is a Sunday; natural days stay where they fall.
        Assert.Equal(new DateTime(2026, 11, 29, 15, 59, 59, DateTimeKind.Utc), clock.DueUtc);
        Assert.Contains("第十四条", clock.Basis, StringComparison.Ordinal);

        // Another day of approval is another clock.
        await _bureau.FinanceDraftAsync("FinalAccount", _bureau.Sample("FinalAccount", "等待公开的决算", "2026-11-12"), draft.ContentItemId);
        Assert.Equal(new DateOnly(2026, 11, 12), (await ClockAsync(draft.ContentItemId)).FromDate);

        var published = await _bureau.FinancePublishedAsync("FinalAccount", _bureau.Sample("FinalAccount", "已经公开的决算"));
        Assert.NotNull((await ClockAsync(published.ContentItemId)).MetUtc);
    }

    [Fact]
    public async Task The_public_page_opens_with_the_cover_and_shows_every_table_with_its_unit()
    {
        var published = await _bureau.FinancePublishedAsync("FinalAccount", _bureau.Sample("FinalAccount", "县人社局2025年度部门决算"));
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(published.ContentItemId));
        Assert.Equal("保密审查情况：已审查；部门主要负责人审签情况：已审签", citizen.Page.QuerySelector(".cover__line")!.TextContent);
        Assert.Equal(["收入总计3,430.50 万元", "支出总计3,430.50 万元", "“三公”经费7.60 万元"], citizen.Page.QuerySelectorAll(".key-figures div").Select(f => f.TextContent));
        Assert.Equal(7, citizen.Page.QuerySelectorAll("table.data--ledger").Length);
        Assert.All(citizen.Page.QuerySelectorAll("table.data--ledger caption"), c => Assert.EndsWith("单位：万元", c.TextContent, StringComparison.Ordinal));
        Assert.Contains("本部门无政府性基金预算财政拨款收入", citizen.Text, StringComparison.Ordinal);
        var total = citizen.Page.QuerySelectorAll("section:has(#table-Expenditure) tr.data__total")[0];
        Assert.Equal(["", "合计", "3,418.37", "1,291.47", "2,126.90", "0.00", "0.00", "0.00"], total.Children.Select(c => c.TextContent));
        Assert.NotEmpty(citizen.Page.QuerySelectorAll(".toc a"));
        Assert.All(citizen.Page.QuerySelectorAll(".toc a"), a => Assert.NotNull(citizen.Page.GetElementById(a.GetAttribute("href")![1..])));

        // Its entry in the column shows the figures.
        await citizen.GoAsync("/columns/" + _bureau.Column("部门决算").Path);
        Assert.Contains(citizen.Page.QuerySelectorAll("article.item").Where(i => i.TextContent.Contains("县人社局2025年度部门决算", StringComparison.Ordinal)), i => i.TextContent.Contains("3,430.50", StringComparison.Ordinal));
    }

    private Task<Obligation> ClockAsync(string itemId) => _bureau.App.QueryAsync(db =>
        db.Set<Obligation>().AsNoTracking().Where(o => o.SubjectId == itemId && o.Kind == "finance-disclosure" && o.CancelledUtc == null).SingleAsync());
}
