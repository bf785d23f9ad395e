using GovPortal.Testing;

namespace GovPortal.Web.Tests.Loop;

/// <summary>五公开: every item says its stage, and the public sees the items of a stage over all columns.</summary>
public sealed class StagesTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task The_items_of_a_stage_are_on_one_page()
    {
        var decision = _bureau.Article("决策环节的信息");
        decision["DisclosurePart"]!["Stage"] = "decision";
        var published = await _bureau.PublishedAsync(decision);
        var service = _bureau.Article("服务环节的信息");
        service["DisclosurePart"]!["Stage"] = "service";
        await _bureau.PublishedAsync(service);
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(published.ContentItemId));
        var link = citizen.Page.QuerySelectorAll(".facts a, dl a").First(a => a.TextContent == "决策公开").GetAttribute("href")!;
        Assert.Equal("/stages/decision", link);
        await citizen.GoAsync(link);
        Assert.Contains("决策环节的信息", citizen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("服务环节的信息", citizen.Text, StringComparison.Ordinal);
        var stages = citizen.Page.QuerySelectorAll(".chip");
        Assert.Equal(5, stages.Length);
        Assert.StartsWith("决策公开", citizen.Page.QuerySelector(".chip[aria-current]")!.TextContent, StringComparison.Ordinal);
        Assert.True(int.Parse(stages[0].QuerySelector(".chip__count")!.TextContent, System.Globalization.CultureInfo.InvariantCulture) >= 1);
        await citizen.GoAsync("/stages");
        Assert.Contains("决策环节的信息", citizen.Text, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await citizen.GetRawAsync("/stages/nowhere")).StatusCode);
        Assert.Equal(404, (int)(await citizen.GetRawAsync("/stages/service?page=99")).StatusCode);
    }
}
