using System.Net;
using GovPortal.Screening.Tests.Corpus;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Loop;

/// <summary>The whole job over HTTP, as different people, through the forms they would use.</summary>
public sealed class TheLoopTests(SharedBureau shared)
{
    private static readonly byte[] Pdf = PdfFiles.Build(["灵活就业人员社会保险补贴申请表"]);

    [Fact]
    public async Task An_item_goes_from_the_editor_to_the_public_and_back()
    {
        var bureau = shared.Bureau;
        var title = "灵活就业补贴申领指引" + Guid.NewGuid().ToString("N")[..6];
        using var editor = await bureau.SignedInAsync("editor");
        Assert.StartsWith("/Admin", editor.Url, StringComparison.Ordinal);

        // Write, with an attachment, and submit.
        await editor.GoAsync($"/Admin/Content/Edit?type=Article&column={bureau.Column("就业政策").Id}");
        await editor.SubmitAsync("form[enctype]", new()
        {
            ["TitlePart.Title"] = title, ["HtmlBodyPart.Html"] = "<p>自主申领，<strong>五个工作日</strong>办结。</p>", ["DisclosurePart.Stage"] = "service",
            ["DisclosurePart.FormedOn"] = "2026-11-20",
        }, "submit", ("Article.Attachments.Upload", "申请表.pdf", Pdf));
        await editor.CompleteFormAsync();
        Assert.True(editor.Url.StartsWith("/Admin/Content/Item/", StringComparison.Ordinal), editor.Errors);
        var itemId = editor.Url.Split('/')[^1];
        Assert.Contains("审查中", editor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(title, (await Anonymous().GoAsync("/")).Text, StringComparison.Ordinal);

        // The section's head, then the confidentiality reviewer, each from the queue.
        await DecideAsync("head", title);
        await DecideAsync("reviewer", title);

        // The publisher.
        using var publisher = await bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Publishing?q=" + Uri.EscapeDataString(title));
        Assert.Contains(title, publisher.Text, StringComparison.Ordinal);
        await publisher.GoAsync($"/Admin/Content/Item/{itemId}");
        await publisher.SubmitAsync("form[action*='handler=Publish' i], form[action$='Publish']");
        Assert.Contains("已发布", publisher.Text, StringComparison.Ordinal);
        await bureau.App.CatchUpAsync();

        // The public: page, attachment, column, search, deadline.
        var path = await bureau.PathAsync(itemId);
        using var citizen = Anonymous();
        await citizen.GoAsync(path);
        Assert.Equal(HttpStatusCode.OK, citizen.Response.StatusCode);
        Assert.Contains(title, citizen.Text, StringComparison.Ordinal);
        Assert.Contains("按时", citizen.Text, StringComparison.Ordinal);
        Assert.Contains("就业服务中心", citizen.Text, StringComparison.Ordinal);
        var link = citizen.Page.QuerySelector("a[href*='/media/']")!.GetAttribute("href")!;
        Assert.Equal(Pdf, await (await citizen.GetRawAsync(link)).Content.ReadAsByteArrayAsync());
        Assert.NotNull(await citizen.FindListedAsync("/columns/" + bureau.Column("就业政策").Path, title));
        Assert.Contains(title, (await citizen.GoAsync("/search?q=" + Uri.EscapeDataString(title))).Text, StringComparison.Ordinal);

        // Edit again: the live page stays until the next version is through.
        await editor.GoAsync($"/Admin/Content/Edit/{itemId}");
        await editor.SubmitAsync("form[enctype]", new() { ["HtmlBodyPart.Html"] = "<p>改为三个工作日办结。</p>" }, "submit");
        await editor.CompleteFormAsync();
        await bureau.App.CatchUpAsync();
        Assert.DoesNotContain("三个工作日", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        await DecideAsync("head", title);
        await DecideAsync("reviewer", title);
        Assert.DoesNotContain("三个工作日", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        await publisher.GoAsync($"/Admin/Content/Item/{itemId}");
        await publisher.SubmitAsync("form[action*='handler=Publish' i], form[action$='Publish']");
        await bureau.App.CatchUpAsync();
        Assert.Contains("三个工作日", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);

        // Withdraw with a reason: gone everywhere.
        await publisher.GoAsync($"/Admin/Content/Item/{itemId}");
        await publisher.SubmitAsync("form[action*='handler=Withdraw' i], form[action$='Withdraw']", new() { ["reason"] = "content-error" });
        Assert.Contains("已下线", publisher.Text, StringComparison.Ordinal);
        await bureau.App.CatchUpAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync(link)).StatusCode);
        Assert.Null(await citizen.FindListedAsync("/columns/" + bureau.Column("就业政策").Path, title));
        Assert.Empty((await citizen.GoAsync("/search?q=" + Uri.EscapeDataString(title))).Page.QuerySelectorAll($"a[href='{path}']"));
    }

    private Visitor Anonymous() => shared.Bureau.App.Visitor();

    /// <summary>From the queue, where other items wait too.</summary>
    private async Task DecideAsync(string who, string title)
    {
        using var reviewer = await shared.Bureau.SignedInAsync(who);
        await reviewer.GoAsync("/Admin/Reviews?q=" + Uri.EscapeDataString(title));
        var link = reviewer.Page.QuerySelectorAll("td a").First(a => a.TextContent.Contains(title, StringComparison.Ordinal));
        await reviewer.GoAsync(link.GetAttribute("href")!);
        var preview = await reviewer.GetRawAsync(reviewer.Page.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.Contains(title, await preview.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await reviewer.SubmitAsync("form[method=post]:has([name=ManifestHash])", buttonValue: "approve");
        Assert.StartsWith("/Admin/Reviews", reviewer.Url, StringComparison.Ordinal);
        Assert.Matches("已通过，转入下一环节|审查全部通过，已进入待发布", reviewer.Text);
    }
}
