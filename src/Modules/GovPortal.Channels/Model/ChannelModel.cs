using GovPortal.Channels.Rules;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Model;

internal sealed class ChannelModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Channel>(channel =>
        {
            channel.ToTable("Channels").HasKey(c => c.Id);
            channel.Property(c => c.Id).HasMaxLength(26);
            channel.Property(c => c.Kind).HasMaxLength(20);
            channel.Property(c => c.Title).HasMaxLength(Channel.MaxTitle);
            channel.Property(c => c.BaseUrl).HasMaxLength(WebAddress.MaxLength);
            channel.Property(c => c.Secret).HasMaxLength(2000);
            channel.Property(c => c.Account).HasMaxLength(Channel.MaxAccount);
            channel.Property(c => c.CoverMediaId).HasMaxLength(200);
            channel.Property(c => c.AgencyId).HasMaxLength(64);
            channel.Ignore(c => c.ColumnList).Ignore(c => c.Follows);
        });
        model.Entity<ChannelPosting>(posting =>
        {
            posting.ToTable("ChannelPostings").HasKey(p => p.Id);
            posting.Property(p => p.Id).HasMaxLength(26);
            posting.Property(p => p.Key).HasMaxLength(100);
            posting.Property(p => p.Kind).HasMaxLength(20);
            posting.Property(p => p.ChannelId).HasMaxLength(26);
            posting.Property(p => p.ContentItemId).HasMaxLength(26);
            posting.Property(p => p.VersionId).HasMaxLength(26);
            posting.Property(p => p.AgencyId).HasMaxLength(64);
            posting.Property(p => p.ColumnId).HasMaxLength(64);
            posting.Property(p => p.State).HasMaxLength(20);
            posting.Property(p => p.Task).HasMaxLength(20);
            posting.Property(p => p.ExternalId).HasMaxLength(ChannelPosting.MaxExternalId);
            posting.Property(p => p.Address).HasMaxLength(WebAddress.MaxLength);
            posting.Property(p => p.Reason).HasMaxLength(ChannelPosting.MaxReason);
            posting.Property(p => p.LastError).HasMaxLength(ChannelPosting.MaxError);
            posting.Property(p => p.ClaimId).HasMaxLength(26);
            posting.Property(p => p.Outlet).HasMaxLength(ChannelPosting.MaxOutlet);
            posting.Property(p => p.Form).HasMaxLength(20);
            posting.HasIndex(p => p.Key).IsUnique();
            posting.HasIndex(p => new { p.ContentItemId, p.CreatedUtc });
            posting.HasIndex(p => new { p.AgencyId, p.CreatedUtc });
            posting.HasIndex(p => p.DueUtc, "IX_ChannelPostings_Due").HasFilter("\"Task\" <> 'None'");
            // Everybody's home page asks for these.
            posting.HasIndex(p => p.StateUtc, "IX_ChannelPostings_Hand").HasFilter("\"NeedsHand\"");
            posting.HasIndex(p => p.StateUtc, "IX_ChannelPostings_Failed").HasFilter("\"State\" = 'Failed'");
        });
        model.Entity<TakenReceipt>(receipt =>
        {
            receipt.ToTable("ChannelReceipts").HasKey(r => r.Signature);
            receipt.Property(r => r.Signature).HasMaxLength(120);
            receipt.HasIndex(r => r.TakenUtc);
        });
    }
}
