using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Access;

/// <summary>A role (角色) as the set-up recipe names it.</summary>
public sealed class Role
{
    public required string Name { get; init; }
    public required string DisplayName { get; set; }
    public int Position { get; set; }

    /// <summary>The name alone: what stands before the colon of a described role (<c>科室负责人：审核本科室…</c>).</summary>
    public string ShortName => DisplayName.Split('：')[0];
}

public sealed class RolePermission
{
    public required string Role { get; init; }
    public required string Permission { get; init; }
}

/// <summary>A person holds a role, for one agency and section or for all (null).</summary>
public sealed class Membership
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Role { get; init; }
    public string? AgencyId { get; init; }
    public string? SectionId { get; init; }
}

/// <summary>
/// A reviewer lets another person review in their name for some days (委托代审): the reviews only, never writing or publishing.
/// </summary>
public sealed class Delegation
{
    public required string Id { get; init; }
    public required string FromUserId { get; init; }
    public required string ToUserId { get; init; }
    /// <summary>First and last day, both counted, in Asia/Shanghai.</summary>
    public DateOnly FromDate { get; init; }
    public DateOnly UntilDate { get; init; }
    public required string Reason { get; init; }
    public DateTime CreatedUtc { get; init; }
    public DateTime? RevokedUtc { get; set; }
}

internal sealed class AccessModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Role>(role =>
        {
            role.ToTable("Roles").HasKey(r => r.Name);
            role.Property(r => r.Name).HasMaxLength(60);
            role.Property(r => r.DisplayName).HasMaxLength(60);
            role.Ignore(r => r.ShortName);
        });
        model.Entity<RolePermission>(permission =>
        {
            permission.ToTable("RolePermissions").HasKey(p => new { p.Role, p.Permission });
            permission.Property(p => p.Role).HasMaxLength(60);
            permission.Property(p => p.Permission).HasMaxLength(60);
        });
        model.Entity<Membership>(membership =>
        {
            membership.ToTable("Memberships").HasKey(m => m.Id);
            membership.Property(m => m.Id).HasMaxLength(26);
            membership.Property(m => m.UserId).HasMaxLength(64);
            membership.Property(m => m.Role).HasMaxLength(60);
            membership.Property(m => m.AgencyId).HasMaxLength(64);
            membership.Property(m => m.SectionId).HasMaxLength(64);
            membership.HasIndex(m => m.UserId);
            membership.HasIndex(m => new { m.Role, m.SectionId });
        });
        model.Entity<Delegation>(delegation =>
        {
            delegation.ToTable("Delegations").HasKey(d => d.Id);
            delegation.Property(d => d.Id).HasMaxLength(26);
            delegation.Property(d => d.FromUserId).HasMaxLength(64);
            delegation.Property(d => d.ToUserId).HasMaxLength(64);
            delegation.Property(d => d.Reason).HasMaxLength(200);
            delegation.HasIndex(d => new { d.ToUserId, d.UntilDate });
            delegation.HasIndex(d => d.FromUserId);
        });
    }
}
