using GovPortal.Users.Model;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>What the forms for a new and a known user have in common.</summary>
public sealed class UserForm
{
    public const string Prefix = "Input";

    public string? UserName { get; set; }
    public string? DisplayName { get; set; }
    public string? Email { get; set; }
    /// <summary>The account's stamp when the form was shown.</summary>
    public string? Stamp { get; set; }
    public List<MembershipRow> Memberships { get; set; } = [];
}

public sealed class MembershipRow
{
    /// <summary>The place that stands for all agencies.</summary>
    public const string Everywhere = "*";

    public string? Role { get; set; }

    /// <summary><see cref="Everywhere"/>, <c>agency</c> or <c>agency/section</c>; null where nothing was chosen.</summary>
    public string? Place { get; set; }

    public bool IsEmpty => string.IsNullOrEmpty(Role) && string.IsNullOrEmpty(Place);

    public MembershipSpec Spec()
    {
        if (Place is null or Everywhere) return new MembershipSpec(Role ?? "");
        var parts = Place.Split('/', 2);
        return new MembershipSpec(Role ?? "", parts[0], parts.Length > 1 ? parts[1] : null);
    }

    public static MembershipRow Of(MembershipSpec spec) => new()
    {
        Role = spec.Role, Place = spec.SectionId is null ? spec.AgencyId ?? Everywhere : $"{spec.AgencyId}/{spec.SectionId}",
    };
}
