using System.Globalization;
using GovPortal.Kernel.Text;
using GovPortal.Notifications;
using GovPortal.Notifications.Activities;
using GovPortal.Notifications.Areas.Admin.Pages.Notices;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Rules;
using GovPortal.Outbound;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Modules.Tests.Notifications;

public sealed class RulesTests
{
    /// <summary>The vector of docs/formats.md: what receivers check must never change.</summary>
    [Fact]
    public void The_signature_of_a_body_is_fixed() => Assert.Equal(
        "t=1795600000,v1=accd7223956fc422fc3e4f4470c68013e1da1cca78d883a860992d8fdf8ca412",
        BodySignature.Of("whs_example", 1795600000, """{"id":"4abc","kind":"content.published","subject":"4def","agency":"rsj","occurredUtc":"2026-11-25T02:00:00Z"}"""));

    [Fact]
    public void A_body_holds_ids_a_kind_and_an_instant() => Assert.Equal(
        """{"id":"4abc","kind":"content.published","subject":"4def","agency":null,"occurredUtc":"2026-11-25T02:00:00Z"}""",
        WebhookQueue.Body("4abc", "content.published", "4def", null, new DateTime(2026, 11, 25, 2, 0, 0, DateTimeKind.Utc)));

    [Theory]
    [InlineData("/Admin"), InlineData("/Admin/Content/Item/4abc"), InlineData("/Admin/Deadlines?status=overdue&page=2"), InlineData("/Admin#x")]
    public void A_page_of_the_administration_is_accepted(string url) => Assert.True(LocalUrl.Accepts(url));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("/"), InlineData("/Administrator"), InlineData("//evil.example/Admin"), InlineData("https://evil.example/Admin"), InlineData("/admin")]
    [InlineData("/Admin/../x"), InlineData("/Admin/%2e%2e/x"), InlineData("/Admin\\evil"), InlineData("/Admin//evil.example"), InlineData("/Admin/\r\nLocation: x"), InlineData("javascript:alert(1)")]
    public void Anything_else_is_not(string? url) => Assert.False(LocalUrl.Accepts(url));

    [Theory]
    [InlineData("2026-11-25 00:00", null), InlineData("2026-11-25 08:29:59", null), InlineData("2026-11-25 08:30", "2026-11-25"), InlineData("2026-11-25 23:59", "2026-11-25")]
    public void A_digest_is_due_from_half_past_eight(string civil, string? day) => Assert.Equal(
        day is null ? null : DateOnly.Parse(day, CultureInfo.InvariantCulture), DigestTime.DueDay(DateTime.Parse(civil, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("a@b.example", 1), InlineData("a@b.example, c@d.example；e@f.example", 3), InlineData("", 0), InlineData("not an address", -1), InlineData("a@b.example, nobody", -1)]
    public void Recipients_are_addresses_or_refused(string text, int count) => Assert.Equal(count, EmailTask.Addresses(text)?.Count ?? -1);

    /// <summary>A delivery keeps its error as a code; the page shows the text.</summary>
    [Fact]
    public void Every_error_of_a_delivery_has_a_text()
    {
        var texts = new Texts([new TextSource(typeof(NotificationsModule).Assembly), new TextSource(typeof(GovPortal.Outbound.OutboundHttp).Assembly)]);
        foreach (var code in "mail.refused mail.sign-in-refused mail.tls-failed mail.unreachable mail.no-address mail.read-meanwhile delivery.interrupted delivery.failed webhook.off webhook.secret-unreadable webhook.status outbound.timeout outbound.unreachable outbound.address-refused outbound.redirect-refused".Split(' '))
        {
            Assert.True(texts.Has(code, "zh") && texts.Has(code, "en"), code);
            Assert.DoesNotContain("{", DeliveryTexts.Error(texts, new Delivery { Id = "4", Key = "k", LastError = code + " value" }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Mail_settings_are_checked_at_the_start_and_never_show_the_password()
    {
        Assert.False(Read().IsOn);
        var settings = Read(("Host", "mail.example"), ("From", "a@b.example"), ("Password", "geheim"), ("Security", "tls"));
        Assert.Equal((465, MailSecurity.Tls), (settings.Port, settings.Security));
        Assert.DoesNotContain("geheim", settings.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Read(("Host", "mail.example")));
        Assert.Throws<InvalidOperationException>(() => Read(("Security", "ssl3")));

        static MailSettings Read(params (string Key, string Value)[] values) =>
            MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => "Portal:Mail:" + v.Key, v => (string?)v.Value)).Build());
    }
}
