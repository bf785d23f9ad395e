using System.Net;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Requests.Features;

/// <param name="Website">A field that people do not see; what fills every field fills it too.</param>
/// <param name="Address">Whom the limits count for; never kept.</param>
/// <param name="AgencyId">Whom the application goes to; asked for where the portal has more than one agency.</param>
public sealed record SubmitRequestCommand(Application Application, IReadOnlyList<IFormFile> Files, string Website, IPAddress? Address, string AgencyId = "");

/// <summary>
/// Takes an application from the public by the site. The page that answers it gives number, code and secret and so confirms the receipt:
/// applicant and office have confirmed it on the day it was sent, which is the day of receipt (art. 31 (三)). Failures:
/// <c>request.agency-required</c>, <c>request.looks-automatic</c>, <c>request.too-many</c>, <c>request.repeated</c>, those of <see cref="ApplicationCheck"/>, of
/// <see cref="RequestFiles"/> and of <see cref="ReceiveRequest"/>.
/// </summary>
internal sealed class SubmitRequest(PortalTransactions transactions, ReceiveRequest receive, RequestFiles files, RequestLimits limits, PortalStateReader state, TimeProvider time)
{
    public async Task<Result<ReceivedRequest>> HandleAsync(SubmitRequestCommand c, CancellationToken cancellation)
    {
        var failures = new List<Failure>(ApplicationCheck.Check(c.Application, time.UtcNow().ToCivilDate()));
        var agencies = state.Current.Organisation.Agencies;
        if (agencies.Count > 1 && agencies.All(a => a.Id != c.AgencyId)) failures.Add(Failure.At("Agency", "request.agency-required"));
        if (c.Website.Length > 0) failures.Add(Failure.Of("request.looks-automatic"));
        // What will be refused anyway needs no scanner.
        if (failures.Count > 0) return failures;
        // Refused before files are looked at and before anybody waits for a turn to write.
        if (!limits.TakeApplication(c.Address)) return Failure.Of("request.too-many");
        var taken = await files.TakeAsync(c.Files, cancellation);
        if (!taken.Succeeded) return taken.As<ReceivedRequest>();
        var said = $"{c.Application.Name}\n{c.Application.ProofNumber}\n{c.Application.Description}";
        if (!limits.TakeText(c.Address, said)) return Failure.Of("request.repeated");
        var kept = false;
        try
        {
            var result = await transactions.WriteAsync(
                tx => receive.ApplyAsync(tx, new NewRequest(c.Application, RequestChannel.Internet, tx.NowUtc.ToCivilDate(), taken.Value, agencies.Count > 1 ? c.AgencyId : null, Actor.Public.UserId), cancellation), cancellation);
            kept = result.Succeeded;
            return result;
        }
        finally
        {
            if (!kept) limits.GiveBackText(c.Address, said);
        }
    }
}
