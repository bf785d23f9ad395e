using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>Several values from a list: <c>{"Values": ["person"]}</c>.</summary>
internal sealed class MultiTextField : CellElement
{
    private const int MaxValues = 200, MaxLength = 500;

    public override string Name => "MultiTextField";
    public override IReadOnlyList<string> Properties => ["Values"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (!Stored.TryTexts(value["Values"], out var values) || values.Any(v => v.Any(Posted.IsForbidden)))
        {
            yield return context.Wrong("Values", "[\"person\", \"enterprise\"]");
            yield break;
        }
        if (values.Count > MaxValues) yield return context.OutOfRange("Values", 0, MaxValues);
        if (values.Any(v => v.Length > MaxLength)) yield return context.TooLong("Values", MaxLength);
        if (complete && context.Required && values.All(string.IsNullOrWhiteSpace)) yield return context.Missing("Values");
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.List(form, context.Name("Values")) is { } values) value["Values"] = Stored.Array(values);
    }

    protected override string Cell(ElementContext context, JsonObject value) => Text(context, value);

    protected override void ReadCell(ElementContext context, string text, JsonObject value)
    {
        var options = ListOption.Read(context.Settings);
        var words = text.Split(['、', '，', ',', '；', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        value["Values"] = Stored.Array(words.Select(w => ListOption.Find(options, w)?.Value ?? w).Distinct(StringComparer.Ordinal));
    }

    public override string? Html(ElementContext context, JsonObject value) =>
        Text(context, value) is { Length: > 0 } text ? HtmlText.Encode(text) : null;

    public override string Text(ElementContext context, JsonObject value)
    {
        var names = ListOption.Read(context.Settings).ToLookup(o => o.Value, o => o.Name);
        return string.Join('、', value.Texts("Values").Where(v => v.Length > 0).Select(v => names[v].FirstOrDefault() ?? v));
    }
}
