using System.Net;
using System.Text;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Leaks;

/// <summary>
/// A draft, its attachment and its title are nowhere in public. The walk goes through every public way out; a new way
/// out is added to <see cref="WaysOut"/> with the feature that opens it.
/// </summary>
public sealed class LeakWalkTests(SharedBureau shared)
{
    private const string Secret = "绝密纱线七十三号";
    private readonly Bureau _bureau = shared.Bureau;

    private static IEnumerable<string> WaysOut(Kernel.Organisation.Column column, string itemId, string mediaPath, string mediaName) =>
    [
        "/", "/columns/" + column.Path, "/columns/" + column.Path.Split('/')[0], "/columns/" + column.Path + "?page=2", "/columns/" + column.Path + "?year=2026",
        "/search?q=" + Uri.EscapeDataString(Secret), "/search?q=" + Uri.EscapeDataString("纱线"), "/search?q=&column=" + Uri.EscapeDataString(column.Path), "/search?q=" + itemId,
        "/content/" + itemId, "/" + column.Path + "/" + itemId, "/" + itemId, "/media/" + mediaPath, "/media/" + mediaPath.ToUpperInvariant(), "/media/" + mediaName,
        "/media/../" + mediaPath, "/media/%2e%2e/" + mediaPath, "/sitemap", "/sitemap.xml", "/feed.atom", "/columns/" + column.Path + "/feed.atom", "/robots.txt",
        "/api/content/" + itemId, "/api/lucene/content", "/api/graphql", "/health/ready", "/health/live", "/metrics", "/openapi/v1.json",
        "/Admin/Content/Preview/" + itemId, "/Admin/Content/Item/" + itemId, "/Admin/Media/" + mediaPath, "/no-such-page/" + itemId, "/Login?ReturnUrl=/Admin/Content/Item/" + itemId,
        "/consultations/" + itemId + "/received?code=ABCDEFGHJK", "/Admin/Consultations/" + itemId,
        "/inquiries", "/inquiries/new?item=" + itemId, "/inquiries/new?column=" + column.Path, "/corrections/new?item=" + itemId, "/corrections/new?url=/" + column.Path + "/" + itemId, "/inquiries/track",
    ];

    [Theory]
    [InlineData("draft")]
    [InlineData("in-review")]
    [InlineData("approved")]
    [InlineData("withdrawn")]
    [InlineData("internal")]
    public async Task What_is_not_public_is_nowhere(string state)
    {
        var column = _bureau.Column(state == "internal" ? "督查通报" : "就业政策");
        var by = state == "internal" ? "office" : "editor";
        var id = Kernel.Content.ContentIds.New();
        var bytes = Encoding.UTF8.GetBytes($"姓名,金额\n{Secret},1\n{id},2\n");
        var file = await _bureau.AttachAsync(id, $"名单{id[..8]}.csv", bytes, by);
        var data = _bureau.Article($"{Secret}（{state}）", $"<p>{Secret}的正文</p>", column.Title);
        data["Article"] = new System.Text.Json.Nodes.JsonObject { ["Attachments"] = new System.Text.Json.Nodes.JsonObject { ["Paths"] = new System.Text.Json.Nodes.JsonArray(file.Path) } };

        var draft = Must(await _bureau.DraftAsync(data, by, newId: id));
        if (state != "draft") Must(await _bureau.SubmitAsync(draft.VersionId, by));
        if (state is "approved" or "withdrawn")
        {
            Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
            Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        }
        if (state == "withdrawn")
        {
            Must(await _bureau.PublishAsync(draft.VersionId));
            await _bureau.App.CatchUpAsync();
            using var reader = _bureau.App.Visitor();
            Assert.Equal(HttpStatusCode.OK, (await reader.GetRawAsync("/media/" + file.Path)).StatusCode);
            Assert.True((await _bureau.App.Get<Kernel.Publishing.WithdrawItem>().HandleAsync(
                new Kernel.Publishing.WithdrawItemCommand(id, "secret"), await _bureau.ActorAsync("publisher"), default)).Succeeded);
        }
        await _bureau.App.CatchUpAsync();

        using var visitor = _bureau.App.Visitor();
        foreach (var url in WaysOut(column, id, file.Path, file.FileName))
        {
            var response = await visitor.GetRawAsync(url);
            var body = await response.Content.ReadAsByteArrayAsync();
            var text = Encoding.UTF8.GetString(body);
            // What the visitor typed comes back in the search box; that alone is no leak.
            if (url.StartsWith("/search", StringComparison.Ordinal)) text = text.Replace($"value=\"{Secret}\"", "", StringComparison.Ordinal);
            var leaks = url.StartsWith("/search?q=" + Uri.EscapeDataString(Secret), StringComparison.Ordinal)
                ? text.Contains($"{Secret}（{state}）", StringComparison.Ordinal) || text.Contains("的正文", StringComparison.Ordinal)
                : text.Contains(Secret, StringComparison.Ordinal);
            Assert.False(leaks, $"{state}: {url} ({(int)response.StatusCode}) tells of the draft");
            Assert.NotEqual(bytes, body);
            if (url.StartsWith("/media/", StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.True((int)response.StatusCode < 500 || url == "/health/ready", $"{url}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task Draft_withdrawn_and_unknown_attachments_answer_alike()
    {
        var id = Kernel.Content.ContentIds.New();
        var file = await _bureau.AttachAsync(id, "内部.txt", "内部材料"u8.ToArray());
        using var visitor = _bureau.App.Visitor();
        var draft = await visitor.GetRawAsync("/media/" + file.Path);
        var unknown = await visitor.GetRawAsync("/media/2026/01/zzzzzzzzzz/none.txt");
        Assert.Equal((draft.StatusCode, await draft.Content.ReadAsStringAsync()), (unknown.StatusCode, await unknown.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Twenty_seven_columns_are_public_with_their_sections_and_the_internal_one_is_not()
    {
        using var visitor = _bureau.App.Visitor();
        await visitor.GoAsync("/");
        var organisation = _bureau.Organisation;
        Assert.Equal(14, organisation.Columns.Count(c => c.IsGroup));
        var columns = organisation.Columns.Where(c => !c.IsGroup).ToList();
        Assert.Equal(28, columns.Count);
        Assert.Equal(27, columns.Count(organisation.IsPublic));
        foreach (var column in columns)
        {
            var shown = visitor.Page.QuerySelectorAll($"a[href='/columns/{column.Path}']").Length > 0;
            Assert.Equal(organisation.IsPublic(column), shown);
            Assert.Equal(organisation.IsPublic(column) ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await visitor.GetRawAsync("/columns/" + column.Path)).StatusCode);
        }
        Assert.Contains("各起草科室", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(organisation.Sections, s => s.Name is "各起草科室" or "各业务科室" or "涉事科室");
        Assert.DoesNotContain("督查通报", visitor.Text, StringComparison.Ordinal);
    }
}
