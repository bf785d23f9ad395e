using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Feedback.LetterOffice;

namespace GovPortal.Web.Tests.Feedback;

/// <summary>An inquiry from the form to the answer, as citizen, office and section see it.</summary>
public sealed class InquiryTests
{
    [Fact]
    public async Task A_question_is_dispatched_drafted_returned_and_answered_and_the_receipt_tells_each_time()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var receipt = await bureau.AskAsync();
        Assert.Matches("^ZX(-[0-9A-HJKMNP-TV-Z]{4}){4}$", receipt);
        Assert.Contains("已收到", await ToldAsync(bureau, receipt), StringComparison.Ordinal);
        var letter = await bureau.LetterAsync(receipt);
        // Received on Friday the 20th: five working days end on Friday the 27th.
        Assert.Equal("2026-11-27", Day(letter.DueUtc));

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin");
        Assert.Contains("待分办的咨询和纠错", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("社保卡", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Letters");
        Assert.Contains("社保卡补办", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Letters/" + letter.Id);
        Assert.Contains(Question, office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Dispatch']", new() { ["SectionId"] = "" });
        Assert.Contains("请选择承办科室", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Dispatch']", new() { ["SectionId"] = bureau.Section("就业服务中心"), ["Note"] = "请于本周内答复" });
        Assert.Contains("已分办", office.Text, StringComparison.Ordinal);
        var told = await ToldAsync(bureau, receipt);
        Assert.Contains("办理中", told, StringComparison.Ordinal);
        Assert.Contains("就业服务中心", told, StringComparison.Ordinal);
        Assert.Contains("2026-11-27", told, StringComparison.Ordinal);

        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin");
        Assert.Contains("待答复的咨询和纠错", editor.Text, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Letters/" + letter.Id);
        Assert.Null(editor.Page.QuerySelector("button[value=send]"));
        await editor.SubmitAsync("form[action*='handler=Answer']", new() { ["Answer"] = "" }, "draft");
        Assert.Contains("请填写答复内容", editor.Errors, StringComparison.Ordinal);
        await editor.SubmitAsync("form[action*='handler=Answer']", new() { ["Answer"] = "请到大厅办理。" }, "draft");
        Assert.DoesNotContain("请到大厅", await ToldAsync(bureau, receipt), StringComparison.Ordinal);

        await office.GoAsync("/Admin/Letters/" + letter.Id);
        await office.SubmitAsync("form[action*='handler=Return']", new() { ["Reason"] = "请写明地址和材料" }, "return");
        Assert.Contains("已退回科室修改", office.Text, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Letters/" + letter.Id);
        Assert.Contains("请写明地址和材料", editor.Text, StringComparison.Ordinal);
        await editor.SubmitAsync("form[action*='handler=Answer']", new() { ["Answer"] = "请带身份证到县政务服务中心<b>二楼</b>办理。" }, "draft");

        await office.GoAsync("/Admin/Letters/" + letter.Id);
        await office.SubmitAsync("form[action*='handler=Answer']", buttonValue: "send");
        Assert.Contains("已答复", office.Text, StringComparison.Ordinal);
        told = await ToldAsync(bureau, receipt);
        Assert.Contains("请带身份证到县政务服务中心<b>二楼</b>办理。", told, StringComparison.Ordinal);
        Assert.Contains("已答复", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Question, told, StringComparison.Ordinal);

        var events = await bureau.EventsOfAsync(letter.Id);
        Assert.Equal(
            ["deadline.started", "letter.inquiry-received", "letter.dispatched", "letter.drafted", "letter.returned", "letter.drafted", "deadline.met", "letter.answered"],
            events.Select(e => e.Kind));
        var steps = await app.QueryAsync(db => db.Set<LetterStep>().Where(s => s.LetterId == letter.Id).OrderBy(s => s.Number).Select(s => s.Kind).ToListAsync());
        Assert.Equal(["received", "dispatched", "drafted", "returned", "drafted", "answered"], steps);
    }

    [Fact]
    public async Task A_refused_form_has_every_reason_at_its_field_and_what_was_typed()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        using var citizen = app.Visitor();
        await citizen.GoAsync("/inquiries/new");
        await citizen.SubmitAsync("form.letter-form", new() { ["subject"] = "", ["text"] = "<script>alert(1)</script>\n第二行", ["name"] = "\"><b>某人", ["phone"] = "打我电话", ["publish"] = "yes" });
        Assert.Equal(422, (int)citizen.Response.StatusCode);
        Assert.Equal("no-store", citizen.Response.Headers.CacheControl!.ToString());
        Assert.Contains("请填写主题", citizen.Page.QuerySelector("#letter-subject-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("电话号码的格式不对", citizen.Page.QuerySelector("#letter-phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["#letter-subject", "#letter-phone"], citizen.Page.QuerySelectorAll("[role=alert] a").Select(a => a.GetAttribute("href")));
        Assert.Equal("<script>alert(1)</script>\n第二行", citizen.Page.QuerySelector("#letter-text")!.TextContent);
        Assert.Equal("\"><b>某人", citizen.Page.QuerySelector("#letter-name")!.GetAttribute("value"));
        Assert.True(citizen.Page.QuerySelector("#letter-publish")!.HasAttribute("checked"));
        Assert.Empty(citizen.Page.QuerySelectorAll("main script, main b"));
        await citizen.SubmitAsync("form.letter-form", new() { ["subject"] = "补办", ["phone"] = Phone });
        var letter = await bureau.LetterAsync(ReceiptOn(citizen));
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Letters/" + letter.Id);
        Assert.Contains("<script>alert(1)</script>", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(office.Page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert(1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_inquiry_from_a_page_says_which_and_prefills_nothing_else()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var item = await bureau.PublishedAsync(bureau.Article("稳岗返还办法"));
        using var citizen = app.Visitor();
        await citizen.GoAsync("/inquiries/new?item=" + item.ContentItemId + "&text=%E5%B9%BF%E5%91%8A");
        Assert.Contains("稳岗返还办法", citizen.Page.QuerySelector(".letter-form__page")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", citizen.Page.QuerySelector("#letter-text")!.TextContent);
        await citizen.SubmitAsync("form.letter-form", Inquiry());
        var letter = await bureau.LetterAsync(ReceiptOn(citizen));
        Assert.Equal((item.ContentItemId, "稳岗返还办法", (string?)null), (letter.ContentItemId, letter.PageTitle, letter.SectionId));
        var column = bureau.Column("就业政策");
        var about = await bureau.LetterAsync(await bureau.AskAsync(new(Inquiry("问栏目")) { ["column"] = column.Path }));
        Assert.Equal((column.Id, (string?)null), (about.ColumnId, about.SectionId));
        Assert.Equal(LetterState.Received, about.State);
    }

    [Fact]
    public async Task A_difficult_question_has_the_longer_limit_from_the_same_day_and_one_clock()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var letter = await bureau.LetterAsync(await bureau.AskAsync());
        var done = await app.Get<DispatchLetter>().HandleAsync(new DispatchLetterCommand(letter.Id, bureau.Section("就业服务中心"), IsWeighty: true, ""), await bureau.ActorAsync("office"), default);
        Assert.True(done.Succeeded);
        // Fifteen working days after Friday 2026-11-20.
        Assert.Equal("2026-12-11", Day((await bureau.LetterAsync(letter.Code)).DueUtc));
        var clocks = await app.QueryAsync(db => app.Get<Kernel.Organisation.IObligations>().OfAsync(db, letter.Id, default));
        Assert.Equal(("15wd", "inquiry-reply"), (clocks.Single().Rule, clocks.Single().Kind));
        Assert.Contains("国办发〔2017〕47号", clocks.Single().Basis, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_is_late_is_marked_filtered_and_first()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var letter = await bureau.AssignedAsync("逾期的咨询");
        app.Clock.Set("2026-11-30 10:00");
        var fresh = await bureau.AskAsync(Inquiry("新来的咨询"));
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Letters?overdue=yes");
        Assert.Contains("逾期的咨询", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("新来的咨询", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Letters");
        var rows = office.Page.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("逾期的咨询", rows[0], StringComparison.Ordinal);
        Assert.Contains("已逾期", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("已逾期", rows[1], StringComparison.Ordinal);
        await office.GoAsync("/Admin/Letters?kind=correction");
        Assert.Empty(office.Page.QuerySelectorAll("tbody tr"));
        await office.GoAsync("/Admin/Letters?q=" + fresh.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));
        Assert.Contains("新来的咨询", Assert.Single(office.Page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Letters?section=" + bureau.Section("就业服务中心"));
        Assert.Contains("逾期的咨询", Assert.Single(office.Page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin");
        Assert.Contains("已逾期，应于 2026-11-27 前答复", editor.Text, StringComparison.Ordinal);
        Assert.Equal(letter.Id, (await bureau.LetterAsync(letter.Code)).Id);
    }

    [Fact]
    public async Task A_clock_that_is_extended_moves_the_day_of_the_list()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var letter = await bureau.LetterAsync(await bureau.AskAsync());
        await using (var tx = await app.Get<Kernel.Data.PortalTransactions>().BeginAsync(default))
        {
            Assert.True((await app.Get<Kernel.Organisation.IObligations>().ExtendAsync(tx, letter.Id, "inquiry-reply", 2, "需要核实", "system", default)).Succeeded);
            await tx.CommitAsync(default);
        }
        await app.Get<OnceEventPump>().CatchUpAsync(default);
        Assert.Equal("2026-12-01", Day((await bureau.LetterAsync(letter.Code)).DueUtc));
    }

    [Fact]
    public async Task A_closed_letter_tells_why_and_needs_no_answer_any_more()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var letter = await bureau.LetterAsync(await bureau.AskAsync());
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Letters/" + letter.Id);
        await office.SubmitAsync("form[action*='handler=Close']", new() { ["CloseReason"] = "" });
        Assert.Contains("请选择原因", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Close']", new() { ["CloseReason"] = "other-body" });
        Assert.Contains("请写明来信人应当向哪里反映", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Close']", new() { ["CloseReason"] = "other-body", ["CloseNote"] = "请向县医保局反映" });
        Assert.Contains("已办结", office.Text, StringComparison.Ordinal);
        var told = await ToldAsync(bureau, letter.Code);
        Assert.Contains("不属于本机关职责", told, StringComparison.Ordinal);
        Assert.Contains("请向县医保局反映", told, StringComparison.Ordinal);
        Assert.Equal("deadline.cancelled", (await bureau.EventsOfAsync(letter.Id))[^2].Kind);
        await office.GoAsync("/Admin/Letters");
        Assert.DoesNotContain(letter.Code, office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Letters?state=closed");
        Assert.Contains(letter.Code, office.Text, StringComparison.Ordinal);
        var actor = await bureau.ActorAsync("office");
        Assert.True((await app.Get<EndLetter>().SendAsync(letter.Id, "答复", actor, default)).Has("letter.wrong-state"));
    }

    [Fact]
    public async Task An_answered_question_becomes_a_draft_of_a_public_reply_once_and_only_with_consent()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (office, letter) = (await bureau.ActorAsync("office"), await bureau.AssignedAsync());
        Assert.True((await app.Get<DraftPublicReply>().HandleAsync(letter.Id, null, office, default)).Has("letter.not-answered"));
        Assert.True((await app.Get<EndLetter>().SendAsync(letter.Id, "请到政务服务中心补办。", office, default)).Succeeded);
        using var page = await bureau.SignedInAsync("office");
        await page.GoAsync("/Admin/Letters/" + letter.Id);
        await page.SubmitAsync("form[action*='handler=Reply']");
        Assert.StartsWith("/Admin/Content/Edit/", page.Url, StringComparison.Ordinal);
        var reply = (await bureau.LetterAsync(letter.Code)).ReplyItemId!;
        var draft = await app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.ContentItemId == reply));
        Assert.Equal((Kernel.Publishing.VersionState.Draft, "社保卡补办"), (draft.State, draft.DisplayText));
        Assert.Contains("请到政务服务中心补办。", draft.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(Who, draft.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, draft.Data, StringComparison.Ordinal);
        Assert.True((await app.Get<DraftPublicReply>().HandleAsync(letter.Id, bureau.Column("咨询回复").Id, office, default)).Has("letter.reply-drafted-already"));
        var silent = Inquiry("不愿公开");
        silent.Remove("publish");
        var other = await bureau.LetterAsync(await bureau.AskAsync(silent));
        Assert.False(other.MayPublish);
        Assert.True((await app.Get<EndLetter>().SendAsync(other.Id, "答复", office, default)).Succeeded);
        Assert.True((await app.Get<DraftPublicReply>().HandleAsync(other.Id, bureau.Column("咨询回复").Id, office, default)).Has("letter.no-consent"));
    }

    [Fact]
    public async Task Answers_in_public_are_listed_with_the_ways_to_ask_and_to_follow()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        using var reader = app.Visitor();
        await reader.GoAsync("/");
        await reader.GoAsync(reader.Page.QuerySelector("footer a[href='/inquiries/new']")!.GetAttribute("href")!);
        await reader.GoAsync(reader.Page.QuerySelector("main a[href='/inquiries']")!.GetAttribute("href")!);
        Assert.Contains("还没有公开的答复", reader.Text, StringComparison.Ordinal);
        var letter = await bureau.AssignedAsync();
        var office = await bureau.ActorAsync("office");
        Assert.True((await app.Get<EndLetter>().SendAsync(letter.Id, "请到政务服务中心补办。", office, default)).Succeeded);
        var draft = Bureau.Must(await app.Get<DraftPublicReply>().HandleAsync(letter.Id, bureau.Column("咨询回复").Id, office, default));
        await app.CatchUpAsync();
        await reader.GoAsync("/inquiries");
        Assert.DoesNotContain("社保卡补办", reader.Text, StringComparison.Ordinal);
        Bureau.Must(await bureau.SubmitAsync(draft.VersionId, "office"));
        var section = (await app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.VersionId))).SectionId!;
        Bureau.Must(await app.Get<Users.Features.CreateUser>().HandleAsync(new Users.Features.CreateUserCommand(
            "replyhead", "答复科室负责人", [new Users.Model.MembershipSpec("SectionHead", bureau.Organisation.Agencies[0].Id, section)], Password: Bureau.Password, Trusted: true), Kernel.Access.Actor.System, default));
        Bureau.Must(await bureau.DecideAsync(draft.VersionId, "section-head", "replyhead"));
        Bureau.Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await bureau.PublishAsync(draft.VersionId));
        await app.CatchUpAsync();
        await reader.GoAsync("/inquiries");
        Assert.Contains("社保卡补办", reader.Text, StringComparison.Ordinal);
        Assert.NotNull(reader.Response.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetRawAsync("/inquiries?page=2")).StatusCode);
    }

    [Fact]
    public async Task A_limit_is_data_and_a_wrong_one_is_refused_by_name()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        static string Recipe(string kind, string rule, string basis) => new JsonObject
        {
            ["name"] = "x",
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "ReplyLimits", ["kinds"] = new JsonObject { [kind] = new JsonObject { ["rule"] = rule, ["basis"] = basis } } }),
        }.ToJsonString();
        Task<Kernel.Results.Result<Kernel.Recipes.RecipeReport>> RunAsync(string json) =>
            app.Get<Kernel.Recipes.RunRecipe>().HandleAsync(new Kernel.Recipes.RunRecipeCommand(json, "x.json", Path.GetTempPath(), Trusted: true), Kernel.Access.Actor.System, null, default);
        foreach (var (kind, rule, basis) in new[] { ("inquiries", "5wd", "依据"), ("inquiry", "five", "依据"), ("inquiry", "on-change", "依据"), ("inquiry", "min30d", "依据"), ("inquiry", "5wd", "") })
        {
            var refused = await RunAsync(Recipe(kind, rule, basis));
            Assert.Equal("letter.bad-limit", refused.Failures.Single().Code);
        }
        Assert.True((await RunAsync(Recipe("inquiry", "7wd", "某文〔2026〕1号"))).Succeeded);
        var letter = await bureau.LetterAsync(await bureau.AskAsync());
        Assert.Equal("2026-12-01", Day(letter.DueUtc));
        using var citizen = app.Visitor();
        await citizen.GoAsync("/inquiries/new");
        Assert.Contains("一般在7个工作日内答复", citizen.Text, StringComparison.Ordinal);
        var exported = (await app.Get<IEnumerable<Kernel.Recipes.IRecipeExport>>().OfType<ReplyLimitsExport>().Single().StepsAsync(app.Get<IDbContextFactory<Kernel.Data.PortalDbContext>>().CreateDbContext(), default)).Single();
        Assert.Equal("7wd", (string?)exported["kinds"]!["inquiry"]!["rule"]);
    }

    private static async Task<Bureau> OpenAsync() => await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());

    private static async Task<string> ToldAsync(Bureau bureau, string receipt)
    {
        using var citizen = await bureau.TrackAsync(receipt);
        Assert.Equal(HttpStatusCode.OK, citizen.Response.StatusCode);
        return citizen.Page.QuerySelector(".letter-track")!.TextContent;
    }
}
