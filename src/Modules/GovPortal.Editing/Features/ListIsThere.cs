using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <summary>
/// An item stands in a list that exists, that takes its type and that is another item. Failures:
/// <c>contained.in-itself</c>, <c>contained.list-unknown</c>, <c>contained.list-takes-others</c>.
/// </summary>
internal sealed class ListIsThere(ContentElements elements) : IDraftRule
{
    public async Task<IReadOnlyList<Failure>> CheckAsync(
        PortalDbContext db, string contentItemId, ContentTypeDefinition type, JsonObject data, CancellationToken cancellation)
    {
        var part = elements.Walk(type, data).FirstOrDefault(e => e.Element.Name == ContentTypeDefinition.ContainedPart);
        if (part?.Value["ListContentItemId"]?.ToString() is not { Length: > 0 } list) return [];
        if (list == contentItemId) return [part.Context.Refuse("ListContentItemId", "contained.in-itself")];
        var listType = await db.Set<ContentItemRow>().AsNoTracking().Where(i => i.Id == list).Select(i => i.ContentType).FirstOrDefaultAsync(cancellation);
        if (listType is null) return [part.Context.Refuse("ListContentItemId", "contained.list-unknown")];
        // A part that was welded on by another site names its list's type itself; definitions here may say nothing of it.
        return type.ListTypes.Count > 0 && !type.ListTypes.Contains(listType)
            ? [part.Context.Refuse("ListContentItemId", "contained.list-takes-others", type.DisplayName)] : [];
    }
}
