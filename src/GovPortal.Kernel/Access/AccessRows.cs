using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Access;

/// <summary>A role (角色) as the set-up recipe names it.</summary>
public sealed class Role
{
    public required string Name { get; init; }
    public required string DisplayName { get; set; }
    public int Position { get; set; }
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

internal sealed class AccessModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Role>(role =>
        {
            role.ToTable("Roles").HasKey(r => r.Name);
            role.Property(r => r.Name).HasMaxLength(60);
            role.Property(r => r.DisplayName).HasMaxLength(60);
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
    }
}
