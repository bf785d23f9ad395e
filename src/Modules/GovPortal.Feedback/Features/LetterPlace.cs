using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>The public page a letter is about, and who answers for it; a null section is the office.</summary>
public sealed record LetterPlace(string? AgencyId, string? SectionId, string? ColumnId, string? ContentItemId, string Path, string Title);

/// <summary>Finds the page that a form names: an item by id, else an address of this site. What is not public is not found.</summary>
internal sealed class FindPlace(IDbContextFactory<PortalDbContext> contexts, PortalStateReader state)
{
    private const int MaxPath = 500;
    private const string Columns = "/columns/";

    /// <param name="address">With its leading slash; a query is passed over.</param>
    public async Task<LetterPlace?> HandleAsync(string? itemId, string? address, CancellationToken cancellation)
    {
        if (itemId is { Length: 26 } && itemId.All(char.IsAsciiLetterOrDigit)) return await ItemAsync(r => r.ContentItemId == itemId, cancellation);
        if (address is not { Length: > 1 and <= MaxPath } || address[0] != '/' || address[1] is '/' or '\\' || address.Any(char.IsControl)) return null;
        var path = address.Split('?', '#')[0];
        if (path.StartsWith(Columns, StringComparison.Ordinal)) return Column(path[Columns.Length..].Trim('/'));
        var wanted = path.Trim('/');
        return await ItemAsync(r => r.Path == wanted, cancellation) ?? new LetterPlace(null, null, null, null, path, path);
    }

    private LetterPlace? Column(string path)
    {
        var organisation = state.Current.Organisation;
        return organisation.ColumnByPath(path) is { } column && organisation.IsPublic(column)
            ? new LetterPlace(column.AgencyId, column.SectionMeaning == SectionMeaning.Named ? column.SectionId : null, column.Id, null, Columns + column.Path, organisation.FullTitle(column))
            : null;
    }

    private async Task<LetterPlace?> ItemAsync(System.Linq.Expressions.Expression<Func<ContentIndexRow, bool>> which, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal).Where(which)
            .Select(r => new LetterPlace(r.AgencyId, r.SectionId, r.ColumnId, r.ContentItemId, "/" + r.Path, r.Title)).FirstOrDefaultAsync(cancellation);
    }
}
