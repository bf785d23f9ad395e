namespace GovPortal.Kernel.Access;

/// <summary>A role that holds for an agency and section, with the permissions it brings; null holds for all.</summary>
/// <param name="OnBehalfOf">Who delegated it for a time; null where it is the person's own.</param>
public sealed record Grant(string Role, IReadOnlySet<string> Permissions, string? AgencyId, string? SectionId, string? OnBehalfOf = null)
{
    public bool Covers(string? agencyId, string? sectionId) =>
        (AgencyId is null || AgencyId == agencyId) && (SectionId is null || sectionId is null || SectionId == sectionId);
}

/// <summary>Who does something: one person with all their grants. Every handler takes one and decides by it.</summary>
public sealed class Actor(string userId, string displayName, IReadOnlyList<Grant> grants)
{
    /// <summary>The identity of work that no person asked for; it holds no permission.</summary>
    public static Actor System { get; } = new("system", "系统", []);

    /// <summary>Anybody from outside, who is not known by name; holds no permission.</summary>
    public static Actor Public { get; } = new("public", "公众", []);

    /// <summary>System or public: the display name is a word of the interface, not a person's.</summary>
    public static Actor? Unnamed(string userId) => userId == System.UserId ? System : userId == Public.UserId ? Public : null;

    public string UserId { get; } = userId;
    public string DisplayName { get; } = displayName;
    public IReadOnlyList<Grant> Grants { get; } = grants;

    /// <summary>Whether some grant brings the permission there; a null section asks for any section of the agency.</summary>
    public bool Can(string permission, string? agencyId, string? sectionId = null) =>
        Grants.Any(g => g.Permissions.Contains(permission) && g.Covers(agencyId, sectionId));

    /// <summary>Whether the permission is held anywhere at all: for menus and lists, never for a decision on an item.</summary>
    public bool CanSomewhere(string permission) => Grants.Any(g => g.Permissions.Contains(permission));

    /// <summary>Sections the permission holds for; null where some grant holds for all sections.</summary>
    public IReadOnlySet<string>? SectionsOf(string permission)
    {
        var held = Grants.Where(g => g.Permissions.Contains(permission)).ToList();
        return held.Exists(g => g.SectionId is null) ? null : held.Select(g => g.SectionId!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Agencies the permission holds for; null where some grant holds for all agencies.</summary>
    public IReadOnlySet<string>? AgenciesOf(string permission)
    {
        var held = Grants.Where(g => g.Permissions.Contains(permission)).ToList();
        return held.Exists(g => g.AgencyId is null) ? null : held.Select(g => g.AgencyId!).ToHashSet(StringComparer.Ordinal);
    }
}
