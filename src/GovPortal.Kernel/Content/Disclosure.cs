using System.Globalization;
using System.Text.Json.Nodes;

namespace GovPortal.Kernel.Content;

/// <summary>How soon an item is due (R34, R35).</summary>
public enum Urgency { Normal, Urgent }

/// <summary>
/// What every disclosed item carries in its <c>DisclosurePart</c>: the column (栏目), the responsible section
/// (责任科室), the stage of 五公开 (R47), the day the information was formed or changed (形成或变更之日), its urgency, the day
/// its column's deadline counts from where that is another one (征求活动结束之日), and what this version changed of the one before.
/// </summary>
public sealed record Disclosure(
    string? ColumnId, string? SectionId, string? Stage, DateOnly? FormedOn, DateOnly? ChangedOn, Urgency Urgency, string? UrgencyReason,
    DateOnly? StartedOn = null, string? ChangeNote = null)
{
    public const string PartName = "DisclosurePart";
    private const string ChangeNoteMember = "ChangeNote";

    /// <summary>决策、执行、管理、服务、结果.</summary>
    public static IReadOnlyDictionary<string, string> Stages { get; } = new Dictionary<string, string>
    {
        ["decision"] = "决策公开", ["execution"] = "执行公开", ["management"] = "管理公开",
        ["service"] = "服务公开", ["result"] = "结果公开",
    };

    /// <summary>The day the clock of R34 starts from: the change where there was one, else the formation.</summary>
    public DateOnly? ClockDay => ChangedOn ?? FormedOn;

    public static Disclosure Of(JsonObject data)
    {
        var part = data[PartName] as JsonObject;
        return new Disclosure(
            Text("ColumnId"), Text("SectionId"), Text("Stage"), Day("FormedOn"), Day("ChangedOn"),
            Text("Urgency") == "urgent" ? Urgency.Urgent : Urgency.Normal, Text("UrgencyReason"), Day("StartedOn"), Text(ChangeNoteMember));

        string? Text(string name) =>
            part?[name] is JsonValue v && v.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

        DateOnly? Day(string name) =>
            Text(name) is { Length: >= 10 } text
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>Of this type are items with a title and a text that say where they are disclosed, made by editors.</summary>
    public static bool IsText(ContentTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Creatable && type.Has(PartName) && type.Has("HtmlBodyPart") && type.Has("TitlePart");
    }

    /// <summary>A note tells of one version only; what begins with that version's content begins without it.</summary>
    public static void DropChangeNote(JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        (data[PartName] as JsonObject)?.Remove(ChangeNoteMember);
    }
}
