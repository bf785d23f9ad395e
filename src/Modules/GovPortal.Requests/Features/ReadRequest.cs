using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Note">Empty for none, null where the keys are gone.</param>
public sealed record RequestEntry(RequestStep Step, string? Note);

/// <summary>A clock of the case with its working, day by day.</summary>
public sealed record CountedClock(ObligationView View, IReadOnlyList<ObligationDay> Working);

/// <summary>Another case of the same applicant, without who that is.</summary>
public sealed record SameApplicant(string Id, string NumberText, RequestState State, DateOnly ReceivedOn);

/// <summary>One case without who applied. Texts are null where the keys are gone.</summary>
/// <param name="Same">Other cases of the same applicant, the latest first, at most ten, of those the person may read.</param>
/// <param name="EarlierItems">How many of the same applicant came earlier in the calendar month, for a fee by items.</param>
public sealed record RequestInFull(
    DisclosureRequest Request, string? Description, AnswerDraft? Answer, IReadOnlyList<RequestEntry> History, IReadOnlyList<MessageEntry> Messages, IReadOnlyList<FileEntry> Files,
    IReadOnlyDictionary<string, string> Names, IReadOnlyList<CountedClock> Clocks, IReadOnlyList<SameApplicant> Same, int EarlierItems, RequestRules Rules);

/// <summary>Failures: <c>request.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadRequest(IDbContextFactory<PortalDbContext> contexts, RequestSeals seals, RequestFiles files, IPeople people, IObligations obligations, StandIns standIns)
{
    private const int ShownSame = 10;

    public async Task<Result<RequestInFull>> HandleAsync(string requestId, Actor person, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var actor = await standIns.WithAsync(db, person, cancellation);
        if (await db.Set<DisclosureRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.MayRead(actor, request)) return Failure.Of(Failure.NotAllowed);
        var steps = await db.Set<RequestStep>().AsNoTracking().Where(s => s.RequestId == requestId).OrderBy(s => s.Number).ToListAsync(cancellation);
        var messages = await db.Set<RequestMessage>().AsNoTracking().Where(m => m.RequestId == requestId).OrderBy(m => m.Number).ToListAsync(cancellation);
        var same = request.ApplicantKey is not { } key ? [] : await RequestAccess.Of(db.Set<DisclosureRequest>().AsNoTracking(), actor)
            .Where(r => r.ApplicantKey == key && r.AgencyId == request.AgencyId && r.Id != requestId).OrderByDescending(r => r.EnteredUtc).Take(ShownSame).ToListAsync(cancellation);
        var clocks = new List<CountedClock>();
        foreach (var view in await obligations.OfAsync(db, requestId, cancellation)) clocks.Add(new CountedClock(view, await obligations.WorkingAsync(db, view.Id, cancellation)));
        return new RequestInFull(
            request, seals.Open(request.Description), seals.OpenAnswer(request.Answer), [.. steps.Select(s => new RequestEntry(s, seals.Open(s.Note)))],
            [.. messages.Select(m => new MessageEntry(m.FromApplicant, m.AtUtc, seals.Open(m.Text)))], await files.OfAsync(db, requestId, cancellation),
            await people.NamesAsync(db, steps.SelectMany(s => new[] { s.ActorId, s.OnBehalfOf }).OfType<string>().Distinct(), cancellation), clocks,
            [.. same.Select(r => new SameApplicant(r.Id, r.NumberText, r.State, r.ReceivedOn))], await ChargeFee.EarlierItemsAsync(db, request, cancellation),
            await RequestRules.LoadAsync(db, cancellation));
    }
}
