using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Model;

internal sealed class NotificationModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<InboxNotice>(notice =>
        {
            notice.ToTable("Notices").HasKey(n => n.Id);
            notice.Property(n => n.Id).HasMaxLength(26);
            notice.Property(n => n.UserId).HasMaxLength(64);
            notice.Property(n => n.Key).HasMaxLength(InboxNotice.MaxKeyLength);
            notice.Property(n => n.Title).HasMaxLength(InboxNotice.MaxTitleLength);
            notice.Property(n => n.Text).HasMaxLength(InboxNotice.MaxTextLength);
            notice.Property(n => n.Url).HasMaxLength(InboxNotice.MaxUrlLength);
            notice.Property(n => n.Tone).HasMaxLength(10);
            notice.Property(n => n.SubjectId).HasMaxLength(64);
            notice.Property(n => n.AgencyId).HasMaxLength(64);
            notice.HasIndex(n => new { n.UserId, n.Key }).IsUnique();
            notice.HasIndex(n => new { n.UserId, n.CreatedUtc });
            // The bell counts on every page, the digest looks for whom to write to.
            notice.HasIndex(n => new { n.UserId, n.MailedUtc }).HasFilter("\"ReadUtc\" IS NULL");
            notice.HasIndex(n => n.CreatedUtc);
        });
        model.Entity<NoticePreference>(preference =>
        {
            preference.ToTable("NoticePreferences").HasKey(p => p.UserId);
            preference.Property(p => p.UserId).HasMaxLength(64);
            preference.Property(p => p.Mail).HasMaxLength(10);
        });
        model.Entity<DigestDay>(day => day.ToTable("DigestDays").HasKey(d => d.Day));
        model.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("Deliveries").HasKey(d => d.Id);
            delivery.Property(d => d.Id).HasMaxLength(26);
            delivery.Property(d => d.Key).HasMaxLength(200);
            delivery.Property(d => d.Channel).HasMaxLength(10);
            delivery.Property(d => d.Kind).HasMaxLength(10);
            delivery.Property(d => d.UserId).HasMaxLength(64);
            delivery.Property(d => d.NoticeId).HasMaxLength(26);
            delivery.Property(d => d.WebhookId).HasMaxLength(26);
            delivery.Property(d => d.AgencyId).HasMaxLength(64);
            delivery.Property(d => d.LastError).HasMaxLength(200);
            delivery.Ignore(d => d.State);
            delivery.HasIndex(d => d.Key).IsUnique();
            delivery.HasIndex(d => new { d.Channel, d.DueUtc }).HasFilter("\"SentUtc\" IS NULL AND \"ParkedUtc\" IS NULL");
            delivery.HasIndex(d => new { d.WebhookId, d.CreatedUtc });
            delivery.HasIndex(d => d.CreatedUtc);
        });
        model.Entity<Webhook>(webhook =>
        {
            webhook.ToTable("Webhooks").HasKey(w => w.Id);
            webhook.Property(w => w.Id).HasMaxLength(26);
            webhook.Property(w => w.Url).HasMaxLength(Webhook.MaxUrlLength);
            webhook.Property(w => w.Secret).HasMaxLength(1000);
            webhook.Property(w => w.AgencyId).HasMaxLength(64);
            webhook.Ignore(w => w.ToneList).Ignore(w => w.KindList);
        });
    }
}
