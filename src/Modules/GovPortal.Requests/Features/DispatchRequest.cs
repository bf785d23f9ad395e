using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// The office gives a case to a section (R60), or to another; the section gives back what is not its own. Giving it out says that the
/// application is complete. Failures: those of <see cref="RequestDesk"/>, <c>request.section-required</c>, <c>request.reason-required</c>,
/// <c>request.too-long</c>. The answer's clock goes on in the name of whoever has the case.
/// </summary>
public sealed class DispatchRequest(RequestDesk desk, RequestClocks clocks)
{
    /// <param name="note">A word to the section; may be empty.</param>
    public Task<Result> HandleAsync(CaseRef which, string? sectionId, string note, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Dispatch, actor, async c =>
    {
        var failures = new List<Failure>();
        if (!await c.Tx.Db.Set<Section>().AnyAsync(s => s.Id == sectionId && s.AgencyId == c.Request.AgencyId, cancellation)) failures.Add(Failure.At("SectionId", "request.section-required"));
        if (note.Length > AnswerCheck.MaxReason) failures.Add(Failure.At("Note", "request.too-long", AnswerCheck.MaxReason));
        if (failures.Count > 0) return failures;
        c.Request.SectionId = sectionId;
        c.Step(RequestEvents.Dispatched, note, new() { ["section"] = sectionId });
        await clocks.HandOverAsync(c.Tx, c.Request, cancellation);
        await clocks.MeetAsync(c.Tx, c.Request, RequestClocks.Correction, cancellation);
        return Result.Ok;
    }, cancellation);

    public Task<Result> GiveBackAsync(CaseRef which, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.GiveBack, actor, async c =>
    {
        if (AnswerCheck.CheckReason(reason) is { Count: > 0 } refused) return Result.Refused(refused);
        // The step stands in the name of the section that gave it back.
        c.Step(RequestEvents.GivenBack, reason);
        c.Request.SectionId = null;
        await clocks.HandOverAsync(c.Tx, c.Request, cancellation);
        return Result.Ok;
    }, cancellation);
}
