using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>
/// Other items: <c>{"ContentItemIds": []}</c>. What they are called and whether they are published the page knows, so
/// there is no HTML of its own. In a sheet, where its definition names one, an id a line; whoever reads the sheet puts titles for ids.
/// </summary>
internal sealed class ContentPickerField : CellElement
{
    public override string Name => "ContentPickerField";
    public override IReadOnlyList<string> Properties => ["ContentItemIds"];
    public override string? EditorPartial(ElementContext context) => "Elements/PickerField";

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        context.CheckPicks(value, "ContentItemIds", context.Settings.Flag("Multiple"), complete);

    protected override bool StandsInSheets(ElementContext context) => NamesSheets(context);

    protected override string Cell(ElementContext context, JsonObject value) => string.Join('\n', value.Texts("ContentItemIds"));

    protected override void ReadCell(ElementContext context, string text, JsonObject value) =>
        value["ContentItemIds"] = Stored.Array(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct());

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Picks.Read(context, form, "ContentItemIds") is { } picks) value["ContentItemIds"] = Stored.Array(picks.Select(p => p.Id));
    }
}

/// <summary>Accounts: <c>{"UserIds": [], "UserNames": []}</c>. Who works on an item is nobody's business outside: no HTML, no text.</summary>
internal sealed class UserPickerField : ContentElement
{
    public override string Name => "UserPickerField";
    public override IReadOnlyList<string> Properties => ["UserIds", "UserNames"];
    public override string? EditorPartial(ElementContext context) => "Elements/PickerField";

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        foreach (var refused in context.CheckPicks(value, "UserIds", context.Settings.Flag("Multiple"), complete)) yield return refused;
        if (!Stored.TryTexts(value["UserNames"], out var names) || names.Any(n => n.Length > Picks.NameMaxLength)) yield return context.Wrong("UserNames", "[\"zhangmin\"]");
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Picks.Read(context, form, "UserIds") is not { } picks) return;
        var names = Picks.Names(value, "UserIds", "UserNames", picks);
        value["UserIds"] = Stored.Array(picks.Select(p => p.Id));
        value["UserNames"] = Stored.Array(names);
    }
}

/// <summary>
/// Terms of a taxonomy: <c>{"TaxonomyContentItemId", "TermContentItemIds": []}</c>, with the <c>Tags</c> editor also
/// <c>TagNames</c>.
/// </summary>
internal sealed class TaxonomyField : ContentElement
{
    public override string Name => "TaxonomyField";
    public override IReadOnlyList<string> Properties => ["TaxonomyContentItemId", "TermContentItemIds", "TagNames"];
    public override string? EditorPartial(ElementContext context) => "Elements/PickerField";

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        foreach (var refused in context.CheckPicks(value, "TermContentItemIds", !context.Settings.Flag("Unique"), complete)) yield return refused;
        if (context.CheckText(value, "TaxonomyContentItemId", 64, "4kzpp7h9wn6rx5bq3mvj2tds8c") is { } taxonomy) yield return taxonomy;
        if (!Stored.TryTexts(value["TagNames"], out var names) || names.Any(n => n.Length > Picks.NameMaxLength || n.Any(Posted.IsForbidden)))
        {
            yield return context.Wrong("TagNames", "[\"稳岗返还\"]");
        }
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Picks.Read(context, form, "TermContentItemIds") is not { } picks) return;
        if (context.Field?.Editor == "Tags" || value.ContainsKey("TagNames"))
        {
            value["TagNames"] = Stored.Array(Picks.Names(value, "TermContentItemIds", "TagNames", picks));
        }
        value["TermContentItemIds"] = Stored.Array(picks.Select(p => p.Id));
        if (context.Settings.Text("TaxonomyContentItemId") is { } taxonomy) value["TaxonomyContentItemId"] = taxonomy;
    }

    public override string? Html(ElementContext context, JsonObject value) =>
        Text(context, value) is { Length: > 0 } names ? HtmlText.Encode(names) : null;

    public override string Text(ElementContext context, JsonObject value) => string.Join('、', value.Texts("TagNames").Where(n => n.Length > 0));
}

/// <summary>Picked things in a form: one <c>id</c> or <c>id|name</c> a box, the name where one is stored beside the id.</summary>
internal static class Picks
{
    public const int NameMaxLength = 256;

    public static List<(string Id, string? Name)>? Read(ElementContext context, IFormCollection form, string property) =>
        Posted.List(form, context.Name(property))?.Select(p => p.Split('|', 2)).Select(p => (p[0], p.Length == 2 ? p[1].OrNull() : null))
            .DistinctBy(p => p.Item1).ToList();

    /// <summary>The name that was stored beside the id, else the one from the form.</summary>
    public static IEnumerable<string> Names(JsonObject value, string ids, string names, List<(string Id, string? Name)> picks)
    {
        var (knownIds, knownNames) = (value.Texts(ids).ToList(), value.Texts(names));
        var read = picks.Select(p => knownIds.IndexOf(p.Id) is >= 0 and var at && at < knownNames.Count ? knownNames[at] : p.Name).ToList();
        // A list with holes would give later ones the wrong name.
        return read.TrueForAll(n => n is null) ? [] : read.Select(n => n ?? "");
    }

    /// <summary>The property that holds the ids.</summary>
    public static string Property(ElementContext context) => context.Field?.FieldType switch
    {
        "UserPickerField" => "UserIds", "TaxonomyField" => "TermContentItemIds", _ => "ContentItemIds",
    };

    public static bool Multiple(ElementContext context) =>
        context.Field?.FieldType == "TaxonomyField" ? !context.Settings.Flag("Unique") : context.Settings.Flag("Multiple");
}
