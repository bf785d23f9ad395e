using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using GovPortal.AdminUi.Lists;
using GovPortal.Decisions.Features;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;
using static GovPortal.Web.Tests.Supervision.InspectionTests;

namespace GovPortal.Web.Tests.Decisions;

/// <summary>政策执行台账: every task that is in work or public, how it stands, and what falls behind.</summary>
public sealed class ExecutionTests
{
    [Fact]
    public async Task A_task_stands_in_the_ledger_from_its_draft_until_it_is_taken_down()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-07-01 10:00");
        var draft = await bureau.DraftAsync("ExecutionMeasure", Task(bureau, "培训任务", 20));
        Assert.Equal(("尚未公开", 20, 1, "开班"), await OneAsync());
        await bureau.PublishAsync(draft);
        Assert.Equal(("已公开", 20, 1, "开班"), await OneAsync());
        // Lists show its text, not its figures and the heads of its table.
        Assert.Equal("正文内容，供测试使用。", await app.QueryAsync(db => db.Set<ContentIndexRow>().Where(r => r.ContentItemId == draft.ContentItemId && r.IsPublished).Select(r => r.Summary).SingleAsync()));

        app.Clock.Set("2026-08-03 10:00");
        var second = await bureau.DraftAsync("ExecutionMeasure", Task(bureau, "培训任务", 55, "2026-07-20"), draft.ContentItemId);
        Assert.Equal(("有新草稿", 55, 2, "考核发证"), await OneAsync());
        Assert.True((await app.Get<DiscardDraft>().HandleAsync(new DiscardDraftCommand(second.VersionId), await bureau.ActorAsync("editor"), default)).Succeeded);
        Assert.Equal(("已公开", 20, 1, "开班"), await OneAsync());
        await bureau.PublishedAsync("ExecutionMeasure", Task(bureau, "培训任务", 60, "2026-07-20"), draft.ContentItemId);

        // Each month stands with its last version; a rebuild finds the same.
        var view = Must(await app.Get<ReadExecution>().HandleAsync(draft.ContentItemId, await bureau.ActorAsync("editor"), default));
        Assert.Equal([(7, 20, 1), (8, 60, 2)], view.Months.Select(m => (m.Month.Month, m.Progress, m.StepsDone)));
        await app.Get<Reindex>().HandleAsync(null, default);
        Assert.Equal(("已公开", 60, 2, "考核发证"), await OneAsync());
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Execution/" + draft.ContentItemId);
        Assert.Contains("晚5天完成", editor.Text, StringComparison.Ordinal);
        Assert.Contains("2026年8月", editor.Text, StringComparison.Ordinal);

        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(draft.ContentItemId, "content-error", "撤下"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        Assert.Equal(0, await app.QueryAsync(db => db.Set<ExecutionTask>().CountAsync()));
        Assert.True((await app.Get<ReadExecution>().HandleAsync(draft.ContentItemId, await bureau.ActorAsync("editor"), default)).Has("execution.unknown"));

        async Task<(string, int, int, string?)> OneAsync()
        {
            var one = Assert.Single((await ListAsync(bureau, "editor")).Rows);
            return (one.Publication, one.Task.Progress, one.Task.StepsDone, one.Task.NextStep);
        }
    }

    [Fact]
    public async Task The_board_is_filtered_sorted_counted_by_section_and_exported()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-11-23 10:00");
        await bureau.DraftAsync("ExecutionMeasure", Task(bureau, "逾期的任务", 20));
        await bureau.DraftAsync("ExecutionMeasure", Planned(bureau, "月底的任务", 70, "2026-11-30", "县委2026年工作要点"));
        await bureau.DraftAsync("ExecutionMeasure", Planned(bureau, "明年的任务", 10, "2027-03-31"));
        var done = Planned(bureau, "做完的任务", 100, "2026-11-30");
        done["ExecutionMeasure"]!["CompletedOn"] = new JsonObject { ["Value"] = "2026-11-20" };
        await bureau.DraftAsync("ExecutionMeasure", done);

        var all = await ListAsync(bureau, "editor");
        Assert.Equal(["逾期的任务", "月底的任务", "明年的任务", "做完的任务"], all.Rows.Select(r => r.Row.Title));
        Assert.Equal(new SectionTasks(bureau.Column("就业政策").SectionId, 4, 1, 1), Assert.Single(all.Sections));
        Assert.Equal([2027, 2026], all.Years);
        foreach (var (light, title) in new[] { (ExecutionLight.Late, "逾期的任务"), (ExecutionLight.DueThisMonth, "月底的任务"), (ExecutionLight.OnPlan, "明年的任务"), (ExecutionLight.Done, "做完的任务") })
        {
            var row = Assert.Single((await ListAsync(bureau, "office", new ExecutionFilter(Light: light))).Rows);
            Assert.Equal((title, light), (row.Row.Title, row.LightOn(all.Today)));
        }
        Assert.Equal(["月底的任务"], (await ListAsync(bureau, "editor", new ExecutionFilter(Source: "县委2026年工作要点"))).Rows.Select(r => r.Row.Title));
        Assert.Equal(["明年的任务"], (await ListAsync(bureau, "editor", new ExecutionFilter(Year: 2027))).Rows.Select(r => r.Row.Title));
        Assert.Equal(["明年的任务", "逾期的任务"], (await ListAsync(bureau, "editor", list: new ListQuery { Sort = "progress", PageSize = 2 })).Rows.Select(r => r.Row.Title));
        Assert.Equal(4, (await ListAsync(bureau, "editor", list: new ListQuery { Sort = "next", Desc = true, PageSize = 2, Page = 2 })).Total);

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Execution?light=late");
        Assert.Contains("逾期的任务", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("明年的任务", office.Text, StringComparison.Ordinal);
        using var file = await office.GetRawAsync("/Admin/Execution?handler=Export&year=2026");
        using var book = SpreadsheetDocument.Open(await file.Content.ReadAsStreamAsync(), isEditable: false);
        var text = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.InnerText;
        Assert.Contains("县委2026年工作要点", text, StringComparison.Ordinal);
        Assert.DoesNotContain("明年的任务", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_read_a_task_sees_it_and_nobody_else()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-11-23 10:00");
        var draft = await bureau.DraftAsync("ExecutionMeasure", Task(bureau, "草稿中的任务", 20));
        foreach (var who in "editor editor2 head stranger otherhead reviewer leader office publisher admin".Split(' '))
        {
            var may = who is not ("stranger" or "otherhead");
            Assert.Equal(may ? 1 : 0, (await ListAsync(bureau, who)).Total);
            Assert.Equal(!may, (await app.Get<ReadExecution>().HandleAsync(draft.ContentItemId, await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed));
            using var visitor = await bureau.SignedInAsync(who == "admin" ? "office" : who);
            if (who == "admin") continue;
            await visitor.GoAsync("/Admin/Execution");
            Assert.Equal(may, visitor.Text.Contains("草稿中的任务", StringComparison.Ordinal));
            using var page = await visitor.GetRawAsync("/Admin/Execution/" + draft.ContentItemId);
            Assert.Equal(may, page.IsSuccessStatusCode);
        }
    }

    // The step «开班» is planned for 15 July.
    [Theory]
    [InlineData("2026-07-14", false)]
    [InlineData("2026-07-15", false)]
    [InlineData("2026-07-16", true)]
    public async Task A_step_at_the_edge_of_its_day(string day, bool isLate)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-07-01 10:00");
        var draft = await bureau.DraftAsync("ExecutionMeasure", Task(bureau, "培训任务", 20));
        app.Clock.Set(day + " 02:00");
        await RunAsync(app);
        var late = await StandingAsync(app, ExecutionInspection.Late);
        Assert.Equal(isLate, late.Count == 1);
        Assert.Equal(isLate, (await ListAsync(bureau, "editor", new ExecutionFilter(Light: ExecutionLight.Late))).Total == 1);
        if (!isLate) return;
        Assert.Equal((draft.ContentItemId, bureau.Column("就业政策").SectionId, "/Admin/Execution/" + draft.ContentItemId), (late[0].SubjectId, late[0].SectionId, late[0].Url));
        Assert.Contains("开班", late[0].Evidence, StringComparison.Ordinal);
        // With its actual day it is mended.
        await bureau.DraftAsync("ExecutionMeasure", Task(bureau, "培训任务", 40, day), draft.ContentItemId);
        await RunAsync(app);
        Assert.Empty(await StandingAsync(app, ExecutionInspection.Late));
    }

    [Theory]
    [InlineData("2026-10-31", false)]
    [InlineData("2026-11-01", false)]
    [InlineData("2026-11-02", true)]
    public async Task A_task_nobody_reports_on_at_the_edge_of_three_months(string day, bool isSilent)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-08-01 10:00");
        await bureau.DraftAsync("ExecutionMeasure", Planned(bureau, "明年的任务", 10, "2027-03-31"));
        var done = Planned(bureau, "做完的任务", 100, "2026-11-30");
        done["ExecutionMeasure"]!["CompletedOn"] = new JsonObject { ["Value"] = "2026-07-20" };
        await bureau.DraftAsync("ExecutionMeasure", done);
        app.Clock.Set(day + " 02:00");
        await RunAsync(app);
        Assert.Equal(isSilent ? ["明年的任务"] : [], (await StandingAsync(app, ExecutionInspection.Silent)).Select(p => p.Title));
    }

    [Fact]
    public async Task The_month_and_the_year_are_counted()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var agency = bureau.Organisation.Agencies[0].Id;
        app.Clock.Set("2026-10-08 10:00");
        await bureau.DraftAsync("ExecutionMeasure", Planned(bureau, "没有公开的任务", 10, "2026-10-20"));
        var draft = await bureau.PublishedAsync("ExecutionMeasure", Planned(bureau, "公开的任务", 10, "2026-12-31"));
        Assert.Equal("月末在办任务 2", await LinesAsync(202610));
        app.Clock.Set("2026-11-23 10:00");
        var done = Planned(bureau, "公开的任务", 100, "2026-12-31");
        done["ExecutionMeasure"]!["CompletedOn"] = new JsonObject { ["Value"] = "2026-11-20" };
        done["ExecutionMeasure"]!["Steps"]!["Rows"]![0]!["actual"] = "2026-11-20";
        await bureau.PublishedAsync("ExecutionMeasure", done, draft.ContentItemId);
        // What was late at the end of October stays so, whatever comes after.
        Assert.Equal("月末在办任务 2、逾期未完成任务 1", await LinesAsync(202610));
        Assert.Equal("月末在办任务 1、本月完成任务 1、逾期未完成任务 1", await LinesAsync(202611));
        var figures = app.Get<ExecutionFigures>();
        Assert.Equal(["公开政策执行任务1项的措施、步骤和进展，其中年内完成1项。"], (await app.QueryAsync(db => figures.OfAsync(db, [agency], 2026, default))).Select(s => s.Text));
        Assert.Empty(await app.QueryAsync(db => figures.OfAsync(db, [agency], 2025, default)));

        async Task<string> LinesAsync(int month)
        {
            var view = Must(await app.Get<ReadSummary>().HandleAsync(agency, month, await bureau.ActorAsync("office"), default));
            return string.Join('、', view.Figures.Lines.Where(l => l.Group == "政策执行").Select(l => $"{l.Title} {l.Count}"));
        }
    }

    private static JsonObject Task(Bureau bureau, string title, int progress, string? opened = null)
    {
        var data = bureau.Measure(title, progress, null);
        data["DisclosurePart"]!["FormedOn"] = "2026-06-30";
        if (opened is not null) data["ExecutionMeasure"]!["Steps"]!["Rows"]![1]!["actual"] = opened;
        return data;
    }

    /// <summary>A task of one step that is planned for the task's own day.</summary>
    private static JsonObject Planned(Bureau bureau, string title, int progress, string due, string? source = null)
    {
        var data = bureau.Measure(title, progress, null);
        data["DisclosurePart"]!["FormedOn"] = "2026-06-30";
        var measure = data["ExecutionMeasure"]!;
        measure["DueOn"] = new JsonObject { ["Value"] = due };
        measure["Steps"]!["Rows"] = new JsonArray(new JsonObject { ["step"] = "完成", ["planned"] = due, ["actual"] = null });
        if (source is not null) measure["TaskSource"] = new JsonObject { ["Text"] = source };
        return data;
    }

    private static async Task<ExecutionBoard> ListAsync(Bureau bureau, string who, ExecutionFilter? filter = null, ListQuery? list = null) =>
        await bureau.App.Get<ListExecution>().HandleAsync(list ?? new ListQuery(), filter ?? new ExecutionFilter(), await bureau.ActorAsync(who), default);
}
