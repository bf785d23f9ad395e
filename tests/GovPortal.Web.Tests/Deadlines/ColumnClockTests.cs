using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>Columns owe updates and periods; so do duties.</summary>
public sealed class ColumnClockTests
{
    [Fact]
    public async Task Freshness_runs_from_publication_to_publication()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await app.TurnAsync();
        var wanted = bureau.Organisation.Columns.Count(c => !c.IsGroup && bureau.Organisation.IsPublic(c) && c.FreshnessRule?.StartsWith("every", StringComparison.Ordinal) == true);
        Assert.True(wanted > 3);
        Assert.Equal(wanted, (await app.ClocksAsync("freshness")).Count);
        var column = bureau.Column("就业政策");
        await SetRuleAsync(app, column.Id, c => c.FreshnessRule = "every1mo");
        Assert.Equal("2026-12-20 23:59", (await RunningAsync(app, column.Id)).Due());

        app.Clock.Set("2026-12-10 10:00");
        await bureau.PublishedAsync(bureau.Article("关于就业补贴的通知", formedOn: "2026-12-09"));
        Assert.Equal("2027-01-10 23:59", (await RunningAsync(app, column.Id)).Due());
        await bureau.PublishedAsync(bureau.Article("同一天的第二件", formedOn: "2026-12-09"));
        Assert.Equal("2027-01-10 23:59", (await RunningAsync(app, column.Id)).Due());

        app.Clock.Set("2027-01-11 10:00");
        await app.TurnAsync();
        Assert.Equal(1, await app.EventsAsync(DeadlineEvents.Breached, column.Id));
        await bureau.PublishedAsync(bureau.Article("迟到的一件", formedOn: "2027-01-08"));
        Assert.Equal("2027-02-11 23:59", (await RunningAsync(app, column.Id)).Due());
        Assert.True((await app.ClocksAsync("freshness")).Single(o => o.SubjectId == column.Id && o.DueUtc < o.MetUtc).NextSignalUtc is null);

        await SetRuleAsync(app, column.Id, c => c.FreshnessRule = "every3mo");
        Assert.Equal("2027-04-11 23:59", (await RunningAsync(app, column.Id)).Due());
        await SetRuleAsync(app, column.Id, c => c.IsClosed = true);
        Assert.DoesNotContain(await app.ClocksAsync("freshness"), o => o.SubjectId == column.Id && o.MetUtc is null && o.CancelledUtc is null);
        var before = await app.EventsAsync(DeadlineEvents.Started);
        await app.Get<ReconcileColumnClocks>().HandleAsync(default);
        Assert.Equal(before, await app.EventsAsync(DeadlineEvents.Started));
    }

    [Fact]
    public async Task Every_period_has_its_clock_and_a_missed_one_stays_beside_the_next()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        await SetRuleAsync(app, column.Id, c => c.DeadlineRule = "dom29");
        await app.TurnAsync();
        Assert.Equal(["2026-11-27 23:59"], await PeriodsAsync(app, column.Id, open: true));
        Assert.Equal(["2026-11-27 23:59"], await PeriodsAsync(app, "monthly-summary", open: true));

        app.Clock.Set("2026-11-25 10:00");
        await bureau.PublishedAsync(bureau.Article("十一月的一件", formedOn: "2026-11-24"));
        Assert.Empty(await PeriodsAsync(app, column.Id, open: true));

        // Nothing runs until February.
        app.Clock.Set("2027-02-03 10:00");
        await app.TurnAsync();
        Assert.Equal(["2026-12-29 23:59", "2027-01-29 23:59", "2027-02-26 23:59"], await PeriodsAsync(app, column.Id, open: true));
        Assert.Equal(2, await app.EventsAsync(DeadlineEvents.Breached, column.Id));
        await bureau.PublishedAsync(bureau.Article("二月的一件", formedOn: "2027-02-02"));
        Assert.Equal(["2026-12-29 23:59", "2027-01-29 23:59"], await PeriodsAsync(app, column.Id, open: true));

        // The office closes the duty's missed periods by hand, with a note.
        Assert.Equal(4, (await PeriodsAsync(app, "monthly-summary", open: true)).Count);
        var missed = (await app.ClocksAsync("duty"))[0];
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Duties");
        Assert.Contains("政务公开情况月度汇总", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Deadlines/" + missed.Id);
        await office.SubmitAsync("form[data-guard]", new() { ["Note"] = "" });
        Assert.Contains("请写明原因", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Note"] = "系统停用，汇总已线下报送" });
        Assert.Contains("本期已办结", office.Text, StringComparison.Ordinal);
        var closed = (await app.ClocksAsync("duty")).Single(o => o.Id == missed.Id);
        Assert.True(closed.MetUtc > closed.DueUtc && closed.ExplainedUtc is not null);

        using var editor = await bureau.SignedInAsync("editor");
        Assert.Equal(403, (int)(await editor.GoAsync("/Admin/Duties")).Response.StatusCode);

        // What is no longer asked for: the missed ones stay, what is to come is given up.
        await office.GoAsync("/Admin/Duties?edit=monthly-summary");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.IsActive"] = "" });
        Assert.Equal(["2026-12-29 23:59", "2027-01-29 23:59"], await PeriodsAsync(app, "monthly-summary", open: true));
    }

    private static async Task SetRuleAsync(PortalApp app, string columnId, Action<Column> set)
    {
        await using (var tx = await app.Get<PortalTransactions>().BeginAsync(default))
        {
            set(await tx.Db.Set<Column>().SingleAsync(c => c.Id == columnId));
            tx.Append(new EventDraft(OrganisationEvents.ColumnsChanged, "system"));
            await tx.CommitAsync(default);
        }
        await app.TurnAsync();
    }

    private static async Task<Obligation> RunningAsync(PortalApp app, string columnId) =>
        Assert.Single(await app.ClocksAsync("freshness"), o => o.SubjectId == columnId && o.MetUtc is null && o.CancelledUtc is null);

    private static Task<List<string>> PeriodsAsync(PortalApp app, string subject, bool open) => app.QueryAsync(async db =>
        (await db.Set<Obligation>().AsNoTracking().Where(o => o.SubjectId == subject && (o.Kind == "periodic" || o.Kind == "duty") && (!open || (o.MetUtc == null && o.CancelledUtc == null)))
            .OrderBy(o => o.DueUtc).ToListAsync()).ConvertAll(o => o.Due()));
}
