using System.Text.Json.Nodes;
using GovPortal.Api.Access;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using GovPortal.Api.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Api.Recipes;

/// <summary>
/// <c>OpenIdApplication</c>, Orchard's: one application by its <c>ClientId</c>. Of its own are <c>AgencyId</c> and
/// <c>SectionId</c> in <c>RoleEntries</c>. An application that is there gets the step's settings and roles and keeps its secret.
/// Without <c>ClientSecret</c> it gets one on its admin page. Failures: <c>recipe.value-missing</c>, <c>recipe.unknown-member</c>,
/// <c>application.flow-not-offered</c>, <c>application.secret-in-production</c> and those of <see cref="SaveApplication"/>.
/// </summary>
internal sealed class OpenIdApplicationStep(PortalTransactions transactions, IHostEnvironment environment) : IRecipeStep
{
    /// <summary>Flows that are not offered: they hand passwords or tokens to the wrong places (RFC 9700).</summary>
    private static readonly string[] NotOffered = ["AllowPasswordFlow", "AllowImplicitFlow", "AllowHybridFlow"];

    /// <summary>Known to Orchard and without effect here: consent is always asked for, PKCE always needed, tokens are not renewed but asked for anew.</summary>
    private static readonly string[] WithoutEffect =
    [
        "name", "PostLogoutRedirectUris", "ConsentType", "AllowRefreshTokenFlow", "AllowLogoutEndpoint", "AllowIntrospectionEndpoint", "AllowRevocationEndpoint",
        "RequireProofKeyForCodeExchange", "RequirePushedAuthorizationRequests",
    ];

    private static readonly string[] Read =
        ["ClientId", "DisplayName", "RedirectUris", "Type", "ClientSecret", "RoleEntries", "ScopeEntries", "AllowClientCredentialsFlow", "AllowAuthorizationCodeFlow"];

    public string Name => "OpenIdApplication";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        string[] known = [.. Read, .. NotOffered, .. WithoutEffect];
        var failures = context.Step.Where(p => !known.Contains(p.Key)).Select(p => Failure.At($"$.{p.Key}", "recipe.unknown-member", p.Key, Nearest.Of(p.Key, known))).ToList();
        if (Text(context.Step, "ClientId") is null) failures.Add(Failure.At("$.ClientId", "recipe.value-missing", "ClientId"));
        failures.AddRange(NotOffered.Where(f => Flag(context.Step, f)).Select(f => Failure.At($"$.{f}", "application.flow-not-offered", f)));
        if (Text(context.Step, "ClientSecret") is not null && environment.IsProduction()) failures.Add(Failure.At("$.ClientSecret", "application.secret-in-production"));
        var command = Command(context, null);
        if (ApplicationRules.CheckClientId(command.ClientId, ApiApplication.MaxClientId) is { } name && command.ClientId.Length > 0) failures.Add(At(name));
        failures.AddRange(ApplicationRules.CheckRedirects(command.RedirectUris).Select(At));
        failures.AddRange(ApplicationRules.CheckFlows(command.IsPublic, command.ActsForItself, command.ActsForPeople, command.RedirectUris.Count > 0).Select(At));
        if (command.Secret is { } secret && secret.Length < Secrets.MinChosenLength) failures.Add(Failure.At("$.ClientSecret", "application.secret-too-short", Secrets.MinChosenLength));
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation) =>
        await transactions.WriteAsync<ApplicationSaved>(async tx =>
        {
            var clientId = Text(context.Step, "ClientId");
            var known = await tx.Db.Set<ApiApplication>().Where(a => a.ClientId == clientId).Select(a => a.Id).FirstOrDefaultAsync(cancellation);
            var saved = await SaveApplication.ApplyAsync(tx, Command(context, known), context.Actor, cancellation);
            return saved.Succeeded ? saved : saved.Failures.Select(At).ToList();
        }, cancellation);

    private static SaveApplicationCommand Command(RecipeStepContext context, string? id)
    {
        var step = context.Step;
        var scopes = (step["ScopeEntries"] as JsonArray ?? []).OfType<JsonObject>().Select(s => Text(s, "Name")).ToList();
        return new SaveApplicationCommand(
            id, Text(step, "ClientId") ?? "", Text(step, "DisplayName") ?? Text(step, "ClientId") ?? "", Text(step, "Type")?.Equals("public", StringComparison.OrdinalIgnoreCase) == true,
            Flag(step, "AllowClientCredentialsFlow"), Flag(step, "AllowAuthorizationCodeFlow"), scopes.Count == 0 || scopes.Contains(OpenIdServer.WriteScope),
            (Text(step, "RedirectUris") ?? "").Split([' ', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            [.. (step["RoleEntries"] as JsonArray ?? []).OfType<JsonObject>().Select(r => new ApplicationRole(Text(r, "Name") ?? "", Text(r, "AgencyId"), Text(r, "SectionId")))],
            Text(step, "ClientSecret"), context.Trusted);
    }

    /// <summary>A field as the recipe spells it.</summary>
    private static Failure At(Failure failure) => failure with
    {
        Field = failure.Field is null ? null : "$." + failure.Field
            .Replace("ActsForItself", "AllowClientCredentialsFlow", StringComparison.Ordinal).Replace("IsPublic", "Type", StringComparison.Ordinal)
            .Replace("Roles[", "RoleEntries[", StringComparison.Ordinal).Replace("].Role", "].Name", StringComparison.Ordinal).Replace("].Place", "].AgencyId", StringComparison.Ordinal),
    };

    private static bool Flag(JsonObject o, string name) => o[name] is JsonValue value && (value.TryGetValue(out bool flag) ? flag : bool.TryParse(value.ToString(), out flag) && flag);

    private static string? Text(JsonObject o, string name) => o[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
