using GovPortal.Finance.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Features;

/// <summary>Tables that do not add up are told at submission and again at publication; failures: those of <see cref="FinanceCheck"/>.</summary>
internal sealed class FinanceRule : IPublishRule
{
    public bool AtSubmission => true;

    public Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) =>
        Task.FromResult(FinanceTypes.Is(version.Item.ContentType) ? FinanceCheck.Of(FinanceTables.Report(version.Type, version.Data)) : []);
}
