using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Web.Tests.Decisions;
using GovPortal.Web.Tests.ServiceGuides;

namespace GovPortal.Web.Tests.PublicSite;

/// <summary>The first page.</summary>
public sealed class HomeTests
{
    /// <summary>Readers' words count from the next day on, so that all nodes show the same; a guide that is gone leaves its place.</summary>
    [Fact]
    public async Task Guides_that_readers_turn_to_most_come_first_from_the_next_day_on()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var guides = new List<VersionRef>();
        for (var i = 0; i < 8; i++)
        {
            app.Clock.Set($"2026-11-20 10:0{i}");
            guides.Add(await bureau.PublishedAsync("ServiceGuide", GuideTests.Guide(bureau, $"第{i}件事", $"CY-{i}")));
        }
        using var citizen = app.Visitor();
        Assert.Equal(["第7件事", "第6件事", "第5件事", "第4件事", "第3件事", "第2件事"], await ShownAsync(citizen));

        await SayAsync(bureau, guides[3], "yes");
        await SayAsync(bureau, guides[0], "no");
        await bureau.PublishedAsync(bureau.Article("同一天发布的另一条"));
        Assert.Equal("第7件事", (await ShownAsync(citizen))[0]);

        app.Clock.Set("2026-11-21 09:00");
        await SayAsync(bureau, guides[0], "yes");
        Assert.Equal(["第0件事", "第3件事"], (await ShownAsync(citizen))[..2].Order());

        app.Clock.Set("2026-11-22 09:00");
        Assert.Equal(["第0件事", "第3件事", "第7件事", "第6件事", "第5件事", "第4件事"], await ShownAsync(citizen));

        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(guides[0].ContentItemId, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await app.CatchUpAsync();
        Assert.Equal(["第3件事", "第7件事", "第6件事", "第5件事", "第4件事", "第2件事"], await ShownAsync(citizen));
    }

    private static async Task<List<string>> ShownAsync(Visitor citizen) =>
        [.. (await citizen.GoAsync("/")).Page.QuerySelectorAll("section[aria-labelledby=guides] .card__title").Select(t => t.TextContent)];

    private static async Task SayAsync(Bureau bureau, VersionRef item, string word)
    {
        using var reader = bureau.App.Visitor();
        await reader.GoAsync(await bureau.PathAsync(item.ContentItemId));
        await reader.SubmitAsync("form.useful", new() { ["useful"] = word });
    }
}
