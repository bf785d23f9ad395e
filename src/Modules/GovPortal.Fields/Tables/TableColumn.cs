using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;

namespace GovPortal.Fields.Tables;

/// <summary>
/// A column of a table field, <c>{"Name", "Title", "Type", "Required"}</c>, by its definition also <c>Options</c> (the words it may
/// hold) and <c>Heads</c> (other heads in sheets): how its cells are read, checked and shown.
/// </summary>
/// <param name="Type"><c>text</c>, <c>number</c>, <c>date</c>, <c>money</c> (元) or <c>boolean</c>.</param>
internal sealed record TableColumn(string Name, string Title, string Type, bool Required)
{
    public static IReadOnlyList<string> Types { get; } = ["text", "number", "date", "money", "boolean"];

    public IReadOnlyList<string> Options { get; init; } = [];

    public IReadOnlyList<string> Heads { get; init; } = [];

    public bool IsNumeric => Type is "number" or "money";

    public string Example => Type switch { "number" => "12", "money" => "1960.50", "date" => Times.DayExample, "boolean" => "是 / 否", _ => "文字" };

    public static TableColumn? Of(JsonNode? node)
    {
        if (node is not JsonObject column || column.Text("Name") is not { } name) return null;
        var type = column.Text("Type")?.ToLowerInvariant() ?? "text";
        return new TableColumn(name, column.Text("Title") ?? name, Types.Contains(type) ? type : "text", column.Flag("Required"))
        {
            Options = column.Texts("Options"), Heads = column.Texts("Heads"),
        };
    }

    /// <summary>A name that none of the columns has.</summary>
    public static string UnusedName(IEnumerable<TableColumn> columns)
    {
        var names = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, names.Count + 1).Select(i => "c" + i).First(n => !names.Contains(n));
    }

    public JsonObject ToJson() => new() { ["Name"] = Name, ["Title"] = Title, ["Type"] = Type, ["Required"] = Required };

    /// <summary>What was typed or pasted, as it is stored; what cannot be read stays text and is refused by the check.</summary>
    public JsonNode? Read(string typed)
    {
        var text = Type == "text" ? typed : typed.Trim();
        if (Type == "text") return text;
        if (text.Length == 0) return null;
        return Type switch
        {
            "number" or "money" => Numbers.Typed(text) is { } number ? Numbers.Node(number) : text,
            "date" => Times.TypedDay(text) is { } day ? Times.Shown(day) : text,
            _ => text.ToLowerInvariant() switch
            {
                "是" or "true" or "yes" or "√" or "1" or "有" => true,
                "否" or "false" or "no" or "×" or "0" or "无" => false,
                _ => text,
            },
        };
    }

    public bool IsOfType(JsonNode? cell) => Type switch
    {
        "number" or "money" => Stored.TryNumber(cell, out _),
        "boolean" => Stored.TryFlag(cell, out _) || Stored.TryText(cell, out var text) && text is "",
        "date" => Stored.TryText(cell, out var day) && (string.IsNullOrEmpty(day) || Times.Day(day) is not null),
        _ => Stored.TryText(cell, out var words) && !(words?.Any(Posted.IsForbidden) ?? false),
    };

    /// <summary>For a reader; empty where there is nothing.</summary>
    public string Show(JsonNode? cell)
    {
        switch (Type)
        {
            case "number" or "money" when Stored.TryNumber(cell, out var number):
                return number is not { } n ? "" : Type == "money" ? Numbers.Money(n) : Numbers.Shown(n);
            case "boolean" when Stored.TryFlag(cell, out var flag):
                return flag is not { } known ? "" : known ? "是" : "否";
            case "date" when Stored.TryText(cell, out var day) && day is not null && Times.Day(day) is { } date:
                return Times.Shown(date);
            default:
                return Stored.TryText(cell, out var text) ? text ?? "" : "";
        }
    }

    /// <summary>For its control in the editor and for a pasted table: what <see cref="Read"/> reads back as the same.</summary>
    public string Edit(JsonNode? cell) =>
        Type is "number" or "money" && Stored.TryNumber(cell, out var number) ? number is { } n ? Numbers.Shown(n) : "" : Show(cell);

    public string CellHtml(JsonNode? cell) =>
        $"<td{(IsNumeric ? " class=\"number\"" : "")}>{HtmlText.Encode(Show(cell)).Replace("&#xA;", "<br>", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal)}</td>";
}
