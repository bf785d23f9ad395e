using System.IO.Compression;
using System.Text.RegularExpressions;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>What people see of clocks and do with them: R77, the board, the month, the sheet, the subscription.</summary>
public sealed class BoardTests
{
    [Fact]
    public async Task A_breach_waits_for_its_reason_and_leaves_by_sheet_and_subscription()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var draft = Must(await bureau.DraftAsync(bureau.Article("机密草稿标题", formedOn: "2026-11-20")));
        await bureau.PublishedAsync(bureau.Article("已公开的一件", formedOn: "2026-11-20"));
        app.Clock.Set("2026-11-30 10:00");
        await app.TurnAsync();
        var clock = (await app.ClocksAsync("disclose")).Single(o => o.SubjectId == draft.ContentItemId);
        Assert.Equal(1, await app.EventsAsync(DeadlineEvents.Breached, draft.ContentItemId));

        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Deadlines?needs=reason");
        Assert.Contains("机密草稿标题", editor.Text, StringComparison.Ordinal);
        var sheet = await SheetAsync(editor, "/Admin/Deadlines?handler=Export&status=overdue");
        Assert.Contains("机密草稿标题", sheet, StringComparison.Ordinal);
        Assert.Contains("待说明原因", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("已公开的一件", sheet, StringComparison.Ordinal);

        await editor.GoAsync("/Admin/Deadlines?view=calendar&month=2026-11");
        Assert.Contains("2026年11月", editor.Text, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Deadlines?view=calendar&month=2026-11&day=2026-11-27");
        Assert.Contains("机密草稿标题", editor.Text, StringComparison.Ordinal);
        Assert.Contains("已公开的一件", editor.Text, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Deadlines?owner=me&q=机密");
        Assert.Contains("机密草稿标题", editor.Text, StringComparison.Ordinal);

        // R77: no reason, no end; the reason is the section's.
        foreach (var stranger in (string[])["stranger", "reviewer", "publisher"])
        {
            Assert.True((await app.Get<ExplainBreach>().HandleAsync(new ExplainBreachCommand(clock.Id, "代为说明"), await bureau.ActorAsync(stranger), default)).Has(Failure.NotAllowed), stranger);
        }
        await editor.GoAsync("/Admin/Deadlines/" + clock.Id);
        await editor.SubmitAsync("#explain", new() { ["Why"] = "  " });
        Assert.Contains("请写明原因", editor.Errors, StringComparison.Ordinal);
        await editor.SubmitAsync("#explain", new() { ["Why"] = "等待财政部门批复" });
        Assert.Contains("等待财政部门批复", editor.Text, StringComparison.Ordinal);
        Assert.True((await app.Get<ExplainBreach>().HandleAsync(new ExplainBreachCommand(clock.Id, "再说"), await bureau.ActorAsync("head"), default)).Has("obligation.explained-already"));
        Assert.Equal(1, await app.EventsAsync(DeadlineEvents.Explained));
        Assert.False(await app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().AnyAsync(e => e.Payload.Contains("财政部门"))));
        await editor.GoAsync("/Admin/Deadlines?needs=reason");
        Assert.DoesNotContain("机密草稿标题", editor.Text, StringComparison.Ordinal);

        // The subscription: no draft's title, and gone when it is ended.
        await editor.GoAsync("/Admin/Deadlines/Feeds");
        await editor.SubmitAsync("form:has(select[name=Target])");
        var address = Regex.Match(editor.Page.DocumentElement.OuterHtml, "/feeds/deadlines/[0-9a-f]{64}\\.ics").Value;
        using var anyone = app.Visitor();
        var ics = await (await anyone.GetRawAsync(address)).Content.ReadAsStringAsync();
        Assert.Contains("BEGIN:VEVENT", ics, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20261127", ics, StringComparison.Ordinal);
        Assert.DoesNotContain("机密", ics.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(address[17..81], await app.QueryAsync(db => db.Set<DeadlineFeed>().Select(f => f.SecretHash).SingleAsync()), StringComparison.Ordinal);
        var feed = await app.QueryAsync(db => db.Set<DeadlineFeed>().AsNoTracking().SingleAsync());
        Assert.True((await app.Get<ChangeFeed>().HandleAsync(new ChangeFeedCommand(FeedVerb.Revoke, feed.Id), await bureau.ActorAsync("stranger"), default)).Has(Failure.NotAllowed));
        var rotated = await app.Get<ChangeFeed>().HandleAsync(new ChangeFeedCommand(FeedVerb.Rotate, feed.Id), await bureau.ActorAsync("editor"), default);
        Assert.Equal(404, (int)(await anyone.GetRawAsync(address)).StatusCode);
        Assert.Equal(200, (int)(await anyone.GetRawAsync($"/feeds/deadlines/{rotated.Value}.ics")).StatusCode);
        Must(await app.Get<ChangeFeed>().HandleAsync(new ChangeFeedCommand(FeedVerb.Revoke, feed.Id), await bureau.ActorAsync("editor"), default));
        Assert.Equal(404, (int)(await anyone.GetRawAsync($"/feeds/deadlines/{rotated.Value}.ics")).StatusCode);

        // Whoever tries addresses is stopped after sixty a minute.
        app.Clock.Set("2026-12-01 12:00");
        for (var guess = 0; guess < 60; guess++) Assert.Equal(404, (int)(await anyone.GetRawAsync($"/feeds/deadlines/{guess:x64}.ics")).StatusCode);
        Assert.Equal(429, (int)(await anyone.GetRawAsync($"/feeds/deadlines/{60:x64}.ics")).StatusCode);
        app.Clock.Set("2026-12-01 12:02");
        Assert.Equal(404, (int)(await anyone.GetRawAsync($"/feeds/deadlines/{60:x64}.ics")).StatusCode);
    }

    private static async Task<string> SheetAsync(Visitor visitor, string url)
    {
        var response = await visitor.GetRawAsync(url);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType!.MediaType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.Entries.Single(e => e.FullName.Contains("/worksheets/", StringComparison.Ordinal)).Open());
        return await reader.ReadToEndAsync();
    }
}
