using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;

namespace GovPortal.Portal.Features;

/// <summary>
/// Sets what the site says of itself. Failures: <c>access.not-allowed</c> and those of <see cref="SiteSettings.Check"/>. Side effect:
/// <c>site.settings-changed</c>, and with it every public page anew.
/// </summary>
public sealed class SaveSiteSettings(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(SiteSettings settings, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        if (settings.Check() is { Count: > 0 } failures) return failures.ToList();
        await using var tx = await transactions.BeginAsync(cancellation);
        await SiteSettings.SaveAsync(tx, settings, actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
