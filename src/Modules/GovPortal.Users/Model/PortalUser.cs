using GovPortal.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Model;

/// <summary>
/// A person with an account. Accounts are closed, never deleted: the audit trail and old versions keep naming them.
/// </summary>
public sealed class PortalUser : IdentityUser
{
    public string DisplayName { get; set; } = "";
    /// <summary>The agency the person works for; null for an account of the portal itself.</summary>
    public string? AgencyId { get; set; }
    public bool IsClosed { get; set; }
    /// <summary>Signed in with a password somebody else knows; nothing but a new password is possible until it is changed.</summary>
    public bool MustChangePassword { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime? LastSignInUtc { get; set; }
    /// <summary>Sign-in is refused until then. Instead of Identity's <c>LockoutEnd</c>, which is no plain instant.</summary>
    public DateTime? LockedUntilUtc { get; set; }

    /// <summary>The form in which user names are compared: case, width and surrounding space make no difference.</summary>
    public static string Normalize(string userName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return userName.Trim().Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();
    }

    /// <summary>Ends every session: their cookies carry the stamp of before.</summary>
    internal void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");
}

internal sealed class UserModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<PortalUser>(user =>
        {
            user.ToTable("PortalUsers").HasKey(u => u.Id);
            user.Property(u => u.Id).HasMaxLength(64);
            user.Property(u => u.UserName).HasMaxLength(64);
            user.Property(u => u.NormalizedUserName).HasMaxLength(64);
            user.Property(u => u.Email).HasMaxLength(200);
            user.Property(u => u.NormalizedEmail).HasMaxLength(200);
            user.Property(u => u.PasswordHash).HasMaxLength(200);
            user.Property(u => u.SecurityStamp).HasMaxLength(64);
            user.Property(u => u.ConcurrencyStamp).HasMaxLength(64);
            user.Property(u => u.DisplayName).HasMaxLength(60);
            user.Property(u => u.AgencyId).HasMaxLength(64);
            user.HasIndex(u => u.NormalizedUserName).IsUnique();
            user.Ignore(u => u.LockoutEnd).Ignore(u => u.LockoutEnabled).Ignore(u => u.EmailConfirmed)
                .Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed).Ignore(u => u.TwoFactorEnabled);
        });

        // Empty until a county signs its people in through a provincial identity provider.
        model.Entity<IdentityUserClaim<string>>(claim =>
        {
            claim.ToTable("PortalUserClaims").HasKey(c => c.Id);
            claim.Property(c => c.UserId).HasMaxLength(64);
            claim.HasOne<PortalUser>().WithMany().HasForeignKey(c => c.UserId).IsRequired();
        });
        model.Entity<IdentityUserLogin<string>>(login =>
        {
            login.ToTable("PortalUserLogins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
            login.Property(l => l.LoginProvider).HasMaxLength(100);
            login.Property(l => l.ProviderKey).HasMaxLength(200);
            login.Property(l => l.UserId).HasMaxLength(64);
            login.HasOne<PortalUser>().WithMany().HasForeignKey(l => l.UserId).IsRequired();
        });
        model.Entity<IdentityUserToken<string>>(token =>
        {
            token.ToTable("PortalUserTokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.Property(t => t.UserId).HasMaxLength(64);
            token.Property(t => t.LoginProvider).HasMaxLength(100);
            token.Property(t => t.Name).HasMaxLength(100);
            token.HasOne<PortalUser>().WithMany().HasForeignKey(t => t.UserId).IsRequired();
        });
    }
}
