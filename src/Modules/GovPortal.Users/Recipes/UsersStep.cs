using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Users.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Users.Recipes;

/// <summary>
/// <c>Users</c>: accounts with their memberships; the id is the user name in lower case. An account that is there gets the
/// step's name, address and memberships and keeps its password. Roles, agencies and sections may come from an earlier step
/// of the same recipe, so they are looked up when the step runs. Failures: <c>users.password-in-production</c>,
/// <c>recipe.value-missing</c>, <c>recipe.unknown-member</c>, <c>user.name-taken</c>, those of <see cref="CreateUser"/>
/// and <see cref="ChangeUser"/>.
/// </summary>
internal sealed class UsersStep(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, Passwords passwords, IHostEnvironment environment) : IRecipeStep
{
    private static readonly string[] UserMembers = ["userName", "displayName", "email", "password", "memberships"];
    private static readonly string[] MembershipMembers = ["role", "agency", "section"];

    public string Name => "Users";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        // Orchard's own shape: accounts with hashes of passwords and roles that hold everywhere.
        if (IsOrchards(context))
        {
            context.NotApplicable.Add(new NotApplied("Users (Orchard)", "账号由管理员建立，角色按机关和科室分配，不带入口令"));
            return Task.FromResult<IReadOnlyList<Failure>>([]);
        }
        var failures = new List<Failure>();
        foreach (var (name, _) in context.Step.Where(p => p.Key is not ("name" or "users"))) failures.Add(Failure.At($"$.{name}", "recipe.unknown-member", name, "users"));
        if (context.Step["users"] is not JsonArray users) return Task.FromResult<IReadOnlyList<Failure>>([.. failures, Failure.At("$.users", "recipe.value-missing", "users")]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < users.Count; i++)
        {
            var path = $"$.users[{i}]";
            if (users[i] is not JsonObject user)
            {
                failures.Add(Failure.At(path, "recipe.value-missing", "userName"));
                continue;
            }
            failures.AddRange(Unknown(user, path, UserMembers));
            failures.AddRange((user["memberships"] as JsonArray ?? []).SelectMany((m, j) => m is JsonObject o
                ? Unknown(o, $"{path}.memberships[{j}]", MembershipMembers)
                : [Failure.At($"{path}.memberships[{j}]", "recipe.value-missing", "role")]));
            var command = Read(user);
            failures.AddRange(UserNames.Check(command.UserName, command.DisplayName).Concat(Emails.Check(command.Email)).Select(f => At(f, path)));
            if (!seen.Add(PortalUser.Normalize(command.UserName))) failures.Add(Failure.At($"{path}.userName", "user.name-taken", command.UserName));
            if (command.Password is null) continue;
            if (environment.IsProduction()) failures.Add(Failure.At($"{path}.password", "users.password-in-production"));
            failures.AddRange(PasswordPolicy.Check(command.Password, command.UserName).Select(f => At(f, path)));
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    /// <summary>Told apart by the case of the member: <c>Users</c> is Orchard's, <c>users</c> ours.</summary>
    private static bool IsOrchards(RecipeStepContext context) => context.Step.Any(m => m.Key == "Users");

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        if (IsOrchards(context)) return Result.Ok;
        var users = (context.Step["users"] as JsonArray ?? []).OfType<JsonObject>().Select(u => Read(u) with { Trusted = context.Trusted }).ToList();
        var hashes = await HashNewAsync(users, cancellation);
        var failures = new List<Failure>();
        await using var tx = await transactions.BeginAsync(cancellation);
        for (var i = 0; i < users.Count; i++)
        {
            var (user, name) = (users[i], PortalUser.Normalize(users[i].UserName));
            var known = await tx.Db.Set<PortalUser>().Where(u => u.NormalizedUserName == name).Select(u => u.Id).FirstOrDefaultAsync(cancellation);
            var result = known is not null
                ? await ChangeUser.ApplyAsync(tx, new ChangeUserCommand(
                    known, user.DisplayName, user.Email ?? "", Memberships: user.Memberships, Trusted: context.Trusted), context.Actor, cancellation)
                : await CreateUser.ApplyAsync(tx, user, name.ToLowerInvariant(), hashes.GetValueOrDefault(name), context.Actor, cancellation);
            failures.AddRange(result.Failures.Select(f => At(f, $"$.users[{i}]")));
        }
        if (failures.Count > 0) return failures;
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Before the transaction, and on all processors: hashing is slow by design.</summary>
    private async Task<IReadOnlyDictionary<string, string>> HashNewAsync(List<CreateUserCommand> users, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = await db.Set<PortalUser>().Select(u => u.NormalizedUserName!).ToHashSetAsync(StringComparer.Ordinal, cancellation);
        return users.Where(u => u.Password is not null && !known.Contains(PortalUser.Normalize(u.UserName))).AsParallel()
            .ToDictionary(u => PortalUser.Normalize(u.UserName), u => passwords.Hash(u.Password!), StringComparer.Ordinal);
    }

    private static CreateUserCommand Read(JsonObject user) => new(
        Text(user["userName"]) ?? "", Text(user["displayName"]) ?? "",
        [.. (user["memberships"] as JsonArray ?? []).OfType<JsonObject>().Select(m => new MembershipSpec(Text(m["role"]) ?? "", Text(m["agency"]), Text(m["section"])))],
        Text(user["email"]), Text(user["password"]));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static IEnumerable<Failure> Unknown(JsonObject o, string path, string[] members) => o.Where(p => !members.Contains(p.Key))
        .Select(p => Failure.At($"{path}.{p.Key}", "recipe.unknown-member", p.Key, Nearest.Of(p.Key, members)));

    /// <summary>A handler's field as the recipe spells it: <c>Memberships[0].AgencyId</c> is <c>$.users[3].memberships[0].agency</c>.</summary>
    private static Failure At(Failure failure, string path) => failure with
    {
        Field = failure.Field is not { } field ? path : path + "." + field
            .Replace("Memberships", "memberships", StringComparison.Ordinal).Replace("Role", "role", StringComparison.Ordinal)
            .Replace("AgencyId", "agency", StringComparison.Ordinal).Replace("SectionId", "section", StringComparison.Ordinal)
            .Replace("UserName", "userName", StringComparison.Ordinal).Replace("DisplayName", "displayName", StringComparison.Ordinal)
            .Replace("Email", "email", StringComparison.Ordinal).Replace("Password", "password", StringComparison.Ordinal),
    };
}
