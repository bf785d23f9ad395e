using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>A live item that refers to this one, or that this one refers to.</summary>
/// <param name="Field">The referring field, <c>Document</c>.</param>
/// <param name="Refers">The other item refers to this one.</param>
internal sealed record RelatedItem(string Id, string Field, bool Refers, string Type, string Title, string Path, string? Number, string? Form)
{
    public string Url => "/" + Path;
}

/// <param name="State"><c>valid</c>, <c>amended</c>, <c>repealed</c> or <c>expired</c>, today.</param>
/// <param name="Next">The state from <paramref name="Since"/> on; differs where that day lies ahead.</param>
internal sealed record ValidityFacts(string State, string Next, DateOnly? Since, string? Note, Link? By);

/// <summary>A live item of a list.</summary>
internal sealed record ContainedItem(string Title, string Path, DateOnly? Published);

/// <summary>A live item of a decision's line: consultation, report or decision.</summary>
internal sealed record TimelineItem(string Kind, string Title, string Path, DateOnly? On, DateOnly? Opens, DateOnly? Closes);

/// <summary>
/// What modules knew of an item at its publication, read without trust: a fact that is missing or not of the expected shape
/// is as if it were not there.
/// </summary>
internal sealed record ItemFacts(
    DeadlineModel? Deadline, IReadOnlyList<AttachmentModel> Attachments, IReadOnlyList<RelatedItem> Related, string? Number, string? IndexNumber)
{
    /// <summary>What stands in this list, its first items; empty where the item is no list.</summary>
    public IReadOnlyList<ContainedItem> Contained { get; private init; } = [];

    /// <summary>What became of a document after its publication; null where nothing did.</summary>
    public ValidityFacts? Validity { get; private init; }

    /// <summary>What this document amends or repeals.</summary>
    public IReadOnlyList<Link> Repeals { get; private init; } = [];

    /// <summary>How many live items the list has in all.</summary>
    public int ContainedTotal { get; private init; }

    /// <summary>Names of picked terms by id.</summary>
    public IReadOnlyDictionary<string, string> Terms { get; private init; } = new Dictionary<string, string>();

    /// <summary>The line of the decision the item belongs to, in its order.</summary>
    public IReadOnlyList<TimelineItem> Timeline { get; private init; } = [];

    /// <summary>The key figures of a budget or a final account.</summary>
    public FinanceFiguresModel? Finance { get; private init; }

    private static readonly string[] Statuses = ["on-time", "late", "pending"];

    public static ItemFacts Parse(string json)
    {
        try
        {
            return Of(JsonNode.Parse(json) as JsonObject ?? []);
        }
        catch (JsonException)
        {
            return Of([]);
        }
    }

    public static ItemFacts Of(JsonObject facts) => new(
        DeadlineOf(facts["deadline"] as JsonObject),
        [.. Objects(facts["attachments"]).Select(AttachmentOf).OfType<AttachmentModel>()],
        [.. Objects(facts[RelatedName]).Select(RelatedOf).OfType<RelatedItem>()],
        Text((facts[LabelName] as JsonObject)?["number"]), Text(facts["indexNumber"]))
    {
        Validity = ValidityOf(facts["validity"] as JsonObject),
        Repeals = [.. Objects(facts["repeals"]).Select(LinkOf).OfType<Link>()],
        Contained = [.. Objects((facts[ContainedName] as JsonObject)?["items"]).Select(ContainedOf).OfType<ContainedItem>()],
        ContainedTotal = (int)Math.Clamp(Length((facts[ContainedName] as JsonObject)?["total"]), 0, int.MaxValue),
        Timeline = [.. Objects(facts["timeline"]).Select(TimelineOf).OfType<TimelineItem>()],
        Finance = facts["finance"] is JsonObject figures && Text(figures["unit"]) is { } unit
            ? new FinanceFiguresModel(unit, Text(figures["income"]), Text(figures["expenditure"]), Text(figures["threePublic"])) : null,
        Terms = (facts[TermsName] as JsonObject ?? []).Where(t => Text(t.Value) is not null).ToDictionary(t => t.Key, t => Text(t.Value)!),
    };

    public const string ContainedName = "contained";
    public const string TermsName = "terms";
    public const string RelatedName = "related";
    /// <summary>How many items a list shows on its page.</summary>
    public const int MaxContained = 200;

    public const string LabelName = "label";

    public static JsonObject Write(RelatedItem item) => new()
    {
        ["id"] = item.Id, ["field"] = item.Field, ["refers"] = item.Refers, ["type"] = item.Type, ["title"] = item.Title, ["path"] = item.Path,
        ["number"] = item.Number, ["form"] = item.Form,
    };

    public static JsonObject Write(ContainedItem item) => new()
    {
        ["title"] = item.Title, ["path"] = item.Path, ["date"] = item.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static ValidityFacts? ValidityOf(JsonObject? fact) =>
        fact is not null && Text(fact["state"]) is { } state
            ? new ValidityFacts(state, Text(fact["next"]) ?? state, Day(Text(fact["since"])), Text(fact["note"]), fact["by"] is JsonObject by ? LinkOf(by) : null) : null;

    private static Link? LinkOf(JsonObject fact) => Text(fact["title"]) is { } title && Text(fact["path"]) is { } path ? new Link(title, "/" + path) : null;

    private static TimelineItem? TimelineOf(JsonObject fact) =>
        Text(fact["kind"]) is { } kind && Text(fact["title"]) is { } title && Text(fact["path"]) is { } path
            ? new TimelineItem(kind, title, path, Day(Text(fact["on"])), Day(Text(fact["opens"])), Day(Text(fact["closes"]))) : null;

    private static ContainedItem? ContainedOf(JsonObject fact) =>
        Text(fact["title"]) is { } title && Text(fact["path"]) is { } path ? new ContainedItem(title, path, Day(Text(fact["date"]))) : null;

    private static DeadlineModel? DeadlineOf(JsonObject? fact)
    {
        if (fact is null || Text(fact["text"]) is not { } text) return null;
        var status = Text(fact["status"]);
        return new DeadlineModel(text, Day(Text(fact["due"])), Statuses.Contains(status) ? status! : "none", Truth(fact["provisional"]));
    }

    private static AttachmentModel? AttachmentOf(JsonObject fact)
    {
        if (Text(fact["path"]) is not { } path) return null;
        var file = Text(fact["name"]) ?? path[(path.LastIndexOf('/') + 1)..];
        var url = "/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return new AttachmentModel(Text(fact["title"]) ?? file, url, Length(fact["length"]), Path.GetExtension(file).TrimStart('.').ToUpperInvariant());
    }

    private static RelatedItem? RelatedOf(JsonObject fact) =>
        Text(fact["id"]) is { } id && Text(fact["path"]) is { } path && Text(fact["title"]) is { } title
            ? new RelatedItem(id, Text(fact["field"]) ?? "", Truth(fact["refers"]), Text(fact["type"]) ?? "", title, path, Text(fact["number"]), Text(fact["form"]))
            : null;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray)?.OfType<JsonObject>() ?? [];

    internal static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) && text.Trim() is { Length: > 0 } clean ? clean : null;

    private static bool Truth(JsonNode? node) => node is JsonValue v && v.TryGetValue<bool>(out var truth) && truth;

    private static long Length(JsonNode? node) => node is JsonValue v && v.TryGetValue<long>(out var number) ? number : 0;

    /// <summary>A civil date, or the civil date of an instant.</summary>
    private static DateOnly? Day(string? text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime.ToCivilDate() : null;
    }
}
