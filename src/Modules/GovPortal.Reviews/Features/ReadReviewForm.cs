using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Reviews.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <summary>A signature on the form: one step with the decisions that hold, or a return.</summary>
/// <param name="Signers">Who decided, for whom and when; empty where it is still open.</param>
public sealed record FormSignature(RouteStep Step, IReadOnlyList<Review> Signers);

/// <summary>A 信息发布审查表 as it is read and printed.</summary>
public sealed record ReviewFormView(
    ReviewForm Form, ContentVersion Version, IReadOnlyList<FormSignature> Signatures, IReadOnlyList<Review> Returns, IReadOnlyList<Review> Confirmations, VersionScreening? Screening, IReadOnlyDictionary<string, string> Names)
{
    public string Name(string id) => Names.GetValueOrDefault(id, "—");
}

/// <summary>Reads the form of a version for whoever may read the version.</summary>
public sealed class ReadReviewForm(IPeople people)
{
    public async Task<ReviewFormView?> HandleAsync(PortalDbContext db, string versionId, Actor actor, CancellationToken cancellation)
    {
        var found = await (
            from f in db.Set<ReviewForm>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on f.VersionId equals v.Id
            where f.VersionId == versionId
            select new { Form = f, Version = v }).FirstOrDefaultAsync(cancellation);
        if (found is null || !ContentAccess.CanRead(actor, found.Version)) return null;
        var route = ReviewRoute.Parse(found.Version.Route);
        var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.VersionId == versionId).OrderBy(r => r.DecidedUtc).ThenBy(r => r.Number).ToListAsync(cancellation);
        var holding = route.Holding(found.Form.ManifestHash, reviews);
        var screening = await db.Set<VersionScreening>().AsNoTracking().FirstOrDefaultAsync(s => s.VersionId == versionId && s.ManifestHash == found.Form.ManifestHash, cancellation);
        var names = await people.NamesAsync(db, reviews.SelectMany(r => new[] { r.DeciderId, r.InNameOf }).Append(found.Form.FilledBy).Append(screening?.OverriddenBy ?? "").Distinct(), cancellation);
        return new ReviewFormView(
            found.Form, found.Version, [.. route.Steps.Select((s, i) => new FormSignature(s, [.. holding.Where(r => r.StepIndex == i)]))],
            [.. reviews.Where(r => r.Decision == ReviewDecision.Returned)],
            [.. reviews.Where(r => r.Decision is ReviewDecision.Confirmed or ReviewDecision.Objected)], screening, names);
    }
}
