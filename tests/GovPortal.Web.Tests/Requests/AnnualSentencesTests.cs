using System.Text.Json.Nodes;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Requests.Features;
using GovPortal.Web.Tests.Concerns;
using GovPortal.Web.Tests.Decisions;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Requests;

/// <summary>What other modules count stands in the words of the annual report.</summary>
public sealed class AnnualSentencesTests
{
    [Fact]
    public async Task The_draft_tells_of_execution_concerns_media_and_training_with_their_figures()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 09:00");
        var (app, bureau) = (office.App, office.Bureau);
        await bureau.PublishedAsync("ExecutionMeasure", bureau.Measure("公开的任务", 40, null));
        var training = bureau.Article("业务培训班");
        training.Remove("HtmlBodyPart");
        training["TrainingRecord"] = new JsonObject
        {
            ["Kind"] = Text("举办"), ["HeldOn"] = Value("2026-11-18"), ["Organiser"] = Text("人事科"), ["Topic"] = Text("公开条例"), ["People"] = Value(46), ["Hours"] = Value(4), ["Attendees"] = Text("周雨晴、韩博"),
        };
        await bureau.PublishedAsync("TrainingRecord", training);
        var item = await bureau.PublishedAsync(bureau.Article("报纸刊发的信息"));
        var desk = await office.ActorAsync("office");
        Assert.True((await app.Get<RecordMedia>().SaveAsync(new RecordMediaCommand(null, item.ContentItemId, "澄溪日报", MediaForm.Newspaper, new DateOnly(2026, 11, 20), ""), desk, default)).Succeeded);
        var answered = await office.RegisterAsync();
        await office.RegisterAsync();
        Assert.True((await app.Get<CloseConcern>().HandleAsync(new ConcernRef(answered), ConcernOutcome.All.First(o => o is { IsAnswer: true, AfterPublished: false }).Code, "已回复", desk, default)).Succeeded);

        app.Clock.Set("2027-01-08 02:00");
        var (agency, section) = (office.AgencyId, bureau.Organisation.Sections.First(s => s.Name == "办公室").Id);
        var make = app.Get<MakeAnnualReport>();
        var made = Must(await make.HandleAsync(agency, false, 2026, bureau.Column("年度报告").Id, section, desk, default));
        var html = (string)JsonNode.Parse(await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == made.VersionId).Select(v => v.Data).SingleAsync()))!["HtmlBodyPart"]!["Html"]!;
        var paragraphs = html.Split("<p>").Where(p => p.StartsWith('（')).ToList();
        Assert.Contains(paragraphs, p => p.StartsWith("（一）主动公开情况。", StringComparison.Ordinal) && p.Contains("公开政策执行任务1项的措施、步骤和进展，其中年内完成0项。", StringComparison.Ordinal)
            && p.Contains("收集处置政务舆情2件，回应社会关切1件，其中在规定时限内回应1件。", StringComparison.Ordinal));
        Assert.Contains(paragraphs, p => p.StartsWith("（四）政府信息公开平台建设情况。通过报刊、电视、网站等1家媒体刊发政府信息1篇次。（请填写", StringComparison.Ordinal));
        Assert.Contains(paragraphs, p => p.StartsWith("（五）监督保障情况。举办政务公开业务培训1场、46人次。（请填写", StringComparison.Ordinal));
        Assert.DoesNotContain("周雨晴", html, StringComparison.Ordinal);

        // A year of which there is nothing to tell says nothing of it.
        var before = Must(await make.HandleAsync(agency, false, 2025, bureau.Column("年度报告").Id, section, desk, default));
        var quiet = await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == before.VersionId).Select(v => v.Data).SingleAsync());
        foreach (var word in new[] { "政策执行任务", "社会关切", "篇次", "业务培训" }) Assert.DoesNotContain(word, quiet, StringComparison.Ordinal);
    }

    private static JsonObject Value(JsonNode value) => new() { ["Value"] = value };

    private static JsonObject Text(string text) => new() { ["Text"] = text };
}
