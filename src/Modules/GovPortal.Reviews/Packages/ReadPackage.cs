using System.Security.Cryptography;
using System.Text;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Reviews.Screening;
using GovPortal.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Packages;

/// <summary>An item of a package as its page shows it.</summary>
/// <param name="Version">Without its data.</param>
/// <param name="Step">Title of the step that is due; null where none is.</param>
/// <param name="Blocking">Findings of the screening that stand in the way of publication.</param>
public sealed record PackageEntry(ContentVersion Version, string ContentType, DateTime? FirstPublishedUtc, string? Step, int Blocking);

/// <summary>A step that the person may decide now, for all versions it is due for.</summary>
/// <param name="Hash">Over the ids and manifests of exactly these versions; a decision names it.</param>
public sealed record PackageStep(RouteStep Step, IReadOnlyList<ContentVersion> Versions, string Hash, int Blocking);

/// <param name="OwnWork">How many wait for a step of this person's that they may not decide because they are their own work.</param>
public sealed record PackageView(ReviewPackage Package, IReadOnlyList<PackageEntry> Entries, PackageStep? Due, int OwnWork, bool CanSubmit, bool CanPublish)
{
    public IEnumerable<PackageEntry> In(params VersionState[] states) => Entries.Where(e => states.Contains(e.Version.State));
}

/// <summary>A package with where each of its items stands. Four queries, whatever its size.</summary>
public sealed class ReadPackage
{
    /// <summary>Null where there is none, or it is not the person's to see.</summary>
    public async Task<PackageView?> HandleAsync(PortalDbContext db, string packageId, Actor actor, CancellationToken cancellation)
    {
        if (await db.Set<ReviewPackage>().FirstOrDefaultAsync(p => p.Id == packageId, cancellation) is not { } package || !CanSee(actor, package)) return null;
        var rows = await (
            from p in db.Set<ReviewPackageItem>()
            join i in db.Set<ContentItemRow>() on p.ContentItemId equals i.Id
            join own in db.Set<ContentVersion>() on p.VersionId equals own.Id
            join latest in db.Set<ContentVersion>() on i.LatestVersionId equals latest.Id
            let isOver = (own.State == VersionState.Returned || own.State == VersionState.Recalled || own.State == VersionState.Discarded) && latest.State != VersionState.Discarded
            where p.PackageId == packageId
            orderby p.Position
            select new
            {
                i.ContentType, i.FirstPublishedUtc,
                Id = isOver ? latest.Id : own.Id, ContentItemId = i.Id, Number = isOver ? latest.Number : own.Number, State = isOver ? latest.State : own.State,
                DisplayText = isOver ? latest.DisplayText : own.DisplayText, ColumnId = isOver ? latest.ColumnId : own.ColumnId, SectionId = isOver ? latest.SectionId : own.SectionId,
                AgencyId = isOver ? latest.AgencyId : own.AgencyId, ManifestHash = isOver ? latest.ManifestHash : own.ManifestHash, Route = isOver ? latest.Route : own.Route,
                Contributors = isOver ? latest.Contributors : own.Contributors,
            }).AsNoTracking().ToListAsync(cancellation);
        var versions = rows.ConvertAll(r => new ContentVersion
        {
            Id = r.Id, ContentItemId = r.ContentItemId, Number = r.Number, State = r.State, DisplayText = r.DisplayText, Data = "", AgencyId = r.AgencyId, ColumnId = r.ColumnId,
            SectionId = r.SectionId, ManifestHash = r.ManifestHash, Route = r.Route, Contributors = r.Contributors,
        });
        var waiting = versions.Where(v => v.State == VersionState.InReview).Select(v => v.Id).ToList();
        var reviews = (await db.Set<Review>().AsNoTracking().Where(r => waiting.Contains(r.VersionId)).ToListAsync(cancellation)).ToLookup(r => r.VersionId);
        var submitted = versions.Where(v => v.ManifestHash is not null).Select(v => v.Id).ToList();
        var blocking = (await db.Set<VersionScreening>().AsNoTracking().Where(s => submitted.Contains(s.VersionId)).Select(s => new { s.VersionId, s.ManifestHash, s.Findings }).ToListAsync(cancellation))
            .ToDictionary(s => (s.VersionId, s.ManifestHash), s => ScreenVersion.Read(s.Findings).Count(f => f.Severity == Severity.Blocking));
        int Blocking(ContentVersion v) => blocking.GetValueOrDefault((v.Id, v.ManifestHash ?? ""));

        var due = versions.Where(v => v.State == VersionState.InReview).Select(v => (Version: v, Step: Due(v, reviews[v.Id]))).Where(d => d.Step is not null).ToDictionary(d => d.Version.Id, d => d.Step!);
        var mine = versions.Where(v => due.ContainsKey(v.Id) && due[v.Id].CapacityOf(actor, v) is not null).ToList();
        var open = mine.Where(v => !v.ContributorIds.Contains(actor.UserId)).GroupBy(v => due[v.Id].Name).FirstOrDefault()?.ToList();
        return new PackageView(
            package,
            [.. versions.Select((v, i) => new PackageEntry(v, rows[i].ContentType, rows[i].FirstPublishedUtc, due.GetValueOrDefault(v.Id)?.Title, Blocking(v)))],
            open is null ? null : new PackageStep(due[open[0].Id], open, HashOf(open), open.Count(v => Blocking(v) > 0)),
            mine.Count(v => v.ContributorIds.Contains(actor.UserId)),
            MaySubmit(actor, package), actor.Can(Permissions.ContentPublish, package.AgencyId));
    }

    /// <summary>Those who read everything of its agency, and who brought it in.</summary>
    public static bool CanSee(Actor actor, ReviewPackage package)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(package);
        return package.OpenedBy == actor.UserId || actor.CanSomewhere(Permissions.RecipesRun) || Reading.Any(p => actor.Can(p, package.AgencyId));
    }

    /// <summary>What lets a person read every draft of an agency (<see cref="ContentAccess.CanRead"/>).</summary>
    private static readonly string[] Reading = [Permissions.ContentReadAll, Permissions.ReviewConfidentiality, Permissions.ReviewLeader, Permissions.ContentPublish];

    /// <summary>The packages a person may see.</summary>
    public static IQueryable<ReviewPackage> Visible(PortalDbContext db, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        var all = db.Set<ReviewPackage>().AsNoTracking();
        if (actor.CanSomewhere(Permissions.RecipesRun)) return all;
        var grants = actor.Grants.Where(g => g.SectionId is null && Reading.Any(g.Permissions.Contains)).ToList();
        if (grants.Exists(g => g.AgencyId is null)) return all;
        var agencies = grants.Select(g => g.AgencyId!).Distinct().ToList();
        return all.Where(p => p.OpenedBy == actor.UserId || agencies.Contains(p.AgencyId));
    }

    internal static bool MaySubmit(Actor actor, ReviewPackage package) =>
        package.OpenedBy == actor.UserId || actor.CanSomewhere(Permissions.RecipesRun) || actor.Grants.Any(g => g.SectionId is null && (g.AgencyId is null || g.AgencyId == package.AgencyId) && g.Permissions.Contains(Permissions.ContentSubmit));

    private static RouteStep? Due(ContentVersion version, IEnumerable<Review> reviews)
    {
        var route = ReviewRoute.Parse(version.Route);
        return route.NextStep(version.ManifestHash, reviews) is { } index ? route.Steps[index] : null;
    }

    private static string HashOf(IEnumerable<ContentVersion> versions) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions.OrderBy(v => v.Id, StringComparer.Ordinal).Select(v => $"{v.Id} {v.ManifestHash}")))));
}
