using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Packages;

/// <summary>Makes packages of what came in together: one an agency, of at most <see cref="MostItems"/>. Side effect: <c>package.opened</c>.</summary>
internal sealed class OpenPackages : IReviewPackages
{
    /// <summary>Items of one package: its publication is one transaction, and so many a person can still look through.</summary>
    public const int MostItems = 500;

    public const string Opened = "package.opened";

    public async Task OpenAsync(PortalTransaction tx, string title, IReadOnlyList<VersionRef> versions, Actor actor, CancellationToken cancellation)
    {
        await tx.Db.SaveChangesAsync(cancellation);
        var agencies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in versions.Select(v => v.VersionId).Chunk(MostItems))
        {
            foreach (var v in await tx.Db.Set<ContentVersion>().Where(v => some.Contains(v.Id)).Select(v => new { v.Id, v.AgencyId }).ToListAsync(cancellation)) agencies[v.Id] = v.AgencyId;
        }
        foreach (var agency in versions.GroupBy(v => agencies[v.VersionId]))
        {
            var chunks = agency.Chunk(MostItems).ToList();
            for (var i = 0; i < chunks.Count; i++)
            {
                var of = chunks.Count == 1 ? "" : $"（{i + 1}/{chunks.Count}）";
                var name = title.Length + of.Length <= ReviewPackage.MaxTitle ? title : title[..(ReviewPackage.MaxTitle - of.Length)];
                var package = new ReviewPackage { Id = ContentIds.New(), Title = name + of, AgencyId = agency.Key, OpenedBy = actor.UserId, OpenedUtc = tx.NowUtc };
                tx.Db.Add(package);
                tx.Db.AddRange(chunks[i].Select((v, at) => new ReviewPackageItem { PackageId = package.Id, ContentItemId = v.ContentItemId, VersionId = v.VersionId, Position = at }));
                tx.Append(new EventDraft(Opened, actor.UserId, package.Id, AgencyId: agency.Key, Payload: new Dictionary<string, object?> { ["items"] = chunks[i].Length }));
            }
        }
    }
}
