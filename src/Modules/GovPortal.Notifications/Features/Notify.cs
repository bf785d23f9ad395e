using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>
/// Puts notices into inboxes and queues what goes beyond: mails for those who want each at once, calls of the webhooks that
/// ask for the tone. All in the caller's transaction, in a number of queries that does not grow with the recipients.
/// </summary>
internal sealed class Notify(IPeople people, MailSettings mail) : INotify
{
    private static readonly IReadOnlySet<string> NoPermissions = new HashSet<string>();

    public async Task<int> SendAsync(PortalTransaction tx, Notice notice, IReadOnlyList<Recipients> to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tx);
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.Key.Length is 0 or > InboxNotice.MaxKeyLength) throw new ArgumentException("A notice's key has 1 to 100 characters.", nameof(notice));
        if (!LocalUrl.Accepts(notice.Url) || notice.Url.Length > InboxNotice.MaxUrlLength) throw new ArgumentException("A notice leads to a page below /Admin.", nameof(notice));
        if (!Tones.All.Contains(notice.Tone)) throw new ArgumentException("A notice has one of the five tones.", nameof(notice));

        var emails = await people.ActiveEmailsAsync(tx.Db, await NamedAsync(tx.Db, to, cancellation), cancellation);
        var fresh = await InsertAsync(tx, notice, emails.Keys, cancellation);
        if (fresh.Count == 0) return 0;
        if (mail.IsOn) await QueueMailsAsync(tx, notice, fresh.Where(f => emails[f.UserId].Length > 0).ToList(), cancellation);
        await WebhookQueue.NoticeAsync(tx, notice, cancellation);
        return fresh.Count;
    }

    /// <summary>The people named and those who hold the roles there, whether their account is open or not.</summary>
    private static async Task<IEnumerable<string>> NamedAsync(PortalDbContext db, IReadOnlyList<Recipients> to, CancellationToken cancellation)
    {
        var ids = to.SelectMany(r => r.UserIds ?? []).ToHashSet(StringComparer.Ordinal);
        var roles = to.Select(r => r.Role).OfType<string>().Distinct().ToList();
        if (roles.Count == 0) return ids;
        var held = await db.Set<Membership>().AsNoTracking().Where(m => roles.Contains(m.Role)).ToListAsync(cancellation);
        foreach (var r in to.Where(r => r.Role is not null))
        {
            ids.UnionWith(held
                .Where(m => m.Role == r.Role && new Grant(m.Role, NoPermissions, r.AgencyId is null ? null : m.AgencyId, m.SectionId).Covers(r.AgencyId, r.SectionId))
                .Select(m => m.UserId));
        }
        return ids;
    }

    private static async Task<IReadOnlyList<(string UserId, string NoticeId)>> InsertAsync(
        PortalTransaction tx, Notice notice, IEnumerable<string> userIds, CancellationToken cancellation)
    {
        // In one order everywhere, so that two transactions with the same key wait for one another and not in a circle.
        var rows = userIds.Order(StringComparer.Ordinal).Select(u => (UserId: u, Id: ContentIds.New())).ToList();
        await NewRows.InsertAsync(tx.Db, "Notices", ["Id", "UserId", "Key", "Title", "Text", "Url", "Tone", "SubjectId", "AgencyId", "CreatedUtc"],
            rows.Select(r => new object?[]
            {
                r.Id, r.UserId, notice.Key, Cut(notice.Title, InboxNotice.MaxTitleLength), Cut(notice.Text, InboxNotice.MaxTextLength), notice.Url, notice.Tone,
                notice.SubjectId, notice.AgencyId, tx.NowUtc,
            }), cancellation);
        // Which of them are new: whoever had one by this key keeps that one.
        var ids = rows.Select(r => r.Id).ToList();
        var kept = await tx.Db.Set<InboxNotice>().AsNoTracking().Where(n => n.Key == notice.Key && ids.Contains(n.Id)).Select(n => n.Id).ToListAsync(cancellation);
        var known = kept.ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(r => known.Contains(r.Id))];
    }

    private static async Task QueueMailsAsync(PortalTransaction tx, Notice notice, List<(string UserId, string NoticeId)> fresh, CancellationToken cancellation)
    {
        var ids = fresh.Select(f => f.UserId).ToList();
        var atOnce = await tx.Db.Set<NoticePreference>().AsNoTracking().Where(p => ids.Contains(p.UserId) && p.Mail == MailMode.Each).Select(p => p.UserId).ToListAsync(cancellation);
        await NewRows.QueueAsync(tx.Db, fresh.Where(f => atOnce.Contains(f.UserId)).Select(f => new Delivery
        {
            Id = ContentIds.New(), Key = $"notice/{f.NoticeId}", Channel = DeliveryChannel.Mail, Kind = DeliveryKind.Notice, UserId = f.UserId, NoticeId = f.NoticeId,
            AgencyId = notice.AgencyId, CreatedUtc = tx.NowUtc, DueUtc = tx.NowUtc,
        }), cancellation);
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = length - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
