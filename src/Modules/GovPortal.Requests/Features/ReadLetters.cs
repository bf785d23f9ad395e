using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Details">Null once erased, where the keys are gone, or for those who may not see who applied.</param>
public sealed record DeliveryEntry(int Number, string Way, DateOnly On, bool IsServed, DeliveryDetails? Details, string RecordedBy, DateTime RecordedUtc);

/// <summary>A letter without what it says.</summary>
/// <param name="VoidReason">Null where it holds, or where the keys are gone.</param>
public sealed record LetterEntry(
    string Id, LetterKind Kind, string NumberText, int TemplateVersion, bool HoldsApplicant, string MadeBy, DateTime MadeUtc, bool IsErased, string? VoidedBy, DateTime? VoidedUtc, string? VoidReason,
    IReadOnlyList<DeliveryEntry> Deliveries)
{
    public bool IsVoid => VoidedUtc is not null;

    public bool IsServed => Deliveries.Any(d => d.IsServed);

    /// <summary>征求第三方意见书 示例公开征〔2026〕1号.</summary>
    public string Name => $"{Kind.Title} {NumberText}".TrimEnd();
}

/// <param name="Possible">What the person may make now.</param>
/// <param name="Names">Of who made, voided and served them.</param>
public sealed record CaseLetters(IReadOnlyList<LetterEntry> Letters, IReadOnlyList<LetterKind> Possible, IReadOnlyDictionary<string, string> Names, bool IsArchived, bool MayArchive);

/// <summary>The letters of a case, the oldest first, without what they say. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadLetters(IDbContextFactory<PortalDbContext> contexts, RequestSeals seals, IPeople people)
{
    public async Task<Result<CaseLetters>> HandleAsync(string requestId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<DisclosureRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.MayRead(actor, request)) return Failure.Of(Failure.NotAllowed);
        var letters = await OfAsync(db, requestId, cancellation);
        // Who took it is mostly who applied.
        if (!RequestAccess.May(actor, RequestPermissions.Applicant, request)) letters = [.. letters.Select(l => l.HoldsApplicant ? l with { Deliveries = [.. l.Deliveries.Select(d => d with { Details = null })] } : l)];
        var steps = await db.Set<RequestStep>().AsNoTracking().Where(s => s.RequestId == requestId).OrderBy(s => s.Number).Select(s => s.Kind).ToListAsync(cancellation);
        var possible = LetterKinds.All.Where(k => RequestAccess.MayMake(actor, k, request) && LetterKinds.IsPossible(k, steps, request.Outcome));
        var who = letters.SelectMany(l => new[] { l.MadeBy, l.VoidedBy }.Concat(l.Deliveries.Select(d => d.RecordedBy))).OfType<string>().Distinct();
        return new CaseLetters(letters, [.. possible], await people.NamesAsync(db, who, cancellation), steps.Contains(RequestEvents.Archived), !request.IsOpen && RequestAccess.MayArchive(actor, request));
    }

    internal async Task<IReadOnlyList<LetterEntry>> OfAsync(PortalDbContext db, string requestId, CancellationToken cancellation)
    {
        var rows = await db.Set<RequestLetter>().AsNoTracking().Where(l => l.RequestId == requestId)
            .Select(l => new { l.Id, l.Kind, l.Number, l.NumberText, l.TemplateVersion, l.HoldsApplicant, l.MadeBy, l.MadeUtc, IsErased = l.Bytes.Length == 0, l.VoidedBy, l.VoidedUtc, l.VoidReason }).ToListAsync(cancellation);
        var ids = rows.Select(r => r.Id).ToList();
        var attempts = (await db.Set<LetterDelivery>().AsNoTracking().Where(d => ids.Contains(d.LetterId)).OrderBy(d => d.Number).ToListAsync(cancellation)).ToLookup(d => d.LetterId);
        // Of one instant: as the table has them, then by number.
        var ordered = rows.Where(r => LetterKinds.Of(r.Kind) is not null).OrderBy(r => r.MadeUtc).ThenBy(r => LetterKinds.PlaceOf(r.Kind)).ThenBy(r => r.Number).ThenBy(r => r.Id, StringComparer.Ordinal);
        return [.. ordered.Select(r => new LetterEntry(
            r.Id, LetterKinds.Of(r.Kind)!, r.NumberText, r.TemplateVersion, r.HoldsApplicant, r.MadeBy, r.MadeUtc, r.IsErased, r.VoidedBy, r.VoidedUtc, r.VoidedUtc is null ? null : seals.Open(r.VoidReason),
            [.. attempts[r.Id].Select(d => new DeliveryEntry(d.Number, d.Way, d.On, d.IsServed, DetailsOf(d), d.RecordedBy, d.RecordedUtc))]))];
    }

    private DeliveryDetails? DetailsOf(LetterDelivery delivery) => seals.Open(delivery.Details) is { Length: > 0 } json ? JsonSerializer.Deserialize<DeliveryDetails>(json) : null;
}

/// <summary>An opened letter.</summary>
public sealed record OpenedLetter(string FileName, byte[] Docx);

/// <summary>
/// Hands out a letter; one that says who applied to those alone who may see that. Each look is a step and an event. Failures:
/// <c>request.unknown</c>, <c>access.not-allowed</c>, <c>request.file-gone</c>.
/// </summary>
public sealed class OpenLetter(PortalTransactions transactions, RequestSeals seals)
{
    public async Task<Result<OpenedLetter>> HandleAsync(string requestId, string letterId, Actor actor, CancellationToken cancellation)
    {
        var result = await transactions.WriteAsync<OpenedLetter>(async tx =>
        {
            var request = await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation);
            var letter = await tx.Db.Set<RequestLetter>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == letterId && l.RequestId == requestId, cancellation);
            if (request is null || letter is null) return Failure.Of("request.unknown");
            if (!RequestAccess.MayRead(actor, request) || (letter.HoldsApplicant && !RequestAccess.May(actor, RequestPermissions.Applicant, request))) return Failure.Of(Failure.NotAllowed);
            if (letter.Bytes.Length == 0 || seals.OpenFile(letter.Bytes) is not { } bytes) return Failure.Of("request.file-gone");
            RequestDesk.Add(tx, request, RequestEvents.LetterOpened, actor.UserId, seals.Seal(LetterDesk.Name(letter)), new() { ["letter"] = letterId });
            return new OpenedLetter(LetterDesk.Name(letter) + ".docx", bytes);
        }, cancellation);
        return result.Succeeded ? result : RequestDesk.Plain(result).As<OpenedLetter>();
    }
}
