using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>
/// A number: <c>{"Value": 30}</c>. Settings <c>Scale</c> (decimals), <c>Minimum</c>, <c>Maximum</c> hold at submission.
/// Further refusal: <c>content.too-many-decimals</c>.
/// </summary>
internal sealed class NumericField : CellElement
{
    /// <summary>Larger numbers lose digits in the programs that read ours.</summary>
    private const decimal Most = 999_999_999_999_999m;

    public override string Name => "NumericField";
    public override IReadOnlyList<string> Properties => ["Value"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (!Stored.TryNumber(value["Value"], out var found))
        {
            yield return context.Wrong("Value", Scale(context) is > 0 ? "12.5" : "12");
            yield break;
        }
        if (found is not { } number)
        {
            if (complete && context.Required) yield return context.Missing("Value");
            yield break;
        }
        if (Math.Abs(number) > Most) yield return context.OutOfRange("Value", -Most, Most);
        if (!complete) yield break;
        var (minimum, maximum) = (context.Settings.Number("Minimum"), context.Settings.Number("Maximum"));
        if (number < minimum || number > maximum)
        {
            yield return context.OutOfRange("Value", minimum is { } low ? Numbers.Shown(low) : "−∞", maximum is { } high ? Numbers.Shown(high) : "∞");
        }
        if (Scale(context) is { } scale && Numbers.Decimals(number) > scale) yield return context.Refuse("Value", "content.too-many-decimals", scale);
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Line(form, context.Name("Value")) is not { } typed) return;
        value["Value"] = typed.Length == 0 ? null : Numbers.Typed(typed) is { } number ? Numbers.Node(number) : typed;
    }

    protected override string Cell(ElementContext context, JsonObject value) =>
        value.Number("Value") is { } number ? Numbers.Shown(number) : value.Shown("Value");

    protected override void ReadCell(ElementContext context, string text, JsonObject value) =>
        value["Value"] = Line(text) is not { Length: > 0 } typed ? null : (Numbers.Typed(typed) ?? Said(context, typed)) is { } number ? Numbers.Node(number) : typed;

    /// <summary>A number with its unit, or a word for one: <c>SheetSettings.Units</c> and <c>Words</c> of the definition, 20个工作日 and 即时办结.</summary>
    private static decimal? Said(ElementContext context, string typed)
    {
        var (sheet, plain) = (context.Other("SheetSettings"), string.Concat(typed.Where(c => !char.IsWhiteSpace(c))));
        if ((sheet["Words"] as JsonObject)?.Number(plain) is { } known) return known;
        var unit = sheet.Texts("Units").Where(u => plain.EndsWith(u, StringComparison.Ordinal)).MaxBy(u => u.Length);
        return unit is null ? null : Numbers.Typed(plain[..^unit.Length]);
    }

    public override string? Html(ElementContext context, JsonObject value) => Text(context, value).OrNull();

    public override string Text(ElementContext context, JsonObject value)
    {
        if (value.Number("Value") is not { } number) return "";
        // Rounding for show would say something else than what was reviewed.
        var scale = Scale(context) is { } digits && Numbers.Decimals(number) <= digits ? digits : (int?)null;
        return Numbers.Shown(number, scale);
    }

    public static int? Scale(ElementContext context) => context.Settings.Number("Scale") is >= 0 and <= 10 and var scale ? (int)scale : null;
}
