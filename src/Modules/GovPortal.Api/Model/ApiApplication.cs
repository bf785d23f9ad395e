using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Model;

/// <summary>
/// A program that uses the interface (接入应用). It holds roles as a person does, under its id, and acts with them; or it acts
/// for a person who let it. Closed, never deleted: the audit trail keeps naming it.
/// </summary>
public sealed class ApiApplication
{
    public const int MaxClientId = 100;
    public const int MaxName = 60;
    public const int MaxRedirectUris = 2000;

    /// <summary>Begins with <see cref="IApplications.IdPrefix"/>; the user id of its memberships and of what it does.</summary>
    public required string Id { get; init; }
    /// <summary>The name by which the program makes itself known, OAuth's <c>client_id</c>.</summary>
    public required string ClientId { get; init; }
    public required string DisplayName { get; set; }
    /// <summary>SHA-256 of the secret; null where it has none yet, and then it gets no token, unless it is public.</summary>
    public string? SecretHash { get; set; }
    /// <summary>Runs where no secret can be kept, as a program on a person's device does.</summary>
    public bool IsPublic { get; set; }
    /// <summary>Acts in its own name (client credentials).</summary>
    public bool ActsForItself { get; set; }
    /// <summary>Acts for people who let it (authorization code with PKCE).</summary>
    public bool ActsForPeople { get; set; }
    /// <summary>Whether it may write at all, whatever its roles allow.</summary>
    public bool MayWrite { get; set; }
    /// <summary>Where a person is sent back to, one address a line.</summary>
    public required string RedirectUris { get; set; }
    /// <summary>Tokens carry it; a new one ends them all at once.</summary>
    public required string Stamp { get; set; }
    public bool IsClosed { get; set; }
    public DateTime CreatedUtc { get; init; }

    public IReadOnlyList<string> RedirectList => RedirectUris.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static string NewId() => IApplications.IdPrefix + ContentIds.New();

    internal void EndTokens() => Stamp = Guid.NewGuid().ToString("N");
}

/// <summary>A key that a person made to use the interface as themselves (个人访问令牌). Only its hash is kept.</summary>
public sealed class PersonalToken
{
    public const int MaxName = 60;

    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Name { get; init; }
    public required string Hash { get; init; }
    public bool MayWrite { get; init; }
    public DateTime CreatedUtc { get; init; }
    public DateTime ExpiresUtc { get; init; }
    public DateTime? RevokedUtc { get; set; }
}

/// <summary>A person lets an application act for them; revoked, never deleted.</summary>
public sealed class ApplicationConsent
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public required string UserId { get; init; }
    public bool MayWrite { get; init; }
    public DateTime GivenUtc { get; init; }
    public DateTime? RevokedUtc { get; set; }
}

/// <summary>An authorization code that was exchanged: it is good for one token. Rows older than a day are dropped with the next.</summary>
public sealed class UsedCode
{
    public required string Id { get; init; }
    public DateTime UsedUtc { get; init; }
}

/// <summary>The alias of an item (AliasPart), as its published version and as its latest one has it. Derived; <c>reindex</c> rebuilds it.</summary>
public sealed class ItemAlias
{
    public required string ContentItemId { get; init; }
    public bool IsPublished { get; init; }
    /// <summary>Lower case: aliases that differ by case alone are one.</summary>
    public required string Alias { get; init; }
}

internal sealed class ApiModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<ApiApplication>(application =>
        {
            application.ToTable("ApiApplications").HasKey(a => a.Id);
            application.Property(a => a.Id).HasMaxLength(64);
            application.Property(a => a.ClientId).HasMaxLength(ApiApplication.MaxClientId);
            application.Property(a => a.DisplayName).HasMaxLength(ApiApplication.MaxName);
            application.Property(a => a.SecretHash).HasMaxLength(64);
            application.Property(a => a.RedirectUris).HasMaxLength(ApiApplication.MaxRedirectUris);
            application.Property(a => a.Stamp).HasMaxLength(32);
            application.HasIndex(a => a.ClientId).IsUnique();
            application.Ignore(a => a.RedirectList);
        });
        model.Entity<PersonalToken>(token =>
        {
            token.ToTable("PersonalTokens").HasKey(t => t.Id);
            token.Property(t => t.Id).HasMaxLength(26);
            token.Property(t => t.UserId).HasMaxLength(64);
            token.Property(t => t.Name).HasMaxLength(PersonalToken.MaxName);
            token.Property(t => t.Hash).HasMaxLength(64);
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasIndex(t => t.UserId);
        });
        model.Entity<ApplicationConsent>(consent =>
        {
            consent.ToTable("ApplicationConsents").HasKey(c => c.Id);
            consent.Property(c => c.Id).HasMaxLength(26);
            consent.Property(c => c.ApplicationId).HasMaxLength(64);
            consent.Property(c => c.UserId).HasMaxLength(64);
            consent.HasIndex(c => new { c.UserId, c.ApplicationId });
        });
        model.Entity<UsedCode>(code =>
        {
            code.ToTable("UsedCodes").HasKey(c => c.Id);
            code.Property(c => c.Id).HasMaxLength(26);
            code.HasIndex(c => c.UsedUtc);
        });
        model.Entity<ItemAlias>(alias =>
        {
            alias.ToTable("ItemAliases").HasKey(a => new { a.ContentItemId, a.IsPublished });
            alias.Property(a => a.ContentItemId).HasMaxLength(26);
            alias.Property(a => a.Alias).HasMaxLength(200);
            alias.HasIndex(a => a.Alias);
        });
    }
}
