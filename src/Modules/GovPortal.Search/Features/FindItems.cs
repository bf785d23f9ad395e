using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Features;

/// <summary>Items found by their titles, the latest changed first.</summary>
public sealed record FoundItems(IReadOnlyList<ContentIndexRow> Rows, int Total)
{
    public static FoundItems None { get; } = new([], 0);
}

/// <summary>
/// Looks for items by the words of their latest title, drafts included, among those the actor may read. Asks the
/// database and not the index: the index knows nothing that is not public.
/// </summary>
public sealed class FindItems(PortalDbContext db)
{
    private const int MaxWords = 8;

    public async Task<FoundItems> HandleAsync(string? text, int skip, int take, Actor actor, CancellationToken cancellation)
    {
        var words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords).ToList();
        if (words.Count == 0) return FoundItems.None;
        var rows = db.Set<ContentIndexRow>().Where(r => !r.IsPublished).ReadableBy(actor);
        foreach (var word in words)
        {
            var lower = word.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to the database's lower().
            rows = rows.Where(r => r.Title.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return new FoundItems(
            await rows.OrderByDescending(r => r.ModifiedUtc).ThenBy(r => r.ContentItemId).Skip(skip).Take(take).ToListAsync(cancellation),
            await rows.CountAsync(cancellation));
    }
}
