using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using GovPortal.Decisions.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Decisions;

/// <summary>A consultation from its publication to the decision, by the people who would do it.</summary>
public sealed class ConsultationTests
{
    private const string Name = "欧阳秀英", Phone = "13912345678", Email = "ouyangxiuying@citizen.example";
    private readonly Lines _log = new();

    [Fact]
    public async Task A_consultation_goes_from_its_draft_to_the_decision()
    {
        await using var app = await PortalApp.StartOpenedAsync(s => s.AddLogging(b => b.ClearProviders().AddProvider(_log)), "Logging:LogLevel:Default=Debug", "Logging:LogLevel:Microsoft.EntityFrameworkCore=Debug", "Logging:LogLevel:Microsoft.AspNetCore=Debug");
        var bureau = await OpenAsync(app);
        const string title = "就业补助办法（征求意见稿）";
        var id = (await bureau.PublishedAsync("Consultation", bureau.Consultation(title, "2026-11-23", "2026-12-10"))).ContentItemId;
        var path = await bureau.PathAsync(id);

        // Before its first day nobody can comment.
        using var citizen = app.Visitor();
        Assert.Contains("征求意见尚未开始", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        Assert.Null(citizen.Page.QuerySelector("form.comment-form"));
        Assert.Contains("2026-11-23", await RefusedPostAsync(app, id, 422), StringComparison.Ordinal);

        // It opens by itself at midnight.
        await bureau.ComeAsync("2026-11-23 00:00");
        Assert.Equal([("system", id)], (await bureau.EventsAsync("consultation.opened")).Select(e => (e.ActorId, e.SubjectId!)));
        await citizen.GoAsync(path);
        Assert.Contains("正在征求意见", citizen.Text, StringComparison.Ordinal);
        Assert.Contains("还剩 17 天", citizen.Text, StringComparison.Ordinal);
        Assert.Contains("0600-5550105", citizen.Text, StringComparison.Ordinal);
        Assert.NotNull(citizen.Response.Headers.ETag);
        await CommentAsync(citizen, path, "建议延长申领期限\n第二行", Name, Phone, Email);
        await bureau.ComeAsync("2026-11-25 09:00");
        foreach (var text in (string[])["建议把申领期限延长到一年", "补贴标准应当提高一倍", "兼职招聘日结三百"]) await CommentAsync(citizen, path, text);
        await bureau.ComeAsync("2026-12-10 23:59");
        Assert.Contains("今天截止", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        await CommentAsync(citizen, path, "请问社保卡在哪里补办");
        await RefuseReportAsync(bureau, id, "征求意见到2026-12-10才结束");

        // It closes by itself; what was typed is given back.
        await bureau.ComeAsync("2026-12-11 00:00");
        Assert.Single(await bureau.EventsAsync("consultation.closed"));
        Assert.Contains("征求意见已结束", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        Assert.Null(citizen.Page.QuerySelector("form.comment-form"));
        var refused = await RefusedPostAsync(app, id, 422);
        Assert.Contains("征求意见已于2026-12-10结束", refused, StringComparison.Ordinal);
        Assert.Contains("来晚了的意见", refused, StringComparison.Ordinal);
        // One month from the closing day; the tenth of January is a Sunday and stays.
        var clock = Assert.Single(await ClocksAsync(bureau, id));
        Assert.Equal((new DateOnly(2026, 12, 10), "2027-01-10", ObligationStatus.Pending), (clock.From, clock.DueUtc.ToCivil().ToString("yyyy-MM-dd"), clock.Status));

        await HandleAsync(bureau, id, title);
        var reportId = await ReportAsync(bureau, id);
        Assert.Equal(ObligationStatus.Met, Assert.Single(await ClocksAsync(bureau, id)).Status);

        var decision = await bureau.PublishedAsync("Decision", bureau.Decision("关于印发就业补助办法的决定", id, null));
        string[] paths = [path, await bureau.PathAsync(reportId), await bureau.PathAsync(decision.ContentItemId)];
        foreach (var page in paths)
        {
            await citizen.GoAsync(page);
            var line = citizen.Page.QuerySelector(".stages")!;
            Assert.Equal(4, line.QuerySelectorAll("li.stage--done").Length);
            Assert.Equal(paths.Where(p => p != page).Order(), line.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Distinct().Order());
        }
        // What the pages know of their line is what a rebuilt index knows.
        var lines = await LinesAsync(app);
        await app.Get<Kernel.Indexing.Reindex>().HandleAsync(null, default);
        Assert.Equal(lines, await LinesAsync(app));
        Assert.Equal(3, lines.Count);

        await NobodyIsNamedAsync(app, [.. paths, "/", "/search?q=" + Uri.EscapeDataString("就业补助办法"), $"/consultations/{id}/received?code=" + await ReceiptAsync(app)]);

        // What is taken down leaves the others' line in the same moment.
        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(reportId, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await app.CatchUpAsync();
        Assert.Single((await citizen.GoAsync(paths[2])).Page.QuerySelectorAll("li.stage--todo"));
        Assert.DoesNotContain(citizen.Page.QuerySelectorAll("a"), a => a.GetAttribute("href") == paths[1]);
        Assert.Equal(ObligationStatus.Pending, Assert.Single(await ClocksAsync(bureau, id)).Status);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-01-31", "2026-02-28")]
    [InlineData("2026-08-01", "2026-08-31", "2026-09-30")]
    [InlineData("2026-09-01", "2026-09-15", "2026-10-15")]
    public async Task The_report_is_due_one_calendar_month_after_the_last_day(string opens, string closes, string due)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var id = (await bureau.PublishedAsync("Consultation", bureau.Consultation("已经结束的办法", opens, closes))).ContentItemId;
        Assert.Equal(due, Assert.Single(await ClocksAsync(bureau, id)).DueUtc.ToCivil().ToString("yyyy-MM-dd"));
    }

    [Fact]
    public async Task A_later_last_day_opens_the_consultation_again_and_moves_the_report()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var id = (await bureau.PublishedAsync("Consultation", bureau.Consultation("延期的办法", "2026-11-10", "2026-11-30"))).ContentItemId;
        await bureau.ComeAsync("2026-12-01 00:00");
        Assert.Equal("2026-12-30", Assert.Single(await ClocksAsync(bureau, id)).DueUtc.ToCivil().ToString("yyyy-MM-dd"));
        await bureau.PublishedAsync("Consultation", bureau.Consultation("延期的办法", "2026-11-10", "2026-12-20"), id);
        using var citizen = app.Visitor();
        await CommentAsync(citizen, await bureau.PathAsync(id), "延期以后的意见");
        Assert.Equal("2027-01-20", Assert.Single(await ClocksAsync(bureau, id)).DueUtc.ToCivil().ToString("yyyy-MM-dd"));
        await bureau.ComeAsync("2026-12-21 00:00");
        Assert.Equal(2, (await bureau.EventsAsync("consultation.closed")).Count);
        Assert.Equal("2027-01-20", Assert.Single(await ClocksAsync(bureau, id)).DueUtc.ToCivil().ToString("yyyy-MM-dd"));
    }

    /// <summary>The section's desk: list, spam, one and many, contact, workbook.</summary>
    private static async Task HandleAsync(Bureau bureau, string id, string title)
    {
        using (var stranger = await bureau.SignedInAsync("stranger"))
        {
            Assert.DoesNotContain(title, (await stranger.GoAsync("/Admin/Consultations")).Text, StringComparison.Ordinal);
            Assert.Equal(403, (int)(await stranger.GetRawAsync($"/Admin/Consultations/{id}")).StatusCode);
            Assert.Equal(403, (int)(await stranger.GetRawAsync($"/Admin/Consultations/{id}?handler=Export")).StatusCode);
        }
        using (var publisher = await bureau.SignedInAsync("publisher")) Assert.Equal(403, (int)(await publisher.GetRawAsync("/Admin/Consultations")).StatusCode);
        using (var office = await bureau.SignedInAsync("office")) Assert.Contains(title, (await office.GoAsync("/Admin/Consultations?state=closed")).Text, StringComparison.Ordinal);

        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Consultations");
        Assert.Equal(["5", "5"], editor.Page.QuerySelectorAll("tbody td.gp-num").Select(c => c.TextContent.Trim()));
        await editor.GoAsync($"/Admin/Consultations/{id}");
        Assert.DoesNotContain(Name, editor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, editor.Page.Source.Text, StringComparison.Ordinal);

        // The contact, by need; the look is on record and names nobody.
        var first = await IdOfAsync(bureau, "建议延长申领期限");
        var button = editor.Page.QuerySelector("button[name=commentId]")!;
        Assert.Equal(first, button.GetAttribute("value"));
        editor.Page.QuerySelector("#coding")!.SetAttribute("action", button.GetAttribute("formaction")!);
        await editor.SubmitAsync("#coding", new() { ["commentId"] = first });
        foreach (var text in (string[])[Name, Phone, Email]) Assert.Contains(text, editor.Text, StringComparison.Ordinal);
        var look = Assert.Single(await bureau.EventsAsync("consultation.contact-seen"));
        Assert.Equal((await bureau.ActorAsync("editor")).UserId, look.ActorId);
        Assert.Equal($$"""{"comment":"{{first}}"}""", look.Payload);

        // Spam is set aside with a reason and stays.
        await CodeAsync(editor, id, "hide", await IdOfAsync(bureau, "兼职"), []);
        Assert.Contains("请写明理由", editor.Text, StringComparison.Ordinal);
        await CodeAsync(editor, id, "hide", await IdOfAsync(bureau, "兼职"), new() { ["Reason"] = "广告" });
        Assert.DoesNotContain("兼职招聘", editor.Text, StringComparison.Ordinal);
        Assert.Contains("兼职招聘", (await editor.GoAsync($"/Admin/Consultations/{id}?show=hidden")).Text, StringComparison.Ordinal);

        await RefuseReportAsync(bureau, id, "还有4条意见没有办理");
        // Two at once, then one by one; what is not taken over needs a reason.
        await editor.GoAsync($"/Admin/Consultations/{id}");
        foreach (var other in editor.Page.QuerySelectorAll("input[name=ids]"))
        {
            if (other.GetAttribute("value") == first || other.GetAttribute("value") == await IdOfAsync(bureau, "延长到一年")) other.SetAttribute("checked", "");
        }
        await editor.SubmitAsync("#coding", new() { ["Adoption"] = "Adopted", ["Point"] = "延长申领期限" }, "code");
        Assert.Equal(2, (await bureau.EventsAsync("consultation.comments-coded")).Count);
        await CodeAsync(editor, id, "code", await IdOfAsync(bureau, "提高一倍"), new() { ["Adoption"] = "NotAdopted" });
        Assert.Contains("请写明理由", editor.Text, StringComparison.Ordinal);
        await CodeAsync(editor, id, "code", await IdOfAsync(bureau, "提高一倍"), new() { ["Adoption"] = "NotAdopted", ["Point"] = "提高补贴标准", ["Reason"] = "标准由省级文件规定" });
        await CodeAsync(editor, id, "code", await IdOfAsync(bureau, "社保卡"), new() { ["Adoption"] = "Unrelated", ["Point"] = "咨询社保卡补办", ["Reason"] = "已转业务窗口答复" });
        Assert.DoesNotContain("待办理", editor.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("access.not-allowed", (await CodeByAsync(bureau, id, first, "stranger")).Failures.Single().Code);

        // The workbook has the texts and nobody's name.
        using var zip = new ZipArchive(await (await editor.GetRawAsync($"/Admin/Consultations/{id}?handler=Export")).Content.ReadAsStreamAsync());
        var cells = string.Concat(zip.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
        Assert.Contains("补贴标准应当提高一倍", cells, StringComparison.Ordinal);
        foreach (var text in (string[])[Name, Phone, Email]) Assert.DoesNotContain(text, cells, StringComparison.Ordinal);
        Assert.Single(await bureau.EventsAsync("consultation.comments-exported"));
    }

    /// <summary>The draft from the coded comments, edited by nobody here, reviewed and published as any item.</summary>
    private static async Task<string> ReportAsync(Bureau bureau, string id)
    {
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Consultations/{id}");
        await editor.SubmitAsync("form[action*='handler=Report' i]");
        Assert.StartsWith("/Admin/Content/Edit/", editor.Url, StringComparison.Ordinal);
        var reportId = editor.Url.Split('/')[^1];
        await RefuseReportAsync(bureau, id, "已经生成过反馈");
        var version = await bureau.App.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.ContentItemId == reportId));
        Assert.Equal(bureau.Column("就业政策").Id, version.ColumnId);
        await bureau.PublishAsync(new VersionRef(reportId, version.Id, version.Number, 0));
        using var citizen = bureau.App.Visitor();
        await citizen.GoAsync(await bureau.PathAsync(reportId));
        Assert.Equal(["4", "2", "0", "1", "1"], citizen.Page.QuerySelectorAll(".counts dd").Select(d => d.TextContent));
        Assert.Equal(["延长申领期限|采纳|2|", "提高补贴标准|不采纳|1|标准由省级文件规定", "咨询社保卡补办|与本次征求意见无关|1|已转业务窗口答复"],
            citizen.Page.QuerySelectorAll("table.data tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(d => d.TextContent))));
        return reportId;
    }

    private async Task NobodyIsNamedAsync(PortalApp app, string[] pages)
    {
        var places = new Dictionary<string, string> { ["log"] = string.Join('\n', _log.All) };
        using var citizen = app.Visitor();
        foreach (var page in pages)
        {
            var response = await citizen.GetRawAsync(page);
            Assert.True(response.IsSuccessStatusCode, page);
            places[page] = await response.Content.ReadAsStringAsync();
        }
        places["events"] = string.Join('\n', await app.QueryAsync(db => db.Set<PortalEvent>().Select(e => e.Payload).ToListAsync()));
        places["rows"] = string.Join('\n', await app.QueryAsync(db => db.Set<ConsultationComment>().Select(c => c.Text + c.Contact).ToListAsync()));
        foreach (var file in Directory.EnumerateFiles(app.DataPath, "portal.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            places[file] = Encoding.UTF8.GetString(copy.ToArray());
        }
        Assert.NotEqual("", places["log"]);
        // The way the test looks would find it: the texts are there.
        Assert.True(PortalApp.OnPostgreSql || places.Any(p => p.Key.StartsWith(app.DataPath, StringComparison.Ordinal) && p.Value.Contains("建议延长申领期限", StringComparison.Ordinal)));
        foreach (var (place, text) in places)
        {
            foreach (var secret in (string[])[Name, Phone, Email]) Assert.False(text.Contains(secret, StringComparison.Ordinal), place);
        }
    }

    private static async Task<List<string>> LinesAsync(PortalApp app) =>
    [
        .. (await app.QueryAsync(db => db.Set<Kernel.Indexing.ContentIndexRow>().Where(r => r.IsPublished).OrderBy(r => r.ContentItemId).Select(r => r.Facts).ToListAsync()))
            .Select(f => System.Text.Json.Nodes.JsonNode.Parse(f)!["timeline"]?.ToJsonString()).OfType<string>(),
    ];

    private static async Task<Bureau> OpenAsync(PortalApp app) => await Bureau.OpenAsync(app);

    private static async Task CommentAsync(Visitor citizen, string path, string text, string name = "", string phone = "", string email = "")
    {
        await citizen.GoAsync(path);
        await citizen.SubmitAsync("form.comment-form", new() { ["text"] = text, ["name"] = name, ["phone"] = phone, ["email"] = email });
        Assert.True(citizen.Text.Contains("意见已收到", StringComparison.Ordinal), citizen.Errors);
        Assert.Matches("[2-9A-Z]{10}", citizen.Page.QuerySelector(".receipt")!.TextContent);
    }

    private static async Task<string> RefusedPostAsync(PortalApp app, string id, int status)
    {
        using var citizen = app.Visitor();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = "来晚了的意见" });
        var response = await citizen.PostRawAsync($"/consultations/{id}/comments", form);
        Assert.Equal(status, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task RefuseReportAsync(Bureau bureau, string id, string text)
    {
        var result = await bureau.App.Get<GovPortal.Decisions.Features.DraftReport>().HandleAsync(id, await bureau.ActorAsync("editor"), default);
        Assert.Contains(text, bureau.App.Get<Kernel.Text.ITexts>().Of(result.Failures.Single()), StringComparison.Ordinal);
    }

    private static async Task CodeAsync(Visitor editor, string id, string what, string commentId, Dictionary<string, string> values)
    {
        await editor.GoAsync($"/Admin/Consultations/{id}");
        await editor.SubmitAsync("#coding", new(values) { ["ids"] = commentId }, what);
    }

    private static async Task<Kernel.Results.Result> CodeByAsync(Bureau bureau, string id, string commentId, string by) =>
        await bureau.App.Get<GovPortal.Decisions.Features.CodeComments>().HandleAsync(new(id, [commentId], Adoption.Adopted, "", ""), await bureau.ActorAsync(by), default);

    private static Task<string> IdOfAsync(Bureau bureau, string part) =>
        bureau.App.QueryAsync(db => db.Set<ConsultationComment>().Where(c => c.Text.Contains(part)).Select(c => c.Id).SingleAsync());

    private static Task<string> ReceiptAsync(PortalApp app) => app.QueryAsync(db => db.Set<ConsultationComment>().Select(c => c.Receipt).FirstAsync());

    private static async Task<IEnumerable<ObligationView>> ClocksAsync(Bureau bureau, string id) =>
        (await bureau.App.QueryAsync(db => bureau.App.Get<IObligations>().OfAsync(db, id, default))).Where(c => c.Kind == "adoption-report");

    /// <summary>All that was logged, as text.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
