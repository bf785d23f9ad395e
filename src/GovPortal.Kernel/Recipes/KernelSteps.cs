using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Recipes;

/// <summary><c>ContentDefinition</c>, Orchard's: types and parts, merged over those in force.</summary>
internal sealed class ContentDefinitionStep(PortalTransactions transactions) : IRecipeStep
{
    public string Name => "ContentDefinition";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Failure>>(Check(context));

    /// <summary>Tells the steps behind this one which types it defines.</summary>
    internal static List<Failure> Check(RecipeStepContext context)
    {
        var failures = ContentDefinitionReader.Check(context.Step);
        if (failures.Count > 0) return failures;
        foreach (var type in (context.Step["ContentTypes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = (string)type["Name"]!;
            var parts = (type["ContentTypePartDefinitionRecords"] as JsonArray ?? []).OfType<JsonObject>().Select(p => (string)(p["Name"] ?? p["PartName"])!);
            context.DefinedTypes[name] = [.. context.DefinedTypes.TryGetValue(name, out var before) ? before : [], .. parts];
        }
        return [];
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var over = new JsonObject();
        foreach (var member in (string[])["ContentTypes", "ContentParts"])
        {
            if (context.Step[member] is { } records) over[member] = records.DeepClone();
        }
        await DefinitionStore.OverlayAsync(tx, over, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}

/// <summary>
/// Orchard's <c>ReplaceContentDefinition</c>, types and parts in the place of those of their names, and <c>DeleteContentDefinition</c>
/// (<c>ContentTypes</c> and <c>ContentParts</c> are lists of names). What items hold keeps its definition: see <see cref="DefinitionStore.RemoveAsync"/>.
/// </summary>
internal sealed class DefinitionRemovalStep(string name, PortalTransactions transactions, DefinitionStore store) : IRecipeStep
{
    public const string Replace = "ReplaceContentDefinition", Delete = "DeleteContentDefinition";

    public string Name => name;

    private bool Replaces => name == Replace;

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        if (Replaces) return Task.FromResult<IReadOnlyList<Failure>>(ContentDefinitionStep.Check(context));
        var failures = new List<Failure>();
        foreach (var member in (string[])["ContentTypes", "ContentParts"])
        {
            if (context.Step[member] is { } names && (names is not JsonArray list || !list.All(n => n is JsonValue v && v.TryGetValue<string>(out _)))) failures.Add(Failure.At("$." + member, "definition.wrong-shape", member));
        }
        if (failures.Count == 0) foreach (var type in (context.Step["ContentTypes"] as JsonArray ?? []).Select(n => (string)n!)) context.DefinedTypes.Remove(type);
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var replacement = new JsonObject();
        foreach (var member in Replaces ? (string[])["ContentTypes", "ContentParts"] : [])
        {
            if (context.Step[member] is { } records) replacement[member] = records.DeepClone();
        }
        await using var tx = await transactions.BeginAsync(cancellation);
        var removed = await store.RemoveAsync(tx, Names("ContentTypes"), Names("ContentParts"), replacement, context.Actor.UserId, cancellation);
        if (removed.Succeeded) await tx.CommitAsync(cancellation);
        return removed;

        List<string> Names(string member) => [.. (context.Step[member] as JsonArray ?? []).Select(n => (string)(Replaces ? n!["Name"] : n)!)];
    }
}

/// <summary>
/// <c>Roles</c>, Orchard's: names, and the permissions each brings; with <c>"PermissionBehavior": "Add"</c> beside those it holds. What means
/// nothing here is reported: the role of whoever signed in, permissions of Orchard's own, and an empty list for
/// the administrator, who there needs none and here would be locked out.
/// </summary>
internal sealed class RolesStep(PortalTransactions transactions, IEnumerable<Permission> permissions) : IRecipeStep
{
    public const string Changed = "roles.changed";

    private const string Administrator = "Administrator";

    /// <summary>Orchard's role of those who are not signed in, which its recipes write in either case.</summary>
    private const string Anonymous = "Anonymous";

    /// <summary>Orchard's role of whoever signed in; here people have the rights of their memberships.</summary>
    private const string Authenticated = "Authenticated";

    public string Name => "Roles";

    private static IEnumerable<JsonObject> Given(RecipeStepContext context) => (context.Step["Roles"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(r => !Authenticated.Equals((string?)r["Name"], StringComparison.OrdinalIgnoreCase));

    /// <summary>Orchard's permissions are named in Pascal case and near to none of ours, which a typo would be.</summary>
    private static bool IsOrchards(string code, IReadOnlyCollection<string> known) =>
        code.Length > 0 && char.IsAsciiLetterUpper(code[0]) && !code.Contains('.', StringComparison.Ordinal) && !known.Any(k => Nearest.IsTypo(code, k));

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var known = permissions.Select(p => p.Code).ToList();
        var failures = new List<Failure>();
        var roles = context.Step["Roles"] as JsonArray ?? [];
        for (var i = 0; i < roles.Count; i++)
        {
            if ((string?)roles[i]?["Name"] is not { Length: > 0 }) failures.Add(Failure.At($"$.Roles[{i}].Name", "recipe.value-missing", "Name"));
            var name = (string?)roles[i]?["Name"] ?? "";
            if (name.Equals(Authenticated, StringComparison.OrdinalIgnoreCase))
            {
                context.NotApplicable.Add(new NotApplied($"Roles {name}", "登录的人按任职取得权限，没有这个角色"));
                continue;
            }
            if (name == Administrator && roles[i]?["Permissions"] is null or JsonArray { Count: 0 }) context.NotApplicable.Add(new NotApplied($"Roles {name}", "管理员保留原有权限，不因空清单取消"));
            foreach (var code in (roles[i]?["Permissions"] as JsonArray ?? []).Select(p => (string)p!).Where(p => !known.Contains(p)))
            {
                if (IsOrchards(code, known)) context.NotApplicable.Add(new NotApplied($"Roles {name} {code}", "Orchard 的权限，本门户另有自己的权限"));
                else failures.Add(Failure.At($"$.Roles[{i}].Permissions", "recipe.unknown-permission", code, Nearest.Of(code, known)));
            }
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var position = await tx.Db.Set<Role>().CountAsync(cancellation);
        var known = permissions.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var role in Given(context))
        {
            var name = (string)role["Name"]!;
            if (name.Equals(Anonymous, StringComparison.OrdinalIgnoreCase)) name = Anonymous;
            var title = (string?)role["DisplayName"] ?? (string?)role["Description"] ?? name;
            var adds = (string?)role["PermissionBehavior"] == "Add";
            if (await tx.Db.Set<Role>().FindAsync([name], cancellation) is { } existing) existing.DisplayName = adds && title == name ? existing.DisplayName : title;
            else tx.Db.Add(new Role { Name = name, DisplayName = title, Position = position++ });
            var wanted = (role["Permissions"] as JsonArray ?? []).Select(p => (string)p!).Where(known.Contains).ToHashSet(StringComparer.Ordinal);
            var held = await tx.Db.Set<RolePermission>().Where(p => p.Role == name).ToListAsync(cancellation);
            if (!adds && !(name == Administrator && wanted.Count == 0)) tx.Db.RemoveRange(held.Where(p => !wanted.Contains(p.Permission)));
            tx.Db.AddRange(wanted.Except(held.Select(p => p.Permission)).Select(p => new RolePermission { Role = name, Permission = p }));
        }
        tx.AppendChange(new EventDraft(Changed, context.Actor.UserId), typeof(Role), typeof(RolePermission));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}

/// <summary><c>Organisation</c>: agencies with their sections, by stable ids.</summary>
internal sealed class OrganisationStep(PortalTransactions transactions) : IRecipeStep
{
    public string Name => "Organisation";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        var agencies = context.Step["agencies"] as JsonArray ?? [];
        if (agencies.Count == 0) failures.Add(Failure.At("$.agencies", "recipe.value-missing", "agencies"));
        for (var i = 0; i < agencies.Count; i++)
        {
            foreach (var member in (string[])["id", "name"])
            {
                if ((string?)agencies[i]?[member] is not { Length: > 0 }) failures.Add(Failure.At($"$.agencies[{i}].{member}", "recipe.value-missing", member));
            }
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var (agencyPosition, sectionPosition) = (0, 0);
        foreach (var agency in ((JsonArray)context.Step["agencies"]!).OfType<JsonObject>())
        {
            var id = (string)agency["id"]!;
            var row = await tx.Db.Set<Agency>().FindAsync([id], cancellation);
            if (row is null) tx.Db.Add(row = new Agency { Id = id, Name = "" });
            (row.Name, row.Code, row.Position) = ((string)agency["name"]!, (string?)agency["code"] ?? row.Code, agencyPosition++);
            foreach (var section in (agency["sections"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var sectionId = (string?)section["id"] ?? ContentIds.New();
                var own = await tx.Db.Set<Section>().FindAsync([sectionId], cancellation);
                if (own is null) tx.Db.Add(own = new Section { Id = sectionId, AgencyId = id, Name = "" });
                (own.Name, own.Phone, own.Position) = ((string)section["name"]!, (string?)section["phone"], sectionPosition++);
            }
        }
        tx.AppendChange(new EventDraft(OrganisationEvents.Changed, context.Actor.UserId), typeof(Agency), typeof(Section));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}

/// <summary><c>SiteSettings</c>: what the public site says of itself; absent members stay.</summary>
internal sealed class SiteSettingsStep(PortalTransactions transactions) : IRecipeStep
{
    private static readonly string[] Members = ["name", "code", "icp", "policeRecord", "organizer", "phone", "address", "baseUrl", "markUrl", "searchSuggestions"];

    public string Name => "SiteSettings";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var site = context.Step["site"] as JsonObject ?? [];
        List<Failure> failures =
        [
            .. context.Step.Where(p => p.Key is not ("name" or "site")).Select(p => Failure.At($"$.{p.Key}", "recipe.unknown-member", p.Key, "site")),
            .. site.Where(p => !Members.Contains(p.Key)).Select(p => Failure.At($"$.site.{p.Key}", "recipe.unknown-member", p.Key, Nearest.Of(p.Key, Members))),
            .. site.Where(p => Members.Contains(p.Key) && p.Value is not null && Text(site, p.Key) is null).Select(p => Failure.At($"$.site.{p.Key}", "recipe.text-expected", p.Key)),
        ];
        failures.AddRange(Merged(site, new SiteSettings()).Check().Select(f => f with { Field = "$.site." + JsonNamingPolicy.CamelCase.ConvertName(f.Field!) }));
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var now = await SiteSettings.LoadAsync(tx.Db, cancellation);
        await SiteSettings.SaveAsync(tx, Merged(context.Step["site"] as JsonObject ?? [], now), context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static SiteSettings Merged(JsonObject site, SiteSettings now) => now with
    {
        Name = Text(site, "name") ?? now.Name, Code = Text(site, "code") ?? now.Code, Icp = Text(site, "icp") ?? now.Icp,
        PoliceRecord = Text(site, "policeRecord") ?? now.PoliceRecord, Organizer = Text(site, "organizer") ?? now.Organizer,
        Phone = Text(site, "phone") ?? now.Phone, Address = Text(site, "address") ?? now.Address, BaseUrl = Text(site, "baseUrl") ?? now.BaseUrl,
        MarkUrl = Text(site, "markUrl") ?? now.MarkUrl, SearchSuggestions = Text(site, "searchSuggestions") ?? now.SearchSuggestions,
    };

    private static string? Text(JsonObject site, string name) => site[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text.Trim() : null;
}

/// <summary>Definitions, roles, site settings, agencies and sections, as the steps above take them.</summary>
internal sealed class KernelExport(DefinitionStore definitions) : IRecipeExport
{
    public int Order => 0;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var source = (await definitions.LoadAsync(db, cancellation)).Source;
        var roles = await db.Set<Role>().AsNoTracking().OrderBy(r => r.Position).ToListAsync(cancellation);
        var held = (await db.Set<RolePermission>().AsNoTracking().ToListAsync(cancellation)).ToLookup(p => p.Role, p => p.Permission);
        var site = await SiteSettings.LoadAsync(db, cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        return
        [
            new JsonObject { ["name"] = "ContentDefinition", ["ContentTypes"] = source["ContentTypes"]?.DeepClone(), ["ContentParts"] = source["ContentParts"]?.DeepClone() },
            RolesOf(roles, held),
            new JsonObject
            {
                ["name"] = "SiteSettings",
                ["site"] = new JsonObject
                {
                    ["name"] = site.Name, ["code"] = site.Code, ["icp"] = site.Icp, ["policeRecord"] = site.PoliceRecord,
                    ["organizer"] = site.Organizer, ["phone"] = site.Phone, ["address"] = site.Address, ["baseUrl"] = site.BaseUrl, ["markUrl"] = site.MarkUrl, ["searchSuggestions"] = site.SearchSuggestions,
                },
            },
            new JsonObject { ["name"] = "Organisation", ["agencies"] = new JsonArray([.. organisation.Agencies.Select(a => (JsonNode)AgencyOf(a, organisation))]) },
        ];
    }

    /// <summary>A <c>Roles</c> step with what each role holds.</summary>
    public static JsonObject RolesOf(IEnumerable<Role> roles, ILookup<string, string> held) => new()
    {
        ["name"] = "Roles",
        ["Roles"] = new JsonArray([.. roles.Select(r => (JsonNode)new JsonObject
        {
            ["Name"] = r.Name, ["DisplayName"] = r.DisplayName,
            ["Permissions"] = new JsonArray([.. held[r.Name].Order(StringComparer.Ordinal).Select(p => JsonValue.Create(p))]),
        })]),
    };

    private static JsonObject AgencyOf(Agency agency, OrganisationSnapshot organisation) => new JsonObject
    {
        ["id"] = agency.Id, ["name"] = agency.Name, ["code"] = agency.Code,
        ["sections"] = new JsonArray([.. organisation.Sections.Where(s => s.AgencyId == agency.Id).Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s.Id, ["name"] = s.Name, ["phone"] = s.Phone,
        })]),
    };
}
