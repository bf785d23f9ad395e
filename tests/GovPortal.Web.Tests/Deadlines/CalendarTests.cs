using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>The notice of 2027 arrives: what was 暂定 becomes final, on every node.</summary>
public sealed class CalendarTests
{
    // Invented for the test; the real notice was not known when it was written.
    private const string Notice = """
        国务院办公厅关于2027年部分节假日安排的通知
        一、元旦：1月1日（周五）至3日（周日）放假，共3天。
        二、春节：2月5日（农历除夕前一天、周五）至11日放假。
        """;

    private const string Notice2027 = """
        国务院办公厅关于2027年部分节假日安排的通知
        现将2027年元旦、春节放假调休日期的具体安排通知如下。
        一、元旦：1月1日（周五）至3日（周日）放假，共3天。
        二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
        """;

    [Fact]
    public async Task A_pasted_notice_is_previewed_applied_and_every_open_clock_derived_anew()
    {
        await using var app = await PortalApp.StartAsync();
        await using var other = await app.SecondNodeAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-12-28 10:00");
        await app.OpenAsync("r1", "5wd", "2026-12-28");
        await app.OpenAsync("r2", "20wd", "2027-01-20");
        await app.OpenAsync("r3", "20d", "2027-01-20");
        await app.OpenAsync("r4", "2wd", "2026-12-28");
        Assert.Equal(("2027-01-04 23:59", true), ((await app.ClockAsync("r1")).Due(), (await app.ClockAsync("r1")).Provisional));

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Calendar/Import");
        await office.SubmitAsync("form[enctype]", new() { ["Input.Text"] = Notice });
        Assert.Contains("农历除夕前一天", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[enctype]", new() { ["Input.Text"] = Notice2027 });
        Assert.Contains("2027-02-14", office.Text, StringComparison.Ordinal);
        Assert.Contains("2 个正在计算的时限改变", office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("#apply", new() { ["Input.Why"] = "国办发明电〔2026〕测试号" });
        Assert.Contains("放假安排已公布", office.Text, StringComparison.Ordinal);

        Assert.Equal(("2027-01-05 23:59", false), ((await app.ClockAsync("r1")).Due(), (await app.ClockAsync("r1")).Provisional));
        var second = await app.ClockAsync("r2");
        Assert.Equal(("2027-02-22 23:59", false), (second.Due(), second.Provisional));
        Assert.Equal(2, await app.EventsAsync(DeadlineEvents.Rederived));
        Assert.Equal(1, await app.EventsAsync(CalendarFollower.Changed));
        Assert.True(app.Get<Calendars>().Current.IsAnnounced(2027));
        await other.CatchUpAsync();
        Assert.Equal(app.Get<Calendars>().Current.Version, other.Get<Calendars>().Current.Version);

        // Twice is once.
        var again = await app.Get<ImportCalendar>().HandleAsync(new ImportCalendarCommand(Notice2027, "再次", Trusted: true), Kernel.Access.Actor.System, default);
        Assert.True(again.Value!.ChangesNothing);
        Assert.Equal(1, await app.QueryAsync(db => db.Set<CalendarChange>().CountAsync()));

        // A day of the county's own, set and taken back.
        await office.GoAsync("/Admin/Calendar?year=2027");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Date"] = "2027-01-05", ["Input.Name"] = "县庆", ["Input.Kind"] = "rest", ["Input.Why"] = "" });
        Assert.Contains("请写明依据或原因", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Date"] = "2027-01-05", ["Input.Name"] = "县庆", ["Input.Kind"] = "rest", ["Input.Why"] = "县政府通知" });
        Assert.Equal("2027-01-06 23:59", (await app.ClockAsync("r1")).Due());
        await office.SubmitAsync(".gp-inline-form", new() { ["Input.Why"] = "通知撤销" });
        Assert.Equal("2027-01-05 23:59", (await app.ClockAsync("r1")).Due());
        Assert.Equal([1, 2, 3], await app.QueryAsync(db => db.Set<CalendarChange>().OrderBy(c => c.Number).Select(c => c.Number).ToListAsync()));

        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Calendar");
        Assert.Equal(403, (int)editor.Response.StatusCode);
        // A node that starts later knows it all.
        await using var third = await app.SecondNodeAsync();
        Assert.Equal(app.Get<Calendars>().Current.Version, third.Get<Calendars>().Current.Version);
    }
}
