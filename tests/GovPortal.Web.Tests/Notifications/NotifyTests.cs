using GovPortal.Kernel.Content;
using GovPortal.Kernel.Navigation;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Notifications.Telling;

namespace GovPortal.Web.Tests.Notifications;

public sealed class NotifyTests
{
    [Fact]
    public async Task Recipients_are_found_by_role_agency_and_section_and_told_once_a_key()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        var agency = bureau.Organisation.Agencies[0].Id;
        var section = bureau.Organisation.Sections.Single(s => s.Name == "就业服务中心").Id;
        await bureau.CloseAsync("editor2");

        Assert.Equal(1, await app.TellAsync(Notice("section"), new Recipients(Role: "SectionEditor", AgencyId: agency, SectionId: section)));
        Assert.Equal("editor", await app.InboxesAsync("section"));
        Assert.Equal(2, await app.TellAsync(Notice("agency"), new Recipients(Role: "SectionEditor", AgencyId: agency)));
        Assert.Equal("editor stranger", await app.InboxesAsync("agency"));
        Assert.Equal(2, await app.TellAsync(Notice("anywhere"), new Recipients(Role: "SectionHead")));
        Assert.Equal(0, await app.TellAsync(Notice("elsewhere"), new Recipients(Role: "SectionHead", AgencyId: "another-agency")));
        // A role held for all sections covers each; one held for all agencies covers each.
        Assert.Equal(1, await app.TellAsync(Notice("wide"), new Recipients(Role: "DeputyLeader", AgencyId: agency, SectionId: section)));
        Assert.Equal(1, await app.TellAsync(Notice("portal"), new Recipients(Role: "Administrator", AgencyId: "another-agency")));

        var head = await bureau.UserIdAsync("head");
        var both = new Recipients([head, head, "nobody-by-this-id", await bureau.UserIdAsync("leader")]);
        Assert.Equal(3, await app.TellAsync(Notice("mixed"), both, new Recipients(Role: "DeputyLeader"), new Recipients(Role: "Office", AgencyId: agency)));
        Assert.Equal("head leader office", await app.InboxesAsync("mixed"));
        // A second notice by the key reaches only whom the first did not.
        Assert.Equal(1, await app.TellAsync(Notice("mixed", title: "又一次"), both, new Recipients(Role: "Publisher")));
        Assert.Equal(0, await app.TellAsync(Notice("mixed"), both));
        Assert.Equal("关于稳岗返还的草稿", await app.QueryAsync(db => db.Set<InboxNotice>().Where(n => n.Key == "mixed" && n.UserId == head).Select(n => n.Title).SingleAsync()));
    }

    [Fact]
    public async Task A_notice_without_place_or_with_a_foreign_address_is_a_bug_and_long_texts_are_cut()
    {
        await using var app = await QuietPortalAsync();
        var admin = new Recipients(Role: "Administrator");
        await Assert.ThrowsAsync<ArgumentException>(() => app.TellAsync(Notice("a") with { Url = "https://evil.example/" }, admin));
        await Assert.ThrowsAsync<ArgumentException>(() => app.TellAsync(Notice("a", tone: "purple"), admin));
        await Assert.ThrowsAsync<ArgumentException>(() => app.TellAsync(Notice(new string('k', 101)), admin));
        Assert.Equal(1, await app.TellAsync(Notice("long", title: new string('长', 300)) with { Text = new string('文', 3000) }, admin));
        var kept = await app.QueryAsync(db => db.Set<InboxNotice>().SingleAsync());
        Assert.Equal((200, 2000), (kept.Title.Length, kept.Text.Length));
    }

    [Fact]
    public async Task Of_two_nodes_that_tell_at_once_each_person_hears_once()
    {
        await using var one = await QuietPortalAsync();
        await using var two = await one.SecondNodeAsync();
        var bureau = await Bureau.OpenAsync(one);
        Recipients[] to = [new(Role: "SectionEditor"), new(Role: "SectionHead"), new([await bureau.UserIdAsync("office")])];
        var told = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).TellAsync(Notice("once"), to))));
        Assert.Equal(6, told.Sum());
        Assert.Equal(6, await one.QueryAsync(db => db.Set<InboxNotice>().CountAsync(n => n.Key == "once")));
    }

    [Fact]
    public async Task Old_notices_and_settled_deliveries_are_dropped_and_what_waits_stays()
    {
        await using var app = await QuietPortalAsync("Portal:Notices:KeepDays=30");
        await app.TellAsync(Notice("old"), new Recipients(Role: "Administrator"));
        await app.QueryAsync(async db =>
        {
            var now = app.Clock.GetUtcNow().UtcDateTime;
            db.AddRange(new[] { ("a", (DateTime?)now, (DateTime?)null), ("b", null, now), ("c", null, null) }.Select(d => new Delivery
            {
                Id = ContentIds.New(), Key = d.Item1, Channel = DeliveryChannel.Mail, Kind = DeliveryKind.Test, CreatedUtc = now, DueUtc = now, SentUtc = d.Item2, ParkedUtc = d.Item3,
            }));
            return await db.SaveChangesAsync();
        });
        app.Clock.Set("2026-12-19 10:00");
        Assert.Equal(0, await app.Get<DropOldNotices>().HandleAsync(default));
        await app.TellAsync(Notice("new"), new Recipients(Role: "Administrator"));
        app.Clock.Set("2026-12-21 10:00");
        await app.Get<DropOldNotices>().HandleAsync(default);
        Assert.Equal("new", await app.QueryAsync(db => db.Set<InboxNotice>().Select(n => n.Key).SingleAsync()));
        Assert.Equal(["c"], (await app.DeliveriesAsync()).Select(d => d.Key));
    }
}
