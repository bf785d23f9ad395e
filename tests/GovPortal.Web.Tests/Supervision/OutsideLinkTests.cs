using GovPortal.Supervision.Features;
using GovPortal.Supervision.Links;
using GovPortal.Supervision.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>Links that lead outside: written down by the inspection, looked at politely, a problem once they are dead.</summary>
[AnyEngine]
public sealed class OutsideLinkTests
{
    private static readonly string[] Settings = ["Portal:Supervision:ExternalLinks=true", "Portal:Outbound:Allow=127.0.0.1", "Portal:Site:BaseUrl=https://www.chengxi.example"];

    [Fact]
    public async Task A_link_is_a_problem_after_it_was_gone_twice_and_none_once_it_answers_again()
    {
        await using var there = await OutsideSite.StartAsync();
        await using var app = await PortalApp.StartAnewAsync(Settings);
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("有外站链接的信息",
            $"<p><a href=\"{there.Url}/gone?a=1&amp;b=2\">没有了</a><a href=\"{there.Url}/gone?a=1&amp;b=2#top\">同一个</a><a href=\"https://www.chengxi.example/x\">本站</a><a href=\"/columns/jycy\">本站</a></p>"));
        app.Clock.Set("2026-11-23 02:00");
        await InspectionTests.RunAsync(app);
        var address = Assert.Single(await AddressesAsync(app));
        Assert.Equal($"{there.Url}/gone?a=1&b=2", address.Url);
        Assert.Empty(there.Calls);

        // HEAD says 404; the page itself is asked for a minute later, and again the day after.
        Assert.Equal(1, await CheckAsync(app));
        Assert.Equal(0, await CheckAsync(app));
        app.Clock.Set("2026-11-23 02:01");
        Assert.Equal(1, await CheckAsync(app));
        app.Clock.Set("2026-11-24 02:00");
        Assert.Equal(0, await CheckAsync(app));
        await InspectionTests.RunAsync(app);
        Assert.Empty(await InspectionTests.StandingAsync(app, "external-link-dead"));
        app.Clock.Set("2026-11-24 02:02");
        Assert.Equal(1, await CheckAsync(app));
        Assert.Equal(["HEAD", "GET", "GET"], there.Calls.Select(c => c.Method));
        Assert.All(there.Calls, c => Assert.Equal("GovPortal-LinkCheck/1.0 (+https://www.chengxi.example)", c.Agent));
        await InspectionTests.RunAsync(app);
        var found = Assert.Single(await InspectionTests.StandingAsync(app, "external-link-dead"));
        Assert.StartsWith(item.ContentItemId, found.SubjectId, StringComparison.Ordinal);
        Assert.Equal($"链接“{there.Url}/gone?a=1&b=2”返回404，2026-11-23起连续2次打不开", found.Evidence);

        there.Answers["/gone"] = 200;
        app.Clock.Set("2026-12-01 02:03");
        Assert.Equal(1, await CheckAsync(app));
        await InspectionTests.RunAsync(app);
        Assert.Empty(await InspectionTests.StandingAsync(app, "external-link-dead"));

        // Nothing leads there any more.
        await bureau.PublishedAsync(bureau.Article("没有外站链接的信息"), item.ContentItemId);
        await InspectionTests.RunAsync(app);
        Assert.Empty(await AddressesAsync(app));
    }

    [Fact]
    public async Task A_server_that_fails_is_dead_after_three_days_and_one_that_is_busy_or_redirects_is_not()
    {
        await using var there = await OutsideSite.StartAsync();
        await using var app = await PortalApp.StartAnewAsync(Settings);
        var bureau = await Bureau.OpenAsync(app);
        there.Answers["/broken"] = 500;
        there.Answers["/busy"] = 429;
        there.Answers["/no-head"] = 405;
        await bureau.PublishedAsync(bureau.Article("几个链接", string.Concat(new[] { "broken", "busy", "no-head", "moved", "loop" }.Select(p => $"<p><a href=\"{there.Url}/{p}\">{p}</a></p>"))));
        await InspectionTests.RunAsync(app);
        // They are of one host, and a portion asks each host once.
        var at = new DateTime(2026, 11, 23, 2, 0, 0, DateTimeKind.Unspecified);
        for (var minute = 0; minute < 5 * 24 * 60; minute += minute < 30 ? 1 : 60)
        {
            app.Clock.Set(at.AddMinutes(minute).ToString("yyyy-MM-dd HH:mm", null));
            var before = there.Calls.Count(c => c.Path != "/fine");
            var looked = await CheckAsync(app);
            Assert.InRange(looked, 0, 1);
            if (looked == 0) Assert.Equal(before, there.Calls.Count(c => c.Path != "/fine"));
        }
        var state = (await AddressesAsync(app)).ToDictionary(a => new Uri(a.Url).AbsolutePath, a => a);
        Assert.Equal(["/broken", "/loop"], state.Where(s => s.Value.IsDead).Select(s => s.Key).Order());
        Assert.Equal((0, 0, 0), (state["/busy"].Failures, state["/moved"].Failures, state["/no-head"].Failures));
        // It asked for two hours: fewer looks than the others' days would make hours.
        Assert.InRange(there.Calls.Count(c => c.Path == "/busy"), 20, 60);
        Assert.Equal(1, there.Calls.Count(c => c.Path == "/moved"));
        Assert.True(state["/no-head"].AsksWhole);
        Assert.Equal(["HEAD", "GET"], there.Calls.Where(c => c.Path == "/no-head").Select(c => c.Method));
    }

    [Fact]
    public async Task Private_addresses_are_never_called_and_nothing_is_where_it_is_switched_off()
    {
        await using var there = await OutsideSite.StartAsync();
        await using (var app = await PortalApp.StartAnewAsync("Portal:Supervision:ExternalLinks=true"))
        {
            var bureau = await Bureau.OpenAsync(app);
            await bureau.PublishedAsync(bureau.Article("指向内网的信息", $"<p><a href=\"{there.Url}/gone\">内网</a></p>"));
            await InspectionTests.RunAsync(app);
            Assert.Equal(1, await CheckAsync(app));
            Assert.False(Assert.Single(await AddressesAsync(app)).IsDead);
            // The rule's own switch.
            Assert.True((await app.Get<ChangeInspectionRules>().HandleAsync(new InspectionRules { Choices = [new("external-link-dead", IsOn: false)] }, await bureau.ActorAsync("office"), default)).Succeeded);
            app.Clock.Set("2026-12-20 02:00");
            Assert.Equal(0, await CheckAsync(app));
        }
        await using (var app = await PortalApp.StartAnewAsync("Portal:Supervision:ExternalLinks=false", "Portal:Outbound:Allow=127.0.0.1"))
        {
            var bureau = await Bureau.OpenAsync(app);
            await bureau.PublishedAsync(bureau.Article("指向外站的信息", $"<p><a href=\"{there.Url}/gone\">外站</a></p>"));
            await InspectionTests.RunAsync(app);
            Assert.Empty(await AddressesAsync(app));
            Assert.Equal(0, await CheckAsync(app));
        }
        Assert.Empty(there.Calls);
    }

    private static Task<int> CheckAsync(PortalApp app) => app.Get<CheckAddresses>().RunAsync(default);

    private static Task<List<OutsideAddress>> AddressesAsync(PortalApp app) => app.QueryAsync(db => db.Set<OutsideAddress>().AsNoTracking().OrderBy(a => a.Url).ToListAsync());
}
