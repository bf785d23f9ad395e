using System.Net;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Jobs;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Feedback.LetterOffice;

namespace GovPortal.Web.Tests.Feedback;

/// <summary>Corrections go to who answers for the page; contacts are forgotten in time; items are judged useful or not.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public async Task A_correction_of_an_item_goes_to_its_section_at_once()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var item = await bureau.PublishedAsync(bureau.Article("有错别字的公告"));
        using var citizen = app.Visitor();
        await citizen.GoAsync(await bureau.PathAsync(item.ContentItemId));
        await citizen.GoAsync(citizen.Page.QuerySelector("a[href^='/corrections/new']")!.GetAttribute("href")!);
        Assert.Contains("有错别字的公告", citizen.Page.QuerySelector(".letter-form__page")!.TextContent, StringComparison.Ordinal);
        await citizen.SubmitAsync("form.letter-form", new() { ["text"] = "第一段" });
        Assert.Contains("请选择问题类型", citizen.Page.QuerySelector("#letter-kind-error")!.TextContent, StringComparison.Ordinal);
        await citizen.SubmitAsync("form.letter-form", new() { ["kind"] = "typo" });
        var receipt = ReceiptOn(citizen);
        Assert.StartsWith("JC-", receipt, StringComparison.Ordinal);
        var letter = await bureau.LetterAsync(receipt);
        Assert.Equal((LetterState.Assigned, bureau.Section("就业服务中心"), item.ContentItemId, "typo"), (letter.State, letter.SectionId, letter.ContentItemId, letter.CorrectionKind));
        Assert.Equal("2026-11-25", Day(letter.DueUtc));
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin");
        Assert.Contains("纠错：有错别字的公告", editor.Text, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Letters/" + letter.Id);
        await editor.SubmitAsync("form[action*='handler=Return']", new() { ["Reason"] = "公告由财务科起草" }, "give-back");
        Assert.Contains("已退回办公室", editor.Text, StringComparison.Ordinal);
        letter = await bureau.LetterAsync(receipt);
        Assert.Equal((LetterState.Received, (string?)null, "2026-11-25"), (letter.State, letter.SectionId, Day(letter.DueUtc)));
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetRawAsync("/Admin/Letters/" + letter.Id)).StatusCode);
        // A grave error: one working day from Friday.
        Assert.True((await app.Get<DispatchLetter>().HandleAsync(new DispatchLetterCommand(letter.Id, bureau.Section("财务科"), IsWeighty: true, ""), await bureau.ActorAsync("office"), default)).Succeeded);
        Assert.Equal("2026-11-23", Day((await bureau.LetterAsync(receipt)).DueUtc));
        using var told = await bureau.TrackAsync(receipt, "/corrections/track");
        Assert.Contains("办理中", told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?url=/search?q=a", "/search")]
    [InlineData("?url=/no/such/page", "/no/such/page")]
    [InlineData("?url=https://evil.example/x", null)]
    [InlineData("?url=//evil.example", null)]
    [InlineData("?url=/%5Cevil.example", null)]
    [InlineData("?item=zzzz", null)]
    [InlineData("?item=40000000000000000000000000", null)]
    public async Task A_correction_of_anything_else_goes_to_the_office(string query, string? path)
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var letter = await bureau.LetterAsync(await bureau.CorrectAsync(query));
        Assert.Equal((LetterState.Received, (string?)null, path), (letter.State, letter.SectionId, letter.PagePath));
    }

    [Fact]
    public async Task A_draft_can_not_be_named_and_a_column_goes_to_who_answers_for_it()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var draft = Bureau.Must(await bureau.DraftAsync(bureau.Article("未公开的草稿")));
        using var citizen = app.Visitor();
        await citizen.GoAsync("/corrections/new?item=" + draft.ContentItemId);
        Assert.DoesNotContain("未公开的草稿", citizen.Text, StringComparison.Ordinal);
        Assert.Null((await bureau.LetterAsync(await bureau.CorrectAsync("?item=" + draft.ContentItemId))).ContentItemId);
        var column = bureau.Organisation.Columns.First(c => !c.IsGroup && c.SectionId is not null && c.SectionMeaning == Kernel.Organisation.SectionMeaning.Named && bureau.Organisation.IsPublic(c));
        var letter = await bureau.LetterAsync(await bureau.CorrectAsync("?url=/columns/" + column.Path, "栏目里有一条链接失效", "link"));
        Assert.Equal((column.Id, column.SectionId), (letter.ColumnId, letter.SectionId));
        var inside = bureau.Column("督查通报");
        await citizen.GoAsync("/corrections/new?url=/columns/" + inside.Path);
        Assert.DoesNotContain("督查通报", citizen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wrote_is_forgotten_some_days_after_the_end_and_the_answer_stays()
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync("Portal:Feedback:KeepContactDays=30"));
        await using var app = bureau.App;
        var (letter, office) = (await bureau.AssignedAsync(), await bureau.ActorAsync("office"));
        Assert.True((await app.Get<EndLetter>().SendAsync(letter.Id, "已答复内容", office, default)).Succeeded);
        app.Clock.Set("2026-12-20 09:00");
        await app.SweepAsync();
        Assert.NotNull((await bureau.LetterAsync(letter.Code)).Contact);
        app.Clock.Set("2026-12-20 11:00");
        await app.SweepAsync();
        var after = await bureau.LetterAsync(letter.Code);
        Assert.Null(after.Contact);
        Assert.NotNull(after.ContactErasedUtc);
        Assert.Equal("letter.contact-erased", (await bureau.EventsOfAsync(letter.Id))[^1].Kind);
        Assert.Empty(await app.QueryAsync(db => db.Set<DueJob>().Where(j => j.Kind == "letter-erase" && (j.DoneUtc == null || j.LastError != null)).ToListAsync()));
        using var told = await bureau.TrackAsync(letter.Code);
        Assert.Contains("已答复内容", told.Text, StringComparison.Ordinal);
        Assert.True((await app.Get<SeeWriter>().HandleAsync(letter.Id, office, default)).Has("letter.no-contact"));
    }

    [Fact]
    public async Task A_reader_says_once_a_day_whether_an_item_was_useful_and_why_not()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var item = await bureau.PublishedAsync(bureau.Article("难懂的指南"));
        using var reader = app.Visitor();
        var path = await bureau.PathAsync(item.ContentItemId);
        await reader.GoAsync(path);
        await reader.SubmitAsync("form.useful", new() { ["useful"] = "no" });
        Assert.Equal(HttpStatusCode.OK, reader.Response.StatusCode);
        Assert.Contains("感谢您的反馈", reader.Text, StringComparison.Ordinal);
        await reader.SubmitAsync("form[action='/feedback/useful/why']", new() { ["text"] = "" });
        Assert.Contains("请写一句哪里不好", reader.Errors, StringComparison.Ordinal);
        await reader.SubmitAsync("form[action='/feedback/useful/why']", new() { ["text"] = "没有写地址" });
        var letter = await bureau.LetterAsync(ReceiptOn(reader));
        Assert.Equal((LetterKind.Correction, "other", bureau.Section("就业服务中心")), (letter.Kind, letter.CorrectionKind, letter.SectionId));
        for (var i = 0; i < 3; i++)
        {
            await reader.GoAsync(path);
            await reader.SubmitAsync("form.useful", new() { ["useful"] = "yes" });
            Assert.Contains("感谢您的反馈", reader.Text, StringComparison.Ordinal);
        }
        Assert.Equal((0, 1), await CountedAsync(app, item.ContentItemId));
        app.Clock.Set("2026-11-21 09:00");
        await reader.GoAsync(path);
        await reader.SubmitAsync("form.useful", new() { ["useful"] = "yes" });
        Assert.Equal((1, 1), await CountedAsync(app, item.ContentItemId));
        Assert.Equal(2, await app.QueryAsync(db => db.Set<UsefulCount>().CountAsync(u => u.ContentItemId == item.ContentItemId)));
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Useful");
        Assert.Contains("50%", office.Page.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("难懂的指南", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        using var stranger = await bureau.SignedInAsync("stranger");
        await stranger.GoAsync("/Admin/Useful");
        Assert.DoesNotContain("难懂的指南", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_readers_of_one_item_are_one_row()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var item = await bureau.PublishedAsync(bureau.Article("大家都看的公告"));
        var count = app.Get<CountUseful>();
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => count.HandleAsync(item.ContentItemId, n % 4 != 0, IPAddress.Parse($"203.0.113.{n}"), default)));
        Assert.Equal((30, 10), await CountedAsync(app, item.ContentItemId));
        Assert.Equal(1, await app.QueryAsync(db => db.Set<UsefulCount>().CountAsync(u => u.ContentItemId == item.ContentItemId)));
    }

    private static async Task<(int, int)> CountedAsync(PortalApp app, string id)
    {
        var rows = await app.QueryAsync(db => db.Set<UsefulCount>().Where(u => u.ContentItemId == id).ToListAsync());
        return (rows.Sum(r => r.Yes), rows.Sum(r => r.No));
    }

    private static async Task<Bureau> OpenAsync() => await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());
}
