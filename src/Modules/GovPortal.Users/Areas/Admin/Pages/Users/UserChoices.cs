using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Users.Model;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>Roles and places as these pages name and offer them.</summary>
public sealed class UserChoices
{
    private readonly OrganisationSnapshot _organisation;
    private readonly ITexts _texts;
    private readonly Dictionary<string, string> _roles;

    private UserChoices(OrganisationSnapshot organisation, ITexts texts, IReadOnlyList<Role> roles, Actor actor)
    {
        (_organisation, _texts) = (organisation, texts);
        _roles = roles.ToDictionary(r => r.Name, r => Short(texts[r.DisplayName]), StringComparer.Ordinal);
        Roles = [.. roles.Select(r => new SelectListItem(_roles[r.Name], r.Name))];
        var everywhere = Memberships.MayManage(actor, null);
        Places = everywhere ? [new SelectListItem(texts["全部机关"], MembershipRow.Everywhere)] : [];
        foreach (var agency in organisation.Agencies.Where(a => Memberships.MayManage(actor, a.Id)))
        {
            var group = new SelectListGroup { Name = agency.Name };
            Places.Add(new SelectListItem(texts["{0}（全机关）", agency.Name], agency.Id) { Group = group });
            var sections = organisation.Sections.Where(s => s.AgencyId == agency.Id).ToList();
            Places.AddRange(sections.Select(s => new SelectListItem(s.Name, $"{agency.Id}/{s.Id}") { Group = group }));
            Sections.AddRange(sections.Select(s => new SelectListItem(organisation.Agencies.Count > 1 ? $"{agency.Name} · {s.Name}" : s.Name, s.Id)));
        }
    }

    public IReadOnlyList<SelectListItem> Roles { get; }

    /// <summary>Where the actor may let a role hold: <c>*</c>, <c>agency</c> or <c>agency/section</c>.</summary>
    public List<SelectListItem> Places { get; }

    public List<SelectListItem> Sections { get; } = [];

    public static async Task<UserChoices> LoadAsync(PortalDbContext db, PortalState state, Actor actor, ITexts texts, CancellationToken cancellation) =>
        new(state.Organisation, texts, await db.Set<Role>().OrderBy(r => r.Position).ToListAsync(cancellation), actor);

    public string RoleTitle(string role) => _roles.GetValueOrDefault(role, role);

    /// <summary>办公室, 澄溪县人社局 or 全部机关.</summary>
    public string PlaceTitle(string? agencyId, string? sectionId) =>
        _organisation.Section(sectionId)?.Name ?? _organisation.Agency(agencyId)?.Name ?? agencyId ?? _texts["全部机关"];

    /// <summary>A role's title without the remark behind its colon.</summary>
    public static string Short(string title) => title.Split('：', ':')[0].Trim();

    /// <summary>What stands behind the colon; null where there is none.</summary>
    public static string? Remark(string title) => title.IndexOfAny(['：', ':']) is var at and >= 0 ? title[(at + 1)..].Trim() : null;
}
