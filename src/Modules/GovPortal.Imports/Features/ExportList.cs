using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using GovPortal.Tables.Lists;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>A workbook (.xlsx) and the name to save it under.</summary>
public sealed record ExportedList(byte[] Content, string FileName, int Items);

/// <summary>
/// Writes the items of a type that a section keeps in a column as a list, tables over several rows under a merged name. Importing it
/// again changes nothing. Failures: those of <see cref="ListPlace"/>, <c>import.too-many-cells</c>.
/// </summary>
public sealed class ExportList(IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions, ContentElements elements)
{
    private const int NumberWidth = 6, LongWidth = 42, UsualWidth = 18, LongText = 40;

    public async Task<Result<ExportedList>> HandleAsync(string? type, string? columnId, string? sectionId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var place = ListPlace.Of(
            await definitions.LoadAsync(db, cancellation), elements, await OrganisationSnapshot.LoadAsync(db, cancellation), type, columnId, sectionId, actor);
        if (!place.Succeeded) return place.As<ExportedList>();
        var items = (await KnownItem.LoadAsync(db, place.Value, cancellation)).Where(i => !i.IsGone).ToList();
        return Write(place.Value, items, await PickedTitles.LoadAsync(db, place.Value, ListFields.Of(place.Value.Type, elements), actor, cancellation));
    }

    private Result<ExportedList> Write(ListPlace place, List<KnownItem> items, PickedTitles picked)
    {
        var fields = ListFields.Of(place.Type, elements);
        // The keys first, as lists have it.
        fields = [.. fields.Where(f => f.Field.IsKey), .. fields.Where(f => !f.Field.IsKey)];
        var (rows, merged) = (new List<IReadOnlyList<string>>(), new List<string>());
        foreach (var item in items)
        {
            var lines = fields.ConvertAll(f => f.Element.SheetLines(f.Context, ListFields.ValueIn(item.Data, f.Context)).Select(l => l.GetValueOrDefault(f.Name, "")).Select(t => PickedTitles.Is(f) ? picked.Shown(f.Context, t) : t).ToList());
            var height = Math.Max(1, lines.Max(l => l.Count));
            var first = rows.Count + SheetWriter.FirstRow;
            for (var i = 0; i < height; i++)
            {
                var number = i == 0 ? (items.IndexOf(item) + 1).ToString(CultureInfo.InvariantCulture) : "";
                rows.Add([number, .. lines.Select(l => i < l.Count ? l[i] : "")]);
            }
            if (height == 1) continue;
            for (var column = 1; column <= fields.Count + 1; column++)
            {
                if (column == 1 || fields[column - 2].Field.Table is null) merged.Add($"{CellAddress.Of(first, column)}:{CellAddress.Of(first + height - 1, column)}");
            }
        }
        if ((rows.Count + SheetWriter.FirstRow) * (fields.Count + 1) > TableLimits.MaxCells / 2) return Failure.Of("import.too-many-cells", items.Count);
        var header = fields.Select((f, i) => (HeadOf(f, fields), rows.Exists(r => r[i + 1].Length > LongText) ? LongWidth : (double)UsualWidth)).Prepend(("序号", NumberWidth)).ToList();
        var title = $"{place.Organisation.Agency(place.Column.AgencyId)!.Name}{place.Column.Title}";
        return new ExportedList(SheetWriter.Write("清单", title, header, rows, merged), $"{title}.xlsx", items.Count);
    }

    /// <summary>The shortest head under which an import finds the field again.</summary>
    private static string HeadOf(HeldField field, List<HeldField> fields)
    {
        var spellings = field.Field.Heads.Where(h => fields.First(f => f.Field.Heads.Contains(h)).Field.Id == field.Field.Id).ToList();
        var title = field.Name.Length > 0 ? field.Field.Title.Split('：')[^1] : field.Field.Title;
        return spellings.Contains(title) ? title : spellings.FirstOrDefault() ?? field.Field.Title;
    }
}
