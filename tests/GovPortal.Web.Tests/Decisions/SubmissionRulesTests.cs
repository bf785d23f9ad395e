using System.Text.Json.Nodes;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Decisions;

/// <summary>What the author is told at submission, at the field, in Chinese.</summary>
public sealed class SubmissionRulesTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Theory]
    [InlineData("2026-11-25", "2026-11-24", "consultation.closes-before-opens", "征求意见截止日期早于开始日期")]
    [InlineData("2026-11-25", "2026-11-25", "consultation.shorter-than-a-day", "征求意见不足一日")]
    public async Task A_consultation_with_impossible_days_is_not_submitted(string opens, string closes, string code, string text)
    {
        var draft = await _bureau.DraftAsync("Consultation", _bureau.Consultation("起止时间不对的办法", opens, closes));
        await RefusedAsync(draft, ("Consultation.ClosesOn.Value", code));
        using var editor = await _bureau.SignedInAsync("editor");
        Assert.Contains(text, (await editor.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_waits_for_the_end_of_the_consultation_it_names()
    {
        var running = await _bureau.PublishedAsync("Consultation", _bureau.Consultation("正在征求意见的办法", "2026-11-20", "2026-12-10"));
        await RefusedAsync(await _bureau.DraftAsync("AdoptionReport", _bureau.Report("提前反馈", running.ContentItemId, 0, 0, 0, 0, 0)), ("AdoptionReport.Consultation.ContentItemIds", "adoption.consultation-not-closed"));
        var unpublished = await _bureau.DraftAsync("Consultation", _bureau.Consultation("没有发布的办法", "2026-11-20", "2026-12-10"));
        await RefusedAsync(await _bureau.DraftAsync("AdoptionReport", _bureau.Report("没有发布", unpublished.ContentItemId, 0, 0, 0, 0, 0)), ("AdoptionReport.Consultation.ContentItemIds", "adoption.consultation-not-published"));
        await RefusedAsync(await _bureau.DraftAsync("AdoptionReport", _bureau.Report("没有选择", null, 0, 0, 0, 0, 0)), ("AdoptionReport.Consultation.ContentItemIds", "content.required"));
        var over = await _bureau.PublishedAsync("Consultation", _bureau.Consultation("早已结束的办法", "2026-10-01", "2026-10-31"));
        await RefusedAsync(await _bureau.DraftAsync("AdoptionReport", _bureau.Report("数字不对", over.ContentItemId, 5, 2, 1, 1, 0)), ("AdoptionReport.Received.Value", "adoption.counts-do-not-add-up"));
    }

    [Fact]
    public async Task A_decision_names_its_consultation_or_says_why_there_was_none()
    {
        var over = await _bureau.PublishedAsync("Consultation", _bureau.Consultation("已经征求过意见的办法", "2026-10-01", "2026-10-30"));
        await RefusedAsync(await _bureau.DraftAsync("Decision", _bureau.Decision("没有征求意见", null, null)), ("Decision.Consultation.ContentItemIds", "decision.consultation-or-exemption"));
        await RefusedAsync(await _bureau.DraftAsync("Decision", _bureau.Decision("自相矛盾", over.ContentItemId, "涉及工作秘密")), ("Decision.ExemptionReason.Text", "decision.consulted-and-exempt"));
        var exempt = await _bureau.PublishedAsync("Decision", _bureau.Decision("应急预案的决定", null, "部分内容属于工作秘密"));
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(exempt.ContentItemId));
        Assert.Contains("因涉密等原因未公开征求意见", citizen.Text, StringComparison.Ordinal);
        Assert.Contains("部分内容属于工作秘密", citizen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measure_shows_plan_against_actual_and_is_complete_in_all_its_places()
    {
        await RefusedAsync(await _bureau.DraftAsync("ExecutionMeasure", _bureau.Measure("自相矛盾的任务", 100, null)), ("ExecutionMeasure.CompletedOn.Value", "execution.complete-without-date"));
        await RefusedAsync(await _bureau.DraftAsync("ExecutionMeasure", _bureau.Measure("没有做完的任务", 100, "2026-11-19")), ("ExecutionMeasure.Steps.Rows", "execution.steps-open"));
        var measure = await _bureau.PublishedAsync("ExecutionMeasure", _bureau.Measure("职业技能培训任务", 60, null));
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(measure.ContentItemId));
        Assert.Equal(["60", "66"], citizen.Page.QuerySelectorAll("progress").Select(p => p.GetAttribute("value")));
        Assert.Equal(["逾期完成", "逾期未完成", "尚未到期"], citizen.Page.QuerySelectorAll("table.data tbody tr").Select(r => r.QuerySelectorAll("td")[3].TextContent));
    }

    private async Task RefusedAsync(VersionRef draft, (string Field, string Code) expected)
    {
        var result = await _bureau.SubmitAsync(draft.VersionId);
        Assert.Equal([expected], result.Failures.Select(f => (f.Field!, f.Code)));
    }
}
