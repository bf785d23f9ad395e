using GovPortal.Fields.Values;

namespace GovPortal.Fields.Tables;

/// <summary>
/// Many offices write the rows of a table into one cell: «1.身份证 2.申请表», «申请→受理→办结». Where nothing but the first column is
/// filled, each becomes a row with that column filled; else the cell stays one row.
/// </summary>
internal static class ListedText
{
    private static readonly string[] Arrows = ["→", "⇒", "➡", "⟶", "—>", "->", "=>"];

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Split(
        IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyDictionary<string, string>> lines)
    {
        if (lines is not [var only] || only.Where(c => c.Value.Trim().Length > 0).ToList() is not [var filled] || columns.Count == 0 || filled.Key != columns[0].Name) return lines;
        var items = Numbered.Items(filled.Value) ?? filled.Value.Split(Arrows, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return items.Count < 2 ? lines : [.. items.Select(i => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(only) { [filled.Key] = i.TrimEnd('；', ';', '。', '，', ',', '、', ' ') })];
    }
}
