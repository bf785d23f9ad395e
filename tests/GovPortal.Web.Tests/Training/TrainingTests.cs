using System.Text.Json;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using GovPortal.Training;
using GovPortal.Training.Features;
using GovPortal.Training.Model;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Web.Tests.Decisions;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Training;

/// <summary>培训台账: sessions, people and hours of a year; names for those alone who may see them.</summary>
public sealed class TrainingTests
{
    [Fact]
    public async Task The_ledger_counts_a_year_by_kind_and_holds_no_names()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-11-23 10:00");
        await RecordAsync(bureau, "上半年培训班", "举办", "2026-05-21", 46, 12, "周雨晴、韩博");
        await RecordAsync(bureau, "保密审查培训", "举办", "2026-10-16", 20, 3.5m, "周雨晴");
        var third = await RecordAsync(bureau, "全市培训", "参加", "2026-11-09", 2, 8, "韩博");
        await RecordAsync(bureau, "去年的培训", "举办", "2025-12-31", 30, 6, "韩博");

        var list = await ListAsync(bureau, "editor", new TrainingFilter(2026));
        Assert.Equal(["全市培训", "保密审查培训", "上半年培训班"], list.Rows.Select(r => r.Row.Title));
        Assert.Equal([new KindTotal("举办", 2, 66, 15.5), new KindTotal("参加", 1, 2, 8)], list.Totals.OrderByDescending(t => t.Sessions));
        Assert.Equal([2026, 2025], list.Years);
        Assert.Equal((4, 1, 1), ((await ListAsync(bureau, "office", new TrainingFilter())).Total, (await ListAsync(bureau, "office", new TrainingFilter(2026, "参加"))).Total, (await ListAsync(bureau, "office", new TrainingFilter(2025))).Total));
        Assert.Equal(0, (await ListAsync(bureau, "stranger", new TrainingFilter())).Total);

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Training");
        Assert.Contains("保密审查培训", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("去年的培训", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("周雨晴", office.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("周雨晴", await SheetAsync(office, "/Admin/Training?handler=Export&year=all"), StringComparison.Ordinal);

        Assert.True((await app.Get<DiscardDraft>().HandleAsync(new DiscardDraftCommand(third.VersionId), await bureau.ActorAsync("editor"), default)).Succeeded);
        Assert.Equal(2, (await ListAsync(bureau, "editor", new TrainingFilter(2026))).Total);
    }

    [Fact]
    public async Task Hours_of_each_person_are_for_those_who_may_see_names()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-11-23 10:00");
        await RecordAsync(bureau, "上半年培训班", "举办", "2026-05-21", 46, 12, "周雨晴、韩博");
        await RecordAsync(bureau, "保密审查培训", "举办", "2026-10-16", 20, 3.5m, "周雨晴（办公室）、韩 博、周雨晴");
        await RecordAsync(bureau, "没有名单的培训", "参加", "2026-11-09", 2, 8, "各科室信息员");
        await RecordAsync(bureau, "去年的培训", "举办", "2025-12-31", 30, 6, "韩博");
        foreach (var who in "editor editor2 head stranger otherhead reviewer leader office publisher admin".Split(' '))
        {
            var actor = await bureau.ActorAsync(who);
            var hours = await app.Get<ReadHours>().HandleAsync(2026, actor, default);
            var export = await app.Get<ReadHours>().ExportAsync(2026, actor, default);
            Assert.True(who is "head" or "otherhead" or "office" ? hours.Succeeded && export.Succeeded : hours.Has(Failure.NotAllowed) && export.Has(Failure.NotAllowed), who);
            // Another section's head holds the right in that section alone.
            if (hours.Succeeded) Assert.Equal(who == "otherhead" ? [] : [new PersonHours("周雨晴", 2, 15.5), new PersonHours("韩博", 2, 15.5)], hours.Value!.People);
            if (who == "office") Assert.Equal((3, 1, false), (hours.Value!.Records, hours.Value.Unnamed, hours.Value.IsCut));
        }

        // An office whose people stand in one section reads all of them.
        Must(await app.Get<CreateUser>().HandleAsync(new CreateUserCommand("desk", "测试desk", [new MembershipSpec("Office", bureau.Organisation.Agencies[0].Id, bureau.Organisation.Sections.First(s => s.Name == "办公室").Id)], Password: Password, Trusted: true), Kernel.Access.Actor.System, default));
        Assert.Equal(2, Must(await app.Get<ReadHours>().HandleAsync(2026, await bureau.ActorAsync("desk"), default)).People.Count);

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Training/Hours");
        Assert.Contains("周雨晴", office.Text, StringComparison.Ordinal);
        Assert.Contains("有 1 条记录没有可以识别的姓名", office.Text, StringComparison.Ordinal);
        Assert.Contains("韩博", await SheetAsync(office, "/Admin/Training/Hours?year=2026&handler=Export"), StringComparison.Ordinal);
        using var editor = await bureau.SignedInAsync("editor");
        using var refused = await editor.GetRawAsync("/Admin/Training/Hours");
        Assert.Equal(403, (int)refused.StatusCode);

        var events = await app.QueryAsync(db => db.Set<PortalEvent>().AsNoTracking().ToListAsync());
        Assert.Equal(4, events.Count(e => e.Kind == TrainingEvents.HoursExported));
        Assert.All(events, e => Assert.DoesNotContain("周雨晴", JsonSerializer.Serialize(e, Readable), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_month_and_the_year_are_counted()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var agency = bureau.Organisation.Agencies[0].Id;
        app.Clock.Set("2026-11-23 10:00");
        await bureau.PublishAsync(await RecordAsync(bureau, "保密审查培训", "举办", "2026-11-01", 20, 3, "周雨晴"));
        await bureau.PublishAsync(await RecordAsync(bureau, "全市培训", "参加", "2026-10-31", 2, 8, "韩博"));
        await RecordAsync(bureau, "没有公开的培训", "举办", "2026-11-20", 5, 3, "");
        var lines = Must(await app.Get<ReadSummary>().HandleAsync(agency, 202611, await bureau.ActorAsync("office"), default)).Figures.Lines.Where(l => l.Group == "队伍建设");
        Assert.Equal(["举办培训 2", "举办培训人次 25"], lines.Select(l => $"{l.Title} {l.Count}"));
        var figures = app.Get<TrainingFigures>();
        Assert.Equal(["举办政务公开业务培训1场、20人次，参加政务公开业务培训1场、2人次。"], (await app.QueryAsync(db => figures.OfAsync(db, [agency], 2026, default))).Select(s => s.Text));
        Assert.Empty(await app.QueryAsync(db => figures.OfAsync(db, [agency], 2024, default)));
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<VersionRef> RecordAsync(Bureau bureau, string title, string kind, string day, int people, decimal hours, string names)
    {
        var data = bureau.Article(title, formedOn: "2026-11-20");
        data.Remove("HtmlBodyPart");
        data["TrainingRecord"] = new JsonObject
        {
            ["Kind"] = Text(kind), ["HeldOn"] = Value(day), ["Organiser"] = Text("人事科"), ["Topic"] = Text("公开条例"), ["People"] = Value(people), ["Hours"] = Value(hours), ["Attendees"] = Text(names),
        };
        return await bureau.DraftAsync(TrainingData.Type, data);
    }

    private static JsonObject Value(JsonNode value) => new() { ["Value"] = value };

    private static JsonObject Text(string text) => new() { ["Text"] = text };

    private static async Task<TrainingLedger> ListAsync(Bureau bureau, string who, TrainingFilter filter) =>
        await bureau.App.Get<ListTraining>().HandleAsync(new ListQuery(), filter, await bureau.ActorAsync(who), default);

    private static async Task<string> SheetAsync(Visitor visitor, string url)
    {
        using var file = await visitor.GetRawAsync(url);
        using var book = SpreadsheetDocument.Open(await file.Content.ReadAsStreamAsync(), isEditable: false);
        return book.WorkbookPart!.WorksheetParts.Single().Worksheet!.InnerText;
    }
}
