using GovPortal.Api.Access;
using GovPortal.Api.Model;
using GovPortal.Api.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>A role an application holds, for one agency and section or for all (null).</summary>
public sealed record ApplicationRole(string Role, string? AgencyId = null, string? SectionId = null);

/// <param name="Id">Null makes a new one.</param>
/// <param name="ClientId">Fixed once given.</param>
/// <param name="Secret">A secret of somebody's choice; null: a new application gets one made, a known one keeps its own.</param>
/// <param name="Trusted">At set-up and from the command line, where nobody's permission is asked.</param>
public sealed record SaveApplicationCommand(
    string? Id, string ClientId, string DisplayName, bool IsPublic, bool ActsForItself, bool ActsForPeople, bool MayWrite,
    IReadOnlyList<string> RedirectUris, IReadOnlyList<ApplicationRole> Roles, string? Secret = null, bool Trusted = false);

/// <param name="Secret">To be shown this once; only its hash is kept. Null where none was made.</param>
public sealed record ApplicationSaved(string Id, string? Secret);

/// <summary>
/// Makes or changes an application and the roles it holds. Failures: <c>access.not-allowed</c>, <c>application.unknown</c>,
/// <c>application.client-id-invalid</c>, <c>application.client-id-taken</c>, <c>application.name-required</c>,
/// <c>application.name-too-long</c>, <c>application.flow-needed</c>, <c>application.public-for-people</c>,
/// <c>application.redirect-needed</c>, <c>application.redirect-invalid</c>, <c>application.redirects-too-long</c>,
/// <c>application.role-unknown</c>, <c>application.place-unknown</c>, <c>application.secret-too-short</c>. Side effect:
/// <c>api.application-changed</c>; fewer rights hold with the next request.
/// </summary>
public sealed class SaveApplication(PortalTransactions transactions)
{
    public Task<Result<ApplicationSaved>> HandleAsync(SaveApplicationCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    internal static async Task<Result<ApplicationSaved>> ApplyAsync(PortalTransaction tx, SaveApplicationCommand command, Actor actor, CancellationToken cancellation)
    {
        var application = command.Id is null ? null : await tx.Db.Set<ApiApplication>().FirstOrDefaultAsync(a => a.Id == command.Id, cancellation);
        if (command.Id is not null && application is null) return Failure.Of("application.unknown");
        var held = application is null ? [] : await tx.Db.Set<Membership>().Where(m => m.UserId == application.Id).ToListAsync(cancellation);
        var wanted = command.Roles.Distinct().ToList();
        if (!command.Trusted && !(MayManage(actor, wanted) && (application is null || MayManage(actor, held.ConvertAll(Role))))) return Failure.Of(Failure.NotAllowed);
        var failures = await CheckAsync(tx, command, wanted, application is null, cancellation);
        if (failures.Count > 0) return failures;

        string? made = null;
        var isNew = application is null;
        if (application is null)
        {
            application = new ApiApplication
            {
                Id = ApiApplication.NewId(), ClientId = command.ClientId, DisplayName = "", RedirectUris = "", Stamp = Guid.NewGuid().ToString("N"), CreatedUtc = tx.NowUtc,
            };
            if (!command.IsPublic && command.Secret is null) made = Secrets.New(Secrets.ApplicationPrefix);
            tx.Db.Add(application);
        }
        (application.DisplayName, application.IsPublic) = (command.DisplayName.Trim(), command.IsPublic);
        (application.ActsForItself, application.ActsForPeople, application.MayWrite) = (command.ActsForItself, command.ActsForPeople, command.MayWrite);
        application.RedirectUris = string.Join('\n', command.RedirectUris.Distinct());
        if (command.IsPublic) application.SecretHash = null;
        else if ((command.Secret ?? made) is { } secret) application.SecretHash = Secrets.Hash(secret);

        var (added, removed) = (wanted.Except(held.ConvertAll(Role)).ToList(), held.FindAll(m => !wanted.Contains(Role(m))));
        tx.Db.RemoveRange(removed);
        tx.Db.AddRange(added.Select(r => new Membership { Id = ContentIds.New(), UserId = application.Id, Role = r.Role, AgencyId = r.AgencyId, SectionId = r.SectionId }));
        tx.AppendChange(new EventDraft(ApiEvents.ApplicationChanged, actor.UserId, application.Id, Payload: new Dictionary<string, object?>
        {
            ["change"] = isNew ? "created" : "changed", ["added"] = added.ConvertAll(Payload), ["removed"] = removed.ConvertAll(m => Payload(Role(m))),
        }), typeof(ApiApplication), typeof(Membership));
        return new ApplicationSaved(application.Id, made);
    }

    /// <summary>Whether the actor manages an application with these roles: everywhere it holds one; one without any is the portal's.</summary>
    internal static bool MayManage(Actor actor, IReadOnlyCollection<ApplicationRole> roles) =>
        roles.Count == 0 ? actor.MayManageApplications(null) : roles.All(r => actor.MayManageApplications(r.AgencyId));

    internal static ApplicationRole Role(Membership m) => new(m.Role, m.AgencyId, m.SectionId);

    private static async Task<List<Failure>> CheckAsync(PortalTransaction tx, SaveApplicationCommand command, List<ApplicationRole> roles, bool isNew, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        if (isNew)
        {
            if (ApplicationRules.CheckClientId(command.ClientId, ApiApplication.MaxClientId) is { } refused) failures.Add(refused);
            else if (await tx.Db.Set<ApiApplication>().AnyAsync(a => a.ClientId == command.ClientId, cancellation)) failures.Add(Failure.At("ClientId", "application.client-id-taken", command.ClientId));
        }
        if (ApplicationRules.CheckName(command.DisplayName, ApiApplication.MaxName) is { } name) failures.Add(name);
        failures.AddRange(ApplicationRules.CheckFlows(command.IsPublic, command.ActsForItself, command.ActsForPeople, command.RedirectUris.Count > 0));
        failures.AddRange(ApplicationRules.CheckRedirects(command.RedirectUris));
        if (command.RedirectUris.Sum(u => u.Length + 1) > ApiApplication.MaxRedirectUris) failures.Add(Failure.At("RedirectUris", "application.redirects-too-long", ApiApplication.MaxRedirectUris));
        if (command.Secret is { } secret && secret.Length < Secrets.MinChosenLength) failures.Add(Failure.At("ClientSecret", "application.secret-too-short", Secrets.MinChosenLength));
        var known = await tx.Db.Set<Role>().Select(r => r.Name).ToListAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        for (var i = 0; i < roles.Count; i++)
        {
            var (role, agency, section) = roles[i];
            if (!known.Contains(role)) failures.Add(Failure.At($"Roles[{i}].Role", "application.role-unknown", role, Nearest.Of(role, known)));
            if ((agency is not null && organisation.Agency(agency) is null) || (section is not null && organisation.Section(section)?.AgencyId != agency))
            {
                failures.Add(Failure.At($"Roles[{i}].Place", "application.place-unknown", section ?? agency));
            }
        }
        return failures;
    }

    private static Dictionary<string, object?> Payload(ApplicationRole role) => new() { ["role"] = role.Role, ["agency"] = role.AgencyId, ["section"] = role.SectionId };
}
