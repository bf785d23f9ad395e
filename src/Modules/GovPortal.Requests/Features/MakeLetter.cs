using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Papers;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Makes a letter (文书) of a case from the template in force, with its number, and keeps it as it is. Failures: <c>request.unknown</c>,
/// <c>access.not-allowed</c>, <c>request.letter-kind</c>, <c>request.letter-not-yet</c>, <c>request.changed-by-other</c>,
/// <c>request.applicant-gone</c>, <c>request.applicant-unreadable</c>, <c>request.answer-unreadable</c>. Side effect: <c>request.letter-made</c>.
/// </summary>
public sealed class MakeLetter(PortalTransactions transactions, RequestSeals seals, RequestFiles files, IPeople people)
{
    /// <summary>Answers the letter's id.</summary>
    public async Task<Result<string>> HandleAsync(CaseRef which, string? kindCode, Actor actor, CancellationToken cancellation)
    {
        var result = await transactions.WriteAsync<string>(async tx =>
        {
            if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == which.Id, cancellation) is not { } request) return Failure.Of("request.unknown");
            if (LetterKinds.Of(kindCode) is not { } kind) return RequestAccess.MayRead(actor, request) ? Failure.At("Kind", "request.letter-kind") : Failure.Of(Failure.NotAllowed);
            if (!RequestAccess.MayMake(actor, kind, request)) return Failure.Of(Failure.NotAllowed);
            if (which.Seen is { } seen && seen != request.StepCount) return Failure.Of("request.changed-by-other");
            return await MakeAsync(tx, request, kind, actor, cancellation);
        }, cancellation);
        return result.Succeeded ? result : RequestDesk.Plain(result).As<string>();
    }

    private async Task<Result<string>> MakeAsync(PortalTransaction tx, DisclosureRequest request, LetterKind kind, Actor actor, CancellationToken cancellation)
    {
        var source = await SourceAsync(tx.Db, request, cancellation);
        if (!LetterKinds.IsPossible(kind, source.Kinds, request.Outcome)) return Failure.At("Kind", "request.letter-not-yet", kind.Title);
        if (kind.IsAnswer && source.Answer is null) return Failure.Of("request.answer-unreadable");
        var template = await LetterTemplates.InForceAsync(tx.Db, kind.Code, cancellation);
        var holdsApplicant = PaperTemplate.Fields(template.Docx).Any(LetterFields.OfApplicant.Contains);
        if (holdsApplicant && source.Applicant is null) return Failure.Of(request.Applicant is null ? "request.applicant-gone" : "request.applicant-unreadable");
        var (word, today) = (source.Rules.LetterWordOf(kind), tx.NowUtc.ToCivilDate());
        int? number = kind.IsNumbered ? await NextNumberAsync(tx.Db, request.AgencyId, word, today.Year, cancellation) : null;
        var numberText = number is { } n ? LetterKinds.NumberText(source.Rules.LetterPrefixes.GetValueOrDefault(request.AgencyId, ""), word, today.Year, n) : "";
        var letter = new RequestLetter
        {
            Id = ContentIds.New(), RequestId = request.Id, AgencyId = request.AgencyId, Kind = kind.Code, Word = word, Year = today.Year, Number = number, NumberText = numberText,
            TemplateVersion = template.Version, HoldsApplicant = holdsApplicant, MadeBy = actor.UserId, MadeUtc = tx.NowUtc,
            Bytes = seals.SealFile(PaperTemplate.Fill(template.Docx, LetterValues.Of(source, kind, numberText, today))),
        };
        tx.Db.Add(letter);
        RequestDesk.Add(tx, request, RequestEvents.LetterMade, actor.UserId, seals.Seal($"{kind.Title} {numberText}".TrimEnd()), new() { ["kind"] = kind.Code, ["letter"] = letter.Id, ["template"] = template.Version });
        return letter.Id;
    }

    private async Task<LetterSource> SourceAsync(PortalDbContext db, DisclosureRequest request, CancellationToken cancellation)
    {
        var steps = await db.Set<RequestStep>().AsNoTracking().Where(s => s.RequestId == request.Id).OrderBy(s => s.Number).ToListAsync(cancellation);
        var attached = (await files.OfAsync(db, request.Id, cancellation)).Where(f => !f.FromApplicant).Select(f => f.Name).OfType<string>();
        return new LetterSource(
            request, request.Applicant is { } kept ? seals.OpenApplicant(kept) : null, seals.Open(request.Description) ?? "", seals.OpenAnswer(request.Answer),
            [.. steps.Select(s => new RequestEntry(s, seals.Open(s.Note)))], [.. attached], await people.NamesAsync(db, steps.Select(s => s.ActorId).Distinct(), cancellation),
            await db.Set<Agency>().Where(a => a.Id == request.AgencyId).Select(a => a.Name).FirstOrDefaultAsync(cancellation) ?? "",
            await db.Set<Section>().Where(s => s.Id == request.SectionId).Select(s => s.Name).FirstOrDefaultAsync(cancellation) ?? "办公室", await RequestRules.LoadAsync(db, cancellation));
    }

    /// <summary>As <see cref="ReceiveRequest.NextNumberAsync"/>: what is rolled back takes no number, what is voided keeps its own.</summary>
    private static async Task<int> NextNumberAsync(PortalDbContext db, string agencyId, string word, int year, CancellationToken cancellation) =>
        (await db.Database.SqlQuery<int>($"""
            INSERT INTO "RequestLetterCounters" ("AgencyId", "Word", "Year", "Last") VALUES ({agencyId}, {word}, {year}, 1)
            ON CONFLICT ("AgencyId", "Word", "Year") DO UPDATE SET "Last" = "RequestLetterCounters"."Last" + 1 RETURNING "Last" AS "Value"
            """).ToListAsync(cancellation))[0];
}

/// <summary>
/// A letter made by mistake: it stays, is marked, and its number is not given again. Failures: those of <see cref="LetterDesk"/>,
/// <c>request.reason-required</c>, <c>request.too-long</c>. Side effect: <c>request.letter-voided</c>.
/// </summary>
public sealed class VoidLetter(LetterDesk desk, RequestSeals seals)
{
    public Task<Result> HandleAsync(string requestId, string letterId, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(requestId, letterId, actor, (tx, request, letter) =>
    {
        if (AnswerCheck.CheckReason(reason) is { Count: > 0 } refused) return Task.FromResult(Result.Refused(refused));
        (letter.VoidedBy, letter.VoidedUtc, letter.VoidReason) = (actor.UserId, tx.NowUtc, seals.Seal(reason));
        RequestDesk.Add(tx, request, RequestEvents.LetterVoided, actor.UserId, seals.Seal($"{LetterDesk.Name(letter)}：{reason}"), new() { ["letter"] = letter.Id });
        return Task.FromResult(Result.Ok);
    }, cancellation);
}

/// <summary>
/// The frame of what is done with a letter that holds. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>,
/// <c>request.letter-voided-already</c>, <c>request.changed-by-other</c>.
/// </summary>
public sealed class LetterDesk(PortalTransactions transactions)
{
    internal async Task<Result> DoAsync(
        string requestId, string letterId, Actor actor, Func<PortalTransaction, DisclosureRequest, RequestLetter, Task<Result>> act, CancellationToken cancellation) =>
        RequestDesk.Plain(await transactions.WriteAsync(async tx =>
        {
            var request = await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation);
            var letter = await tx.Db.Set<RequestLetter>().FirstOrDefaultAsync(l => l.Id == letterId && l.RequestId == requestId, cancellation);
            if (request is null || letter is null) return Failure.Of("request.unknown");
            if (LetterKinds.Of(letter.Kind) is not { } kind || !RequestAccess.MayMake(actor, kind, request)) return Failure.Of(Failure.NotAllowed);
            if (letter.VoidedUtc is not null) return Failure.Of("request.letter-voided-already");
            return await act(tx, request, letter);
        }, cancellation));

    internal static string Name(RequestLetter letter) => $"{LetterKinds.Of(letter.Kind)?.Title ?? letter.Kind} {letter.NumberText}".TrimEnd();
}
