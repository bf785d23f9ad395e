using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;
using System.Text.Json.Nodes;

namespace GovPortal.Finance.Features;

/// <summary>A workbook (.xlsx) and the name to save it under.</summary>
public sealed record ExportedBook(byte[] Content, string FileName);

/// <summary>
/// Writes the tables of an item as finance departments hand them out, one sheet a table. Importing it again changes nothing. Failures:
/// <c>draft.item-unknown</c>, <c>access.not-allowed</c> (who may not write the item).
/// </summary>
public sealed class ExportFinanceBook(IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions)
{
    private const double TextWidth = 34, AmountWidth = 18, CodeWidth = 12;
    private const int MaxSheetName = 31;

    public async Task<Result<ExportedBook>> HandleAsync(string? itemId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<ContentItemRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellation) is not { } row
            || await FinanceItems.FindAsync(db, row.Id, cancellation) is not { } item
            || (await definitions.LoadAsync(db, cancellation)).Type(item.Type) is not { } type) return Failure.Of("draft.item-unknown");
        var version = await db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == row.LatestVersionId, cancellation);
        if (!ContentAccess.CanEdit(actor, version.AgencyId, version.SectionId)) return Failure.Of(Failure.NotAllowed);
        return new ExportedBook(Write(type, item.Data, item.Year), $"{item.Title}.xlsx");
    }

    internal static byte[] Write(ContentTypeDefinition type, JsonObject data, int? year)
    {
        var part = data[type.Name] as JsonObject ?? [];
        var unit = FinanceJson.Text(part["Unit"]?["Text"]) is { Length: > 0 } given ? given : FinanceTypes.WanYuan;
        return BookWriter.Write([.. TableSettings.Of(type).Select(t => Sheet(t, part, unit, year))]);
    }

    private static BookSheet Sheet(TableSettings table, JsonObject part, string unit, int? year)
    {
        var (columns, last) = (table.Columns, table.Columns.Count);
        var rows = new List<IReadOnlyList<BookCell?>>
        {
            Only(last, 1, new BookCell($"{(year is { } y ? $"{y}年" : "")}{table.Title}", null, BookStyle.Title)),
            Only(last, last, new BookCell(table.Code, null, BookStyle.Plain)),
            Only(last, last, new BookCell($"单位：{unit}", null, BookStyle.Plain)),
        };
        var merged = new List<string> { $"A1:{CellAddress.Of(1, last)}" };
        AddHeads(columns, rows, merged);
        var filled = FinanceTables.Rows(part, table.Field).ToList();
        rows.AddRange(filled.Select(r => columns.Select(c => Cell(c, r)).ToList()));
        if (filled.Count == 0 && table.EmptyStatement is { } statement && FinanceJson.Text(part[statement]?["Text"]).Trim() is { Length: > 0 } said)
        {
            rows.Add(Only(last, 1, new BookCell("注：" + said, null, BookStyle.Plain)));
        }
        var name = string.Concat($"{table.Code} {table.Title}".Trim().Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal)));
        return new BookSheet(
            name.Length <= MaxSheetName ? name : name[..MaxSheetName], [.. columns.Select(c => c.IsAmount ? AmountWidth : c.Name == "code" ? CodeWidth : TextWidth)], rows, merged);
    }

    /// <summary>Heads of the form 收入/项目 in two rows, the upper one merged over its columns.</summary>
    private static void AddHeads(IReadOnlyList<ColumnSettings> columns, List<IReadOnlyList<BookCell?>> rows, List<string> merged)
    {
        BookCell Head(string text) => new(text, null, BookStyle.Head);
        if (columns.All(c => c.Head.Count == 1))
        {
            rows.Add([.. columns.Select(c => Head(c.Head[0]))]);
            return;
        }
        var row = rows.Count + 1;
        rows.Add([.. columns.Select((c, i) => c.Head.Count > 1 && i > 0 && columns[i - 1].Head.Count > 1 && columns[i - 1].Head[0] == c.Head[0] ? null : Head(c.Head[0]))]);
        rows.Add([.. columns.Select(c => c.Head.Count > 1 ? Head(string.Join('/', c.Head.Skip(1))) : null)]);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Head.Count == 1)
            {
                merged.Add($"{CellAddress.Of(row, i + 1)}:{CellAddress.Of(row + 1, i + 1)}");
                continue;
            }
            var end = i;
            while (end + 1 < columns.Count && columns[end + 1].Head.Count > 1 && columns[end + 1].Head[0] == columns[i].Head[0]) end++;
            if (end > i) merged.Add($"{CellAddress.Of(row, i + 1)}:{CellAddress.Of(row, end + 1)}");
            i = end;
        }
    }

    private static BookCell? Cell(ColumnSettings column, JsonObject row)
    {
        if (column.IsAmount) return FinanceJson.Amount(row[column.Name]) is { } amount ? new BookCell(null, amount, BookStyle.Amount) : null;
        return FinanceJson.Text(row[column.Name]) is { Length: > 0 } text ? new BookCell(text, null, BookStyle.Text) : null;
    }

    private static BookCell?[] Only(int count, int at, BookCell cell) => [.. Enumerable.Range(1, count).Select(i => i == at ? cell : null)];
}
