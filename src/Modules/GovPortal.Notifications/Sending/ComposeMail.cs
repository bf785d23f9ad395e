using System.Text;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace GovPortal.Notifications.Sending;

/// <summary>A mail that a workflow wrote, as it waits in a delivery.</summary>
internal sealed record MailDraft(
    IReadOnlyList<string> To, IReadOnlyList<string> Cc, IReadOnlyList<string> Bcc, IReadOnlyList<string> ReplyTo, string Subject, string Text, string Html);

/// <param name="Why">Where there is no message.</param>
internal sealed record ComposedMail(MimeMessage? Message, Attempt? Why, IReadOnlyList<string> NoticeIds);

/// <summary>
/// Writes a delivery's mail when it is sent, from what holds then. It says how many of which kind and where they are; titles
/// only where <c>Portal:Mail:ShowTitles</c> lets it.
/// </summary>
internal sealed class ComposeMail(MailSettings settings, IPeople people, Actors actors, IEnumerable<IWorkItems> work, PortalStateReader state, SiteAddress site, IConfiguration configuration, ITexts texts)
{
    private const int MaxTitles = 20;
    private const int MaxNotices = 500;

    public async Task<ComposedMail> HandleAsync(PortalDbContext db, Delivery delivery, CancellationToken cancellation)
    {
        if (delivery.Kind == DeliveryKind.Message) return Written(delivery);
        var user = delivery.UserId ?? "";
        var emails = await people.ActiveEmailsAsync(db, [user], cancellation);
        if (!MailboxAddress.TryParse(emails.GetValueOrDefault(user, ""), out var to)) return new ComposedMail(null, new Attempt("mail.no-address", IsFinal: true), []);
        var notices = delivery.Kind == DeliveryKind.Test ? [] : await NoticesAsync(db, delivery, cancellation);
        if (delivery.Kind != DeliveryKind.Test && notices.Count == 0) return new ComposedMail(null, new Attempt("mail.read-meanwhile") { IsNothing = true }, []);
        var (subject, text) = delivery.Kind switch
        {
            DeliveryKind.Test => (texts["测试邮件"], texts["这是一封测试邮件，收到即表示邮件发送设置可用。"]),
            DeliveryKind.Notice => One(notices[0]),
            _ => await DigestAsync(db, user, notices, cancellation),
        };
        var message = Envelope(delivery, $"{SiteName}：{subject}");
        message.To.Add(to);
        message.Body = new TextPart("plain") { Text = text };
        return new ComposedMail(message, null, [.. notices.Select(n => n.Id)]);
    }

    /// <summary>What the delivery tells of, the newest first: the one notice or all that no mail told of; none that was read meanwhile.</summary>
    private static Task<List<InboxNotice>> NoticesAsync(PortalDbContext db, Delivery delivery, CancellationToken cancellation)
    {
        var unread = db.Set<InboxNotice>().AsNoTracking().Where(n => n.UserId == delivery.UserId && n.ReadUtc == null);
        unread = delivery.Kind == DeliveryKind.Notice ? unread.Where(n => n.Id == delivery.NoticeId) : unread.Where(n => n.MailedUtc == null);
        return unread.OrderByDescending(n => n.CreatedUtc).ThenBy(n => n.Id).Take(MaxNotices).ToListAsync(cancellation);
    }

    private (string Subject, string Text) One(InboxNotice notice)
    {
        var text = new StringBuilder();
        text.AppendLine(texts["您有 1 条新的未读通知（{0}）。", texts[Tones.Title(notice.Tone)]]);
        if (settings.ShowTitles) text.AppendLine().AppendLine(notice.Title);
        AppendLinks(text, $"/Admin/Notices/Open/{notice.Id}");
        return (texts["1 条新通知（{0}）", texts[Tones.Title(notice.Tone)]], text.ToString());
    }

    private async Task<(string Subject, string Text)> DigestAsync(PortalDbContext db, string userId, List<InboxNotice> notices, CancellationToken cancellation)
    {
        var counts = Tones.All.Select(tone => (Tone: tone, Count: notices.Count(n => n.Tone == tone))).Where(c => c.Count > 0);
        var text = new StringBuilder();
        text.AppendLine(texts["您有 {0} 条未读通知：{1}。", notices.Count, string.Join("、", counts.Select(c => texts["{0} {1} 条", texts[Tones.Title(c.Tone)], c.Count]))]);
        if (settings.ShowTitles)
        {
            text.AppendLine();
            foreach (var notice in notices.Take(MaxTitles)) text.Append("· ").AppendLine(notice.Title);
        }
        if (await actors.LoadAsync(userId, cancellation) is { } actor)
        {
            var groups = new List<WorkItemGroup>();
            foreach (var module in work) groups.AddRange(await module.WaitingForAsync(db, actor, cancellation));
            var waiting = groups.Where(g => g.Total > 0).OrderBy(g => g.Order).Select(g => texts["{0} {1} 件", g.Title, g.Total]).ToList();
            if (waiting.Count > 0) text.AppendLine().AppendLine(texts["待我办理：{0}。", string.Join("、", waiting)]);
        }
        AppendLinks(text, "/Admin/Notices");
        return (texts["{0} 条未读通知", notices.Count], text.ToString());
    }

    /// <summary>Without an address of the site a mail names the path alone.</summary>
    private void AppendLinks(StringBuilder text, string path) => text.AppendLine()
        .AppendLine(texts["查看：{0}", site.Url + path])
        .AppendLine(texts["修改接收方式：{0}", site.Url + "/Admin/Notices/Settings"]);

    private ComposedMail Written(Delivery delivery)
    {
        var draft = JsonSerializer.Deserialize<MailDraft>(delivery.Payload, CanonicalJson.Unescaped)!;
        var message = Envelope(delivery, draft.Subject);
        message.To.AddRange(draft.To.Select(MailboxAddress.Parse));
        message.Cc.AddRange(draft.Cc.Select(MailboxAddress.Parse));
        message.Bcc.AddRange(draft.Bcc.Select(MailboxAddress.Parse));
        message.ReplyTo.AddRange(draft.ReplyTo.Select(MailboxAddress.Parse));
        var body = new BodyBuilder { TextBody = draft.Text.Length > 0 ? draft.Text : null, HtmlBody = draft.Html.Length > 0 ? draft.Html : null };
        message.Body = body.ToMessageBody();
        return new ComposedMail(message, null, []);
    }

    private MimeMessage Envelope(Delivery delivery, string subject)
    {
        var message = new MimeMessage
        {
            // The same at every attempt: a mail that came twice after a crash is recognised by it.
            MessageId = $"{delivery.Id}@{new System.Net.Mail.MailAddress(settings.From).Host}",
            Date = new DateTimeOffset(delivery.CreatedUtc, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(8)),
            Subject = subject,
        };
        message.From.Add(new MailboxAddress(settings.FromName.Length > 0 ? settings.FromName : SiteName, settings.From));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private string SiteName => state.Current.Site.Name is { Length: > 0 } name ? name
        : configuration["Portal:Site:Name"] is { Length: > 0 } configured ? configured : texts["政务公开"];
}
