using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Finance.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Features;

public enum TableChange { New, Changed, Unchanged, Unknown }

/// <summary>What an import does with one sheet.</summary>
/// <param name="Title">The table it goes into; null where it is none.</param>
/// <param name="Converted">Its amounts are divided by ten thousand.</param>
public sealed record PlannedSheet(
    string Name, string? Title, TableChange Change, int Rows, int RowsBefore, string? Unit, bool Converted, int Written, int Structure, IReadOnlyList<UnusedCell> Unused);

/// <summary>The difference between a workbook and the item of its year.</summary>
/// <param name="ItemId">The item it changes; null where it makes a new one.</param>
/// <param name="Missing">Tables of the type the workbook has no sheet for; they stay as they are.</param>
/// <param name="Differences">What would be refused at submission; a draft may hold it.</param>
/// <param name="Problems">Why it cannot be applied; <c>Field</c> is the cell.</param>
/// <param name="CanConvert">Sheets are in 元 and could be converted.</param>
/// <param name="Token">Ties a confirmation to exactly this preview: file, choice of unit, and the item as it stands.</param>
public sealed record FinancePlan(
    string Title, string? ItemId, int? Revision, string Unit, IReadOnlyList<PlannedSheet> Sheets, IReadOnlyList<string> Missing, IReadOnlyList<Failure> Differences,
    IReadOnlyList<Failure> Problems, bool CanConvert, bool HasChanges, JsonObject Data, string Token)
{
    public IReadOnlyList<UnusedCell> Unused { get; } = [.. Sheets.SelectMany(s => s.Unused)];
}

/// <summary>
/// Lays a workbook over the item of its year; a pure function of both. Problems: those of reading, <c>finance.year-differs</c>,
/// <c>finance.units-differ</c>, <c>finance.unit-would-change</c>, <c>finance.no-tables</c>, <c>draft.under-review</c>, and the elements' own.
/// </summary>
internal sealed class PlanFinanceImport(ContentElements elements, FinancePlace place, int year, DateOnly formedOn, bool convert)
{
    /// <summary>元 in one 万元.</summary>
    private const decimal YuanPerWanYuan = 10_000m;

    private readonly List<Failure> _problems = [];

    private string Day => formedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public FinancePlan Build(IReadOnlyList<ReadSheet> sheets, FinanceItem? item, string fileHash)
    {
        var (type, tables) = (place.Type, TableSettings.Of(place.Type));
        var known = sheets.Where(s => s.Field is not null).DistinctBy(s => s.Field).ToList();
        _problems.AddRange(sheets.SelectMany(s => s.Problems));
        if (known.Count == 0) _problems.Add(Failure.Of("finance.no-tables", type.DisplayName));
        foreach (var sheet in known.Where(s => s.Year is { } written && written != year)) _problems.Add(Failure.At(sheet.Name, "finance.year-differs", sheet.Year, year));
        if (item?.IsFrozen == true) _problems.Add(Failure.Of("draft.under-review"));

        var data = item is null ? NewData() : (JsonObject)item.Data.DeepClone();
        var before = data[type.Name] as JsonObject ?? [];
        var part = (JsonObject)before.DeepClone();
        data[type.Name] = part;
        var unit = UnitOf(known, FinanceJson.Text(before["Unit"]?["Text"]));
        if (item is not null && FinanceJson.Text(before["Unit"]?["Text"]) is { Length: > 0 } was && was != unit
            && tables.FirstOrDefault(t => known.TrueForAll(s => s.Field != t.Field) && FinanceTables.Rows(before, t.Field).Any()) is { } left)
        {
            _problems.Add(Failure.Of("finance.unit-would-change", was, unit, left.Title));
        }
        part["Unit"] = new JsonObject { ["Text"] = unit };
        if (item?.Year != year) part["Year"] = new JsonObject { ["Value"] = year };
        var planned = sheets.Select(s => Sheet(s, known.Contains(s) ? tables.First(t => t.Field == s.Field) : null, before, part)).ToList();

        var hasChanges = !JsonNode.DeepEquals(before, part);
        if (hasChanges && item?.IsLive == true && data[Disclosure.PartName] is JsonObject disclosure) disclosure["ChangedOn"] = Day;
        if (_problems.Count == 0) _problems.AddRange(elements.Check(type, data, complete: false));
        return new FinancePlan(
            item?.Title ?? (string)data["TitlePart"]!["Title"]!, item?.Id, item?.Revision, unit, planned,
            [.. tables.Where(t => known.TrueForAll(s => s.Field != t.Field)).Select(t => t.Title)],
            FinanceCheck.Of(FinanceTables.Report(type, data)), _problems, known.Exists(s => s.Unit == FinanceTypes.Yuan), hasChanges, data, Token(fileHash, item));
    }

    private PlannedSheet Sheet(ReadSheet sheet, TableSettings? table, JsonObject before, JsonObject part)
    {
        if (table is null) return new PlannedSheet(sheet.Name, null, TableChange.Unknown, 0, 0, sheet.Unit, false, 0, 0, sheet.Unused);
        var converted = convert && sheet.Unit == FinanceTypes.Yuan;
        var rows = converted ? [.. sheet.Rows.Select(r => Converted(r, table))] : sheet.Rows;
        var old = FinanceTables.Rows(before, table.Field).ToList();
        var same = old.Count == rows.Count && Enumerable.Range(0, rows.Count).All(i => Same(table, old[i], rows[i]));
        if (!same) part[table.Field] = new JsonObject { ["Rows"] = new JsonArray([.. rows.Select(r => r.DeepClone())]) };
        var states = table.EmptyStatement is not null && sheet.Statement is not null && rows.Count == 0 && FinanceJson.Text(part[table.EmptyStatement]?["Text"]).Trim() != sheet.Statement;
        if (states) part[table.EmptyStatement!] = new JsonObject { ["Text"] = sheet.Statement };
        var change = same && !states ? TableChange.Unchanged : old.Count == 0 ? TableChange.New : TableChange.Changed;
        return new PlannedSheet(sheet.Name, table.Title, change, rows.Count, old.Count, sheet.Unit, converted, sheet.Written, sheet.Structure, sheet.Unused);
    }

    private string UnitOf(List<ReadSheet> sheets, string before)
    {
        var units = sheets.Select(s => s.Unit).OfType<string>().Select(u => convert && u == FinanceTypes.Yuan ? FinanceTypes.WanYuan : u).Where(u => u is FinanceTypes.Yuan or FinanceTypes.WanYuan).Distinct().ToList();
        if (units.Count > 1) _problems.Add(Failure.Of("finance.units-differ", string.Join('、', sheets.Where(s => s.Unit == FinanceTypes.Yuan).Select(s => s.Name))));
        return units.Count > 0 ? units[0] : before.Length > 0 ? before : FinanceTypes.WanYuan;
    }

    private static JsonObject Converted(JsonObject row, TableSettings table)
    {
        var converted = (JsonObject)row.DeepClone();
        foreach (var column in table.Columns.Where(c => c.IsAmount))
        {
            if (FinanceJson.Amount(row[column.Name]) is { } yuan) converted[column.Name] = Math.Round(yuan / YuanPerWanYuan, Amounts.Decimals, MidpointRounding.AwayFromZero);
        }
        return converted;
    }

    /// <summary>The same to a reader: an amount with other trailing zeros, a text with other blanks around it.</summary>
    private static bool Same(TableSettings table, JsonObject one, JsonObject other) => table.Columns.All(c => c.IsAmount
        ? FinanceJson.Amount(one[c.Name]) == FinanceJson.Amount(other[c.Name])
        : FinanceJson.Text(one[c.Name]).ReplaceLineEndings("\n").Trim() == FinanceJson.Text(other[c.Name]).Trim());

    private JsonObject NewData()
    {
        var agency = place.Organisation.Agency(place.Column.AgencyId)!.Name;
        return new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = $"{agency}{year}{(place.Type.Name == FinanceTypes.FinalAccount ? "年度" : "年")}{place.Type.DisplayName}" },
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = place.Column.Id, ["SectionId"] = place.Section.Id, ["Stage"] = "result", ["FormedOn"] = Day, ["Urgency"] = "normal",
            },
        };
    }

    private string Token(string fileHash, FinanceItem? item)
    {
        var state = string.Join('\n', fileHash, place.Type.Name, place.Column.Id, place.Section.Id, year.ToString(CultureInfo.InvariantCulture), Day, convert ? "convert" : "", item?.Id, item?.Revision.ToString(CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
    }
}
