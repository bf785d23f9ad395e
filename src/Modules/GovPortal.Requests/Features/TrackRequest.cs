using System.Net;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Text">Null where the keys are gone.</param>
public sealed record MessageEntry(bool FromApplicant, DateTime AtUtc, string? Text);

/// <summary>What whoever has code and secret is told: how far it is, what is asked of them, messages, the answer; not who applied.</summary>
/// <param name="Working">How the day of the answer was counted; none once the case has ended.</param>
/// <param name="Answer">With the right of review; empty before.</param>
public sealed record TrackedRequest(
    DisclosureRequest Request, string? SectionName, ObligationView? Clock, IReadOnlyList<ObligationDay> Working, IReadOnlyList<MessageEntry> Messages, string Answer,
    IReadOnlyList<FileEntry> AnswerFiles);

/// <summary>
/// Looks a case up by code and secret. Failures: <c>request.too-many-looks</c>; <c>request.code-unknown</c> for everything that leads
/// nowhere, whether code or secret is wrong.
/// </summary>
internal sealed class TrackRequest(
    IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, PortalStateReader state, RequestSeals seals, RequestFiles files, IObligations obligations, RequestLimits limits)
{
    /// <summary>Compared with where there is no such code, so that it takes as long.</summary>
    private static readonly string NoHash = RequestSecret.Hash("", RequestSecret.NewSecret());

    /// <summary>The case, with the right to act on it as its applicant.</summary>
    public async Task<Result<DisclosureRequest>> FindAsync(string? typedCode, string? typedSecret, IPAddress? address, CancellationToken cancellation)
    {
        if (!limits.TakeLook(address)) return Failure.Of("request.too-many-looks");
        var (code, secret) = (RequestSecret.ReadCode(typedCode) ?? "", RequestSecret.ReadSecret(typedSecret) ?? "");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var request = await db.Set<DisclosureRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Code == code, cancellation);
        var matches = RequestSecret.Matches(request?.SecretHash ?? NoHash, request is null ? code : await SecretOfAsync(db, request, cancellation), secret);
        if (request is not null && matches) return request;
        return limits.TakeWrong(address, code) ? Failure.At("Code", "request.code-unknown") : Failure.Of("request.too-many-looks");
    }

    /// <summary>The code that the secret was given out with: of a case that was split off, its origin's.</summary>
    private static async Task<string> SecretOfAsync(PortalDbContext db, DisclosureRequest request, CancellationToken cancellation)
    {
        while (request.SplitFromId is { } origin) request = await db.Set<DisclosureRequest>().AsNoTracking().SingleAsync(r => r.Id == origin, cancellation);
        return request.Code;
    }

    public async Task<TrackedRequest> ReadAsync(string requestId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var request = await db.Set<DisclosureRequest>().AsNoTracking().SingleAsync(r => r.Id == requestId, cancellation);
        var messages = await db.Set<RequestMessage>().AsNoTracking().Where(m => m.RequestId == requestId).OrderBy(m => m.Number).ToListAsync(cancellation);
        var clock = request.IsOpen ? (await obligations.OfAsync(db, requestId, cancellation)).FirstOrDefault(o => o.Kind == RequestClocks.Answer) : null;
        var answered = request.State == RequestState.Answered;
        var answer = !answered ? "" : seals.Open(await db.Set<RequestStep>().AsNoTracking().Where(s => s.RequestId == requestId && s.Kind == RequestEvents.Answered).Select(s => s.Note).FirstOrDefaultAsync(cancellation));
        return new TrackedRequest(
            request, state.Current.Organisation.Section(request.SectionId)?.Name, clock, clock is null ? [] : await obligations.WorkingAsync(db, clock.Id, cancellation),
            [.. messages.Select(m => new MessageEntry(m.FromApplicant, m.AtUtc, seals.Open(m.Text)))], answer ?? "",
            answered ? [.. (await files.OfAsync(db, requestId, cancellation)).Where(f => !f.FromApplicant)] : []);
    }

    /// <summary>A file of the answer, once it is answered; the first reading of the answer is written down.</summary>
    public async Task<OpenedFile?> OpenAsync(DisclosureRequest known, string? fileId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var isAnswers = known.State == RequestState.Answered && await db.Set<RequestFile>().AnyAsync(f => f.Id == fileId && f.RequestId == known.Id && !f.FromApplicant, cancellation);
        return isAnswers ? await files.OpenAsync(db, known.Id, fileId, cancellation) : null;
    }

    /// <summary>Writes down that the answer was read, once: the day it was served by the site, with the letter of it.</summary>
    public Task<Result> NoteReadAsync(DisclosureRequest known, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<RequestStep>().AnyAsync(s => s.RequestId == known.Id && s.Kind == RequestEvents.AnswerRead, cancellation)) return Result.Ok;
        var request = await tx.Db.Set<DisclosureRequest>().SingleAsync(r => r.Id == known.Id, cancellation);
        RequestDesk.Add(tx, request, RequestEvents.AnswerRead, Actor.Public.UserId, null, null);
        await DeliverLetter.NoteReadAsync(tx, request, seals, cancellation);
        return Result.Ok;
    }, cancellation);
}
