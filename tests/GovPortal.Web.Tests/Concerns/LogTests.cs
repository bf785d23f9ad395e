using System.Text.Json.Nodes;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Supervision.InspectionTests;

namespace GovPortal.Web.Tests.Concerns;

/// <summary>日常舆情监测: one entry a day, gaps that show, and the limits that are data.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task A_quiet_day_takes_one_click_and_working_days_without_an_entry_are_gaps()
    {
        // The day after the national holiday; the 28th of September is a Monday.
        await using var office = await ConcernOffice.OpenAsync("2026-09-28 17:00");
        using var desk = await office.Bureau.SignedInAsync("office");
        await desk.GoAsync("/Admin/Concerns/Log");
        await desk.SubmitAsync("form[action*='Quiet']", []);
        Assert.Contains("无异常", desk.Text, StringComparison.Ordinal);
        await RunAsync(office.App);
        Assert.Empty(await StandingAsync(office.App, MonitoringInspection.Gap));

        // 29 and 30 September are working days; 1 to 7 October are not.
        office.App.Clock.Set("2026-10-08 09:00");
        await RunAsync(office.App);
        Assert.Equal(["2026-09-29没有舆情监测记录", "2026-09-30没有舆情监测记录"], (await StandingAsync(office.App, MonitoringInspection.Gap)).Select(p => p.Title).Order(StringComparer.Ordinal));
        var (keep, actor) = (office.App.Get<KeepMonitoringLog>(), await office.ActorAsync("office"));
        Assert.Equal(2, (await ReadAsync(office)).Gaps);
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, new DateOnly(2026, 9, 29), "", []), actor, default)).Succeeded);
        await RunAsync(office.App);
        Assert.Equal("2026-09-30没有舆情监测记录", Assert.Single(await StandingAsync(office.App, MonitoringInspection.Gap)).Title);
        var log = await ReadAsync(office);
        Assert.Equal((1, true), (log.Gaps, log.Days.Single(d => d.Day == new DateOnly(2026, 9, 29)).IsLater));
        Assert.Equal(31, log.Days.Count);
    }

    [Fact]
    public async Task A_day_with_concerns_is_not_quiet_and_names_them()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 17:00");
        var id = await office.RegisterAsync(found: "2026-11-23 08:00");
        var (keep, actor) = (office.App.Get<KeepMonitoringLog>(), await office.ActorAsync("office"));
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, null, "", []), actor, default)).Has("concern.log-not-quiet"));
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, null, "", ["someone-elses"]), actor, default)).Has("concern.log-concern"));
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, new DateOnly(2026, 11, 24), "有", []), actor, default)).Has("concern.log-day"));
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, new DateOnly(2026, 10, 23), "有", []), actor, default)).Has("concern.log-day"));
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, null, "网友王某发帖", [id]), actor, default)).Succeeded);
        Assert.True((await keep.HandleAsync(new LogDayCommand(office.AgencyId, null, "网友王某发帖，已登记", [id]), actor, default)).Succeeded);
        var entry = await office.App.QueryAsync(db => db.Set<MonitoringEntry>().AsNoTracking().SingleAsync());
        Assert.False(entry.IsQuiet);
        Assert.DoesNotContain("王某", entry.Note, StringComparison.Ordinal);
        using var desk = await office.Bureau.SignedInAsync("office");
        await desk.GoAsync("/Admin/Concerns/Log");
        Assert.Contains("网友王某发帖，已登记", desk.Text, StringComparison.Ordinal);
        Assert.NotNull(desk.Page.QuerySelector($"td a[href='/Admin/Concerns/{id}']"));
    }

    [Fact]
    public async Task Limits_of_grades_are_data_and_come_back_as_they_went_out()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 09:00");
        using var desk = await office.Bureau.SignedInAsync("office");
        await desk.GoAsync("/Admin/Concerns/Rules");
        await desk.SubmitAsync("form[data-guard]", new() { ["Input.Grades[0].Hours"] = "36" });
        Assert.Equal("/Admin/Concerns/Rules", desk.Url);
        var id = await office.RegisterAsync();
        Assert.Equal(ConcernOffice.Civil("2026-11-24 21:00"), (await office.ConcernAsync(id)).DueUtc);

        var step = Assert.Single(await office.App.QueryAsync(db => office.App.Get<IEnumerable<IRecipeExport>>().OfType<ConcernRulesExport>().Single().StepsAsync(db, default)));
        Assert.Equal(36, (int)step["rules"]!["grades"]![0]!["hours"]!);
        await desk.SubmitAsync("form[data-guard]", new() { ["Input.Grades[0].Hours"] = "0", ["Input.Grades[1].Basis"] = "" });
        Assert.Equal(2, desk.Page.QuerySelectorAll(".gp-field.is-invalid").Length);
        Assert.Equal(["$.rules.Grades concern.rule-grades"], await CheckAsync(new JsonObject { ["name"] = "ConcernRules", ["rules"] = new JsonObject { ["grades"] = new JsonArray() } }));
        Assert.Equal(["$.rules concern.rules-unreadable"], await CheckAsync(new JsonObject { ["name"] = "ConcernRules", ["rules"] = new JsonObject { ["hours"] = 5 } }));

        async Task<IEnumerable<string>> CheckAsync(JsonObject given)
        {
            var checking = office.App.Get<IEnumerable<IRecipeStep>>().OfType<ConcernRulesStep>().Single();
            return (await checking.CheckAsync(new RecipeStepContext(given, ".", Actor.System, Trusted: true, null), default)).Select(f => $"{f.Field} {f.Code}");
        }
    }

    private static async Task<MonitoringLog> ReadAsync(ConcernOffice office) => Testing.Bureau.Must(await office.App.Get<ReadMonitoringLog>().HandleAsync(null, await office.ActorAsync("office"), default));
}
