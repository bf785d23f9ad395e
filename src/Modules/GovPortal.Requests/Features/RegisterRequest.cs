using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Requests.Features;

/// <param name="ArrivedOn">The day it was handed in, signed for, or came.</param>
/// <param name="ConfirmedOn">The day it was confirmed with the applicant, where the channel asks for it.</param>
public sealed record RegisterRequestCommand(
    Application Application, RequestChannel Channel, DateOnly? ArrivedOn, DateOnly? ConfirmedOn, string? AgencyId, IReadOnlyList<IFormFile> Files);

/// <summary>
/// The office registers what came over the counter, by post or by fax (R59). Failures: <c>access.not-allowed</c>, those of
/// <see cref="ReceiptDay"/>, of <see cref="ApplicationCheck"/> (what is missing on paper is asked for by a correction), of
/// <see cref="RequestFiles"/> and of <see cref="ReceiveRequest"/>.
/// </summary>
public sealed class RegisterRequest(PortalTransactions transactions, ReceiveRequest receive, RequestFiles files, TimeProvider time)
{
    public async Task<Result<ReceivedRequest>> HandleAsync(RegisterRequestCommand c, Actor actor, CancellationToken cancellation)
    {
        var agency = c.AgencyId ?? actor.AgenciesOf(RequestPermissions.Dispatch)?.FirstOrDefault();
        if (!(agency is null ? actor.CanSomewhere(RequestPermissions.Dispatch) : actor.Can(RequestPermissions.Dispatch, agency))) return Failure.Of(Failure.NotAllowed);
        var today = time.UtcNow().ToCivilDate();
        var received = ReceiptDay.Of(c.Channel, c.ArrivedOn, c.ConfirmedOn, today);
        var failures = new List<Failure>(received.Failures);
        failures.AddRange(ApplicationCheck.Check(c.Application, today, byOffice: true));
        var taken = await files.TakeAsync(c.Files, cancellation);
        failures.AddRange(taken.Failures);
        if (failures.Count > 0) return failures;
        return await transactions.WriteAsync(
            tx => receive.ApplyAsync(tx, new NewRequest(c.Application, c.Channel, received.Value, taken.Value!, agency, actor.UserId), cancellation), cancellation);
    }
}
