using System.Net;
using AngleSharp.Html.Parser;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Media.Features;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Modules.Tests.Media.App;

public sealed class AdminPagesTests
{
    [Fact]
    public async Task The_list_shows_what_the_person_may_read_with_its_state()
    {
        await using var app = await MediaApp.StartAsync();
        var (live, draft) = (ContentIds.New(), ContentIds.New());
        var open = (await app.AddAsync(Samples.Pdf(), "公开名单.pdf", live)).Value!;
        await app.PublishAsync((await app.SaveAsync(live, paths: open.Path)).VersionId);
        await app.AddAsync(Samples.Png, "<b>草稿.png", draft);

        Assert.Equal(["_b_草稿.png|未公开", "公开名单.pdf|已公开"], (await RowsAsync("")).Order(StringComparer.Ordinal));
        Assert.Equal(["公开名单.pdf|已公开"], await RowsAsync("?state=open"));
        Assert.Equal(["公开名单.pdf|已公开"], await RowsAsync("?q=稳岗"));
        Assert.Empty(await RowsAsync("?state=purged"));
        Assert.Empty(await RowsAsync("", "other"));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync("/Admin/Media", "auditor")).StatusCode);

        async Task<List<string>> RowsAsync(string query, string user = "editor")
        {
            var page = new HtmlParser().ParseDocument(await (await app.GetAsync("/Admin/Media" + query, user)).Content.ReadAsStringAsync());
            Assert.NotNull(page.QuerySelector("h1"));
            return [.. page.QuerySelectorAll("tbody tr").Select(r => $"{r.QuerySelector("td")!.TextContent.Trim()}|{r.QuerySelector(".gp-status")!.TextContent.Trim()}")];
        }
    }

    [Fact]
    public async Task The_database_condition_and_the_rule_of_reading_agree()
    {
        await using var app = await MediaApp.StartAsync();
        string[] permissions =
        [
            Permissions.ContentEdit, Permissions.ReviewContent, Permissions.ContentReadAll, Permissions.ReviewConfidentiality,
            Permissions.ReviewLeader, Permissions.ContentPublish, Permissions.ContentWithdraw,
        ];
        // A section belongs to one agency.
        (string, string?)[] places = [("a", null), ("a", "a1"), ("a", "a2"), ("b", null), ("b", "b1")];
        (string?, string?)[] scopes = [(null, null), ("a", null), ("a", "a1"), ("b", "b1"), (null, "a2")];
        foreach (var permission in permissions)
        {
            foreach (var (agency, section) in scopes)
            {
                var actor = new Actor("u1", "x", [new Grant("r", new HashSet<string> { permission }, agency, section)]);
                var condition = ListMedia.Readable(actor).Compile();
                foreach (var (at, within) in places)
                {
                    foreach (var contributors in (string[])["u1", "u10 u2", "u2 u1 u3"])
                    {
                        var version = new ContentVersion { Id = "v", ContentItemId = "i", DisplayText = "", Data = "", AgencyId = at, SectionId = within, Contributors = contributors };
                        var rule = ContentAccess.CanRead(actor, version);
                        // Narrower is allowed where a grant names a section without its agency; wider never.
                        Assert.True(condition(version) == rule || (rule && agency is null && section is not null), $"{permission} {agency}/{section} {at}/{within} {contributors}");
                    }
                }
            }
        }
    }

    [Fact]
    public async Task The_audit_trail_is_newest_first_filtered_and_paged_by_number()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        for (var i = 0; i < ListEvents.PageSize + 5; i++) await app.AddAsync(Samples.Pdf(), "a.pdf", item);
        var version = await app.SaveAsync(item);
        await app.PublishAsync(version.VersionId);

        var page = await PageAsync("/Admin/Audit");
        var numbers = Numbers(page);
        Assert.Equal(ListEvents.PageSize, numbers.Count);
        Assert.Equal(numbers.OrderDescending(), numbers);
        var next = Numbers(await PageAsync(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!));
        Assert.Equal(numbers[^1] - 1, next[0]);
        Assert.Equal(1, next[^1]);
        Assert.Single(Numbers(await PageAsync("/Admin/Audit?kind=content.published")));
        Assert.Single(Numbers(await PageAsync("/Admin/Audit?actor=publisher")));
        Assert.Empty(Numbers(await PageAsync("/Admin/Audit?subject=nobody")));
        Assert.Empty(Numbers(await PageAsync("/Admin/Audit?to=2001-01-01")));
        Assert.NotEmpty(Numbers(await PageAsync("/Admin/Audit?from=2001-01-01")));
        Assert.Contains("陈静", (await PageAsync("/Admin/Audit?actor=publisher")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("关于稳岗返还的公示", (await PageAsync($"/Admin/Audit/Item/{item}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/Admin/Audit/Item/nothing", "auditor")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync("/Admin/Audit", "editor")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync("/Admin/Audit?handler=Export", "editor")).StatusCode);

        static List<long> Numbers(AngleSharp.Html.Dom.IHtmlDocument page) =>
            [.. page.QuerySelectorAll("tbody tr").Select(r => long.Parse(r.QuerySelector("td")!.TextContent, System.Globalization.CultureInfo.InvariantCulture))];

        async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string url)
        {
            using var answer = await app.GetAsync(url, "auditor");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_drafts_title_is_not_told_to_an_auditor_who_may_not_read_it()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        await app.SaveAsync(item);
        var text = await (await app.GetAsync("/Admin/Audit", "auditor")).Content.ReadAsStringAsync();
        Assert.Contains(item, text, StringComparison.Ordinal);
        Assert.DoesNotContain("稳岗", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_holds_every_event_of_the_filter_and_chinese_opens_in_a_spreadsheet()
    {
        await using var app = await MediaApp.StartAsync();
        var item = ContentIds.New();
        for (var i = 0; i < 3; i++) await app.AddAsync(Samples.Pdf(), "a.pdf", item);
        using var answer = await app.GetAsync("/Admin/Audit?handler=Export&kind=media.added", "auditor");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("3,", lines[1], StringComparison.Ordinal);
        Assert.Contains("李国华", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("甲,乙", "\"甲,乙\"")]
    [InlineData("甲=乙", "甲=乙")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_cell_is_never_a_formula(string? text, string expected) => Assert.Equal(expected, ExportEvents.Cell(text));

    [Fact]
    public async Task Verification_finds_the_first_event_that_was_changed()
    {
        await using var app = await MediaApp.StartAsync();
        for (var i = 0; i < 3; i++) await app.AddAsync(Samples.Pdf(), "a.pdf", ContentIds.New());
        var auditor = await app.ActorAsync("auditor");
        await using var db = await app.DbAsync();
        var verify = new VerifyAudit(db);
        Assert.True((await verify.HandleAsync(auditor, default)).Value is { Checked: 3, Fault: null });
        await db.Database.ExecuteSqlAsync($"""UPDATE "PortalEvents" SET "ActorId" = 'nobody' WHERE "Id" = 2""");
        Assert.True((await verify.HandleAsync(auditor, default)).Value is { Checked: 1, Fault: { Kind: Kernel.Events.ChainFaultKind.Altered, Number: 2 } });
        Assert.True((await verify.HandleAsync(await app.ActorAsync("editor"), default)).Has("access.not-allowed"));
    }

    [Fact]
    public async Task The_button_shows_what_the_verification_found()
    {
        await using var app = await MediaApp.StartAsync();
        await app.AddAsync(Samples.Pdf(), "a.pdf", ContentIds.New());
        using var page = await app.GetAsync("/Admin/Audit", "auditor");
        var form = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelector("form[action*='handler=Verify']")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", form.QuerySelector("input")!.GetAttribute("value"))]),
        };
        request.Headers.Add("X-User", "auditor");
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        using var answer = await app.Client.SendAsync(request);
        Assert.Contains("审计链完整", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
