using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Who applied is forgotten so many years after a case ended (<see cref="RequestRules.KeepYears"/>, read when the day comes), with the files
/// they sent and the letters that name them; the case, what was asked and what was answered stay. Side effect: <c>request.applicant-erased</c>. Copies in backups go with the backups.
/// </summary>
public sealed class EraseApplicant(PortalTransactions transactions) : IDueJobHandler
{
    private const string JobKind = "request-erase";

    public string Kind => JobKind;

    internal static void Appoint(PortalTransaction tx, DisclosureRequest request, RequestRules rules)
    {
        if (request.Applicant is not null) tx.Db.Add(DueJob.At(JobKind, request.Id, request.EndedUtc!.Value.AddYears(rules.KeepYears), Actor.System.UserId));
    }

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var request = await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == job.SubjectId, cancellation);
        if (request?.Applicant is null || request.IsOpen) return Result.Ok;
        var rules = await RequestRules.LoadAsync(tx.Db, cancellation);
        if (request.EndedUtc!.Value.AddYears(rules.KeepYears) > tx.NowUtc)
        {
            // The rule was made longer since the day was fixed.
            Appoint(tx, request, rules);
        }
        else
        {
            (request.Applicant, request.ApplicantKey, request.ApplicantErasedUtc) = (null, null, tx.NowUtc);
            await tx.Db.Set<RequestFile>().Where(f => f.RequestId == request.Id && f.FromApplicant).ExecuteUpdateAsync(s => s.SetProperty(f => f.Bytes, Array.Empty<byte>()), cancellation);
            var letters = tx.Db.Set<RequestLetter>().Where(l => l.RequestId == request.Id && l.HoldsApplicant);
            await tx.Db.Set<LetterDelivery>().Where(d => letters.Any(l => l.Id == d.LetterId)).ExecuteUpdateAsync(s => s.SetProperty(d => d.Details, ""), cancellation);
            await letters.ExecuteUpdateAsync(s => s.SetProperty(l => l.Bytes, Array.Empty<byte>()), cancellation);
            RequestDesk.Add(tx, request, RequestEvents.ApplicantErased, Actor.System.UserId, null, null);
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
