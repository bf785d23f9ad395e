using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Results;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Notifications.Telling;

namespace GovPortal.Web.Tests.Notifications;

/// <summary>Mail against a real SMTP conversation on the loopback interface.</summary>
public sealed class MailTests
{
    [Fact]
    public async Task A_notice_goes_at_once_to_whom_wants_it_so_and_names_no_title()
    {
        await using var smtp = new SmtpServer();
        await using var app = await QuietPortalAsync(smtp.Settings);
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("editor", MailMode.Each);
        await bureau.MailsAsync("head", MailMode.Digest);
        await bureau.MailsAsync("office", MailMode.Off);
        await bureau.MailsAsync("leader", MailMode.Each, email: "");
        await app.TellAsync(Notice("k", "danger"), new Recipients(Role: "SectionEditor"), new Recipients(Role: "SectionHead"), new Recipients(Role: "Office"), new Recipients(Role: "DeputyLeader"));
        await app.DeliverAsync();
        await app.DeliverAsync();

        var mail = Assert.Single(smtp.Mails);
        Assert.Equal("editor@county.example", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal("portal@county.example", Assert.Single(mail.From.Mailboxes).Address);
        var delivery = Assert.Single(await app.DeliveriesAsync());
        Assert.Equal($"{delivery.Id}@county.example", mail.MessageId);
        Assert.Equal((DeliveryState.Sent, 1, null), (delivery.State, delivery.Attempts, delivery.LastError));
        Assert.Contains("1 条新通知（紧急）", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("https://www.county.example/Admin/Notices/Open/" + delivery.NoticeId, mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("稳岗", mail.Subject + mail.TextBody, StringComparison.Ordinal);
        Assert.NotNull(await app.QueryAsync(db => db.Set<InboxNotice>().Where(n => n.Id == delivery.NoticeId).Select(n => n.MailedUtc).SingleAsync()));
    }

    [Fact]
    public async Task A_refused_mail_is_tried_again_with_back_off_and_the_same_message_id()
    {
        await using var smtp = new SmtpServer { RecipientAnswer = "451 later" };
        await using var app = await QuietPortalAsync(smtp.Settings);
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("editor", MailMode.Each);
        await app.TellAsync(Notice("k"), new Recipients([await bureau.UserIdAsync("editor")]));
        await app.DeliverAsync();
        var waiting = Assert.Single(await app.DeliveriesAsync());
        Assert.Equal((DeliveryState.Waiting, 1, "mail.refused 451"), (waiting.State, waiting.Attempts, waiting.LastError));
        Assert.True(waiting.DueUtc > app.Clock.GetUtcNow().UtcDateTime);

        smtp.RecipientAnswer = null;
        await app.DeliverAsync();
        Assert.Empty(smtp.Mails);
        app.Clock.Set("2026-11-20 10:02");
        await app.DeliverAsync();
        Assert.Equal(waiting.Id + "@county.example", Assert.Single(smtp.Mails).MessageId);
        var sent = Assert.Single(await app.DeliveriesAsync());
        Assert.Equal((DeliveryState.Sent, 2, null), (sent.State, sent.Attempts, sent.LastError));
    }

    [Fact]
    public async Task A_last_word_parks_at_once_and_too_many_attempts_park_in_the_end_until_somebody_retries()
    {
        await using var smtp = new SmtpServer { RecipientAnswer = "550 unknown" };
        await using var app = await QuietPortalAsync(smtp.Settings);
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("editor", MailMode.Each);
        await app.TellAsync(Notice("a"), new Recipients([await bureau.UserIdAsync("editor")]));
        await app.DeliverAsync();
        var parked = Assert.Single(await app.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, 1, "mail.refused 550"), (parked.State, parked.Attempts, parked.LastError));

        smtp.RecipientAnswer = "451 later";
        var admin = await bureau.ActorAsync("admin");
        Assert.True((await app.Get<RetryDelivery>().HandleAsync(parked.Id, await bureau.ActorAsync("office"), default)).Has(Failure.NotAllowed));
        Assert.True((await app.Get<RetryDelivery>().HandleAsync(parked.Id, admin, default)).Succeeded);
        for (var day = 21; day <= 30; day++)
        {
            foreach (var hour in (string[])["00:00", "00:20", "02:00", "08:00", "16:00"])
            {
                app.Clock.Set($"2026-11-{day} {hour}");
                await app.DeliverAsync();
            }
        }
        var given = (await app.DeliveriesAsync()).Single(d => d.Kind == DeliveryKind.Notice);
        Assert.Equal((DeliveryState.Failed, 12), (given.State, given.Attempts));

        smtp.RecipientAnswer = null;
        smtp.Mails.Clear();
        Assert.True((await app.Get<RetryDelivery>().HandleAsync(parked.Id, admin, default)).Succeeded);
        await app.DeliverAsync();
        Assert.Single(smtp.Mails);
        Assert.True((await app.Get<RetryDelivery>().HandleAsync(parked.Id, admin, default)).Has("delivery.already-sent"));
    }

    [Fact]
    public async Task A_mail_that_may_have_gone_out_comes_again_recognisably_and_not_before_the_claim_ends()
    {
        await using var smtp = new SmtpServer { HangUpAfterData = true };
        await using var app = await QuietPortalAsync(smtp.Settings);
        await using var second = await app.SecondNodeAsync();
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("editor", MailMode.Each);
        await app.TellAsync(Notice("k"), new Recipients([await bureau.UserIdAsync("editor")]));
        await Task.WhenAll(app.DeliverAsync(), second.DeliverAsync());
        smtp.HangUpAfterData = false;
        await second.DeliverAsync();
        Assert.Single(smtp.Mails);
        app.Clock.Set("2026-11-20 10:30");
        await Task.WhenAll(app.DeliverAsync(), second.DeliverAsync());
        Assert.Equal(2, smtp.Mails.Count);
        Assert.Single(smtp.Mails.Select(m => m.MessageId).Distinct());
        Assert.Equal(DeliveryState.Sent, Assert.Single(await app.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task A_digest_comes_once_a_day_at_half_past_eight_with_what_waits_though_two_nodes_run()
    {
        await using var smtp = new SmtpServer();
        await using var app = await QuietPortalAsync(smtp.Settings);
        await using var second = await app.SecondNodeAsync();
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("head", MailMode.Digest);
        await app.DeliverAsync();
        var draft = Bureau.Must(await bureau.DraftAsync(bureau.Article("关于社保补贴的草稿")));
        Bureau.Must(await bureau.SubmitAsync(draft.VersionId));
        for (var i = 0; i < 3; i++) await app.TellAsync(Notice("k" + i, i == 0 ? "danger" : "info"), new Recipients([await bureau.UserIdAsync("head")]));

        app.Clock.Set("2026-11-21 08:29");
        await Task.WhenAll(app.DeliverAsync(), second.DeliverAsync());
        Assert.Empty(smtp.Mails);
        app.Clock.Set("2026-11-21 08:30");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run((i % 2 == 0 ? app : second).DeliverAsync)));
        var mail = Assert.Single(smtp.Mails);
        Assert.Contains("您有 3 条未读通知：紧急 1 条、通知 2 条。", mail.TextBody, StringComparison.Ordinal);
        Assert.Matches("待我办理：.*1 件", mail.TextBody);
        Assert.DoesNotContain("草稿", mail.Subject + mail.TextBody, StringComparison.Ordinal);

        // Nothing new: no mail the next day. What is new alone counts the day after.
        app.Clock.Set("2026-11-22 09:00");
        await app.DeliverAsync();
        await second.DeliverAsync();
        Assert.Single(smtp.Mails);
        await app.TellAsync(Notice("late"), new Recipients([await bureau.UserIdAsync("head")]));
        app.Clock.Set("2026-11-23 08:31");
        await app.DeliverAsync();
        Assert.Contains("您有 1 条未读通知", smtp.Mails.Last().TextBody, StringComparison.Ordinal);
        Assert.Equal(2, smtp.Mails.Count);
    }

    [Fact]
    public async Task Titles_are_named_where_the_setting_lets_them_and_what_was_read_needs_no_mail()
    {
        await using var smtp = new SmtpServer();
        await using var app = await QuietPortalAsync([.. smtp.Settings, "Portal:Mail:ShowTitles=true"]);
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("editor", MailMode.Each);
        await bureau.MailsAsync("editor2", MailMode.Digest);
        await app.TellAsync(Notice("k"), new Recipients([await bureau.UserIdAsync("editor"), await bureau.UserIdAsync("editor2")]));
        await app.DeliverAsync();
        Assert.Contains("关于稳岗返还的草稿", Assert.Single(smtp.Mails).TextBody, StringComparison.Ordinal);
        // Read between queueing and sending.
        app.Clock.Set("2026-11-21 08:30");
        await app.Get<QueueDigests>().HandleAsync(default);
        await app.Get<MarkNotices>().HandleAsync(null, read: true, await bureau.ActorAsync("editor2"), default);
        await app.DeliverAsync();
        Assert.Equal(1, smtp.Mails.Count(m => m.To.Mailboxes.Single().Address == "editor@county.example"));
        Assert.All((await app.DeliveriesAsync()).Where(d => d.Kind == DeliveryKind.Digest), d => Assert.Equal(DeliveryState.Sent, d.State));
    }

    [Fact]
    public async Task Without_a_server_nothing_is_queued_and_a_test_mail_says_so()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        await bureau.MailsAsync("editor", MailMode.Each);
        await app.TellAsync(Notice("k"), new Recipients(Role: "SectionEditor"));
        app.Clock.Set("2026-11-21 08:30");
        await app.DeliverAsync();
        Assert.Empty(await app.DeliveriesAsync());
        Assert.True((await app.Get<SendTestMail>().HandleAsync(await bureau.ActorAsync("admin"), default)).Has("mail.off"));
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        Assert.Contains("邮件没有开通", (await admin.GoAsync("/Admin/Notices/Deliveries")).Text, StringComparison.Ordinal);
        Assert.Contains("本站没有开通邮件", (await admin.GoAsync("/Admin/Notices/Settings")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_mail_is_sent_from_the_page_and_the_page_shows_how_it_went()
    {
        await using var smtp = new SmtpServer();
        await using var app = await QuietPortalAsync([.. smtp.Settings, "Portal:Mail:Password=sehr-geheim"]);
        var bureau = await Bureau.OpenAsync(app);
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Notices/Deliveries");
        await admin.SubmitAsync("form[action*=Test]");
        Assert.Contains("账号没有电子邮箱", admin.Text, StringComparison.Ordinal);
        await bureau.MailsAsync("admin", MailMode.Off);
        await admin.SubmitAsync("form[action*=Test]");
        await app.DeliverAsync();
        Assert.Contains("测试邮件", Assert.Single(smtp.Mails).Subject, StringComparison.Ordinal);
        await admin.GoAsync("/Admin/Notices/Deliveries?state=sent");
        Assert.Contains("已发出", admin.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sehr-geheim", admin.Page.Source.Text, StringComparison.Ordinal);
        using var office = await bureau.SignedInAsync("office");
        Assert.Equal(403, (int)(await office.GetRawAsync("/Admin/Notices/Deliveries")).StatusCode);
    }
}
