using GovPortal.Api.Features;

namespace GovPortal.Api.Areas.Admin.Pages.Applications;

/// <summary>An application as its form has it.</summary>
public sealed class ApplicationForm
{
    public string? ClientId { get; set; }
    public string? DisplayName { get; set; }
    public bool IsPublic { get; set; }
    public bool ActsForItself { get; set; }
    public bool ActsForPeople { get; set; }
    public bool MayWrite { get; set; }
    /// <summary>One a line.</summary>
    public string? RedirectUris { get; set; }
    public List<RoleRow> Roles { get; set; } = [];

    public static ApplicationForm Of(ApplicationRow row) => new()
    {
        ClientId = row.Application.ClientId, DisplayName = row.Application.DisplayName, IsPublic = row.Application.IsPublic, ActsForItself = row.Application.ActsForItself,
        ActsForPeople = row.Application.ActsForPeople, MayWrite = row.Application.MayWrite, RedirectUris = row.Application.RedirectUris, Roles = [.. row.Roles.Select(RoleRow.Of)],
    };

    public SaveApplicationCommand Command(string? id) => new(
        id, ClientId?.Trim() ?? "", DisplayName ?? "", IsPublic, ActsForItself, ActsForPeople, MayWrite,
        (RedirectUris ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Roles.ConvertAll(r => r.Spec()));
}

/// <summary>A role and where it holds.</summary>
public sealed class RoleRow
{
    /// <summary>The place that stands for all agencies.</summary>
    public const string Everywhere = "*";

    public string? Role { get; set; }

    /// <summary><see cref="Everywhere"/>, <c>agency</c> or <c>agency/section</c>.</summary>
    public string? Place { get; set; }

    public bool IsEmpty => string.IsNullOrEmpty(Role) && string.IsNullOrEmpty(Place);

    public ApplicationRole Spec()
    {
        if (Place is null or "" or Everywhere) return new ApplicationRole(Role ?? "");
        var parts = Place.Split('/', 2);
        return new ApplicationRole(Role ?? "", parts[0], parts.Length > 1 ? parts[1] : null);
    }

    public static RoleRow Of(ApplicationRole role) => new()
    {
        Role = role.Role, Place = role.SectionId is null ? role.AgencyId ?? Everywhere : $"{role.AgencyId}/{role.SectionId}",
    };
}
