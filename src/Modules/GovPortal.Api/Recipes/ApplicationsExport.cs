using System.Text.Json.Nodes;
using GovPortal.Api.Access;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Recipes;

/// <summary>Applications that are not closed as <c>OpenIdApplication</c> takes them; their secrets stay here, each gets a new one there.</summary>
internal sealed class ApplicationsExport : IRecipeExport
{
    public int Order => 90;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var applications = await db.Set<ApiApplication>().AsNoTracking().Where(a => !a.IsClosed).OrderBy(a => a.ClientId).ToListAsync(cancellation);
        var ids = applications.ConvertAll(a => a.Id);
        var held = (await db.Set<Membership>().AsNoTracking().Where(m => ids.Contains(m.UserId)).OrderBy(m => m.Id).ToListAsync(cancellation)).ToLookup(m => m.UserId, SaveApplication.Role);
        return [.. applications.Select(a => Step(a, held[a.Id]))];
    }

    private static JsonObject Step(ApiApplication application, IEnumerable<ApplicationRole> roles) => new()
    {
        ["name"] = "OpenIdApplication", ["ClientId"] = application.ClientId, ["DisplayName"] = application.DisplayName,
        ["Type"] = application.IsPublic ? "public" : "confidential", ["ConsentType"] = "explicit", ["RedirectUris"] = string.Join(' ', application.RedirectList),
        ["AllowClientCredentialsFlow"] = application.ActsForItself, ["AllowAuthorizationCodeFlow"] = application.ActsForPeople, ["RequireProofKeyForCodeExchange"] = true,
        ["RoleEntries"] = new JsonArray([.. roles.Select(r =>
        {
            var entry = new JsonObject { ["Name"] = r.Role };
            if (r.AgencyId is not null) entry["AgencyId"] = r.AgencyId;
            if (r.SectionId is not null) entry["SectionId"] = r.SectionId;
            return (JsonNode)entry;
        })]),
        ["ScopeEntries"] = new JsonArray([.. (application.MayWrite ? new[] { OpenIdServer.ReadScope, OpenIdServer.WriteScope } : [OpenIdServer.ReadScope]).Select(s => (JsonNode)new JsonObject { ["Name"] = s })]),
    };
}
