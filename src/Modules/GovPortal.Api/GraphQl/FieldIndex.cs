using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.GraphQl;

/// <summary>Follows the values of fields by which items may be looked for. Fields that are internal to the office are not kept.</summary>
internal sealed class FieldIndex : IContentIndex
{
    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        await db.Set<FieldValue>().Where(v => v.ContentItemId == contentItemId && v.IsPublished == published).ExecuteDeleteAsync(cancellation);
        if (version is null) return;
        var rows = Rows(version, contentItemId, published).ToList();
        if (rows.Count == 0) return;
        db.AddRange(rows);
        await db.SaveChangesAsync(cancellation);
        // Another change of the same transaction writes the rows again, under the same keys.
        foreach (var row in rows) db.Entry(row).State = EntityState.Detached;
    }

    private static IEnumerable<FieldValue> Rows(VersionInHand version, string contentItemId, bool published)
    {
        foreach (var part in version.Type.Parts.DistinctBy(p => p.Name))
        {
            if (version.Data[part.Name] is not System.Text.Json.Nodes.JsonObject members) continue;
            foreach (var field in part.Definition.Fields.Where(f => !f.IsInternal).DistinctBy(f => f.Name))
            {
                if (members[field.Name] is not System.Text.Json.Nodes.JsonObject value || FieldKind.Of(field.FieldType) is not { } kind) continue;
                var (text, number) = kind.Indexed(value);
                if (text is null && number is null) continue;
                yield return new FieldValue
                {
                    ContentItemId = contentItemId, IsPublished = published, Field = $"{part.Name}.{field.Name}",
                    Key = text is null ? null : FieldValue.KeyOf(text), Text = text, Number = number,
                };
            }
        }
    }
}
