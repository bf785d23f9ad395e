using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>Yes or no: <c>{"Value": true}</c>.</summary>
internal sealed class BooleanField : CellElement
{
    public override string Name => "BooleanField";
    public override IReadOnlyList<string> Properties => ["Value"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (!Stored.TryFlag(value["Value"], out _)) yield return context.Wrong("Value", "true / false");
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Flag(form, context.Name("Value")) is { } flag) value["Value"] = flag;
    }

    protected override string Cell(ElementContext context, JsonObject value) =>
        Stored.TryFlag(value["Value"], out var flag) ? flag is not { } known ? "" : known ? "是" : "否" : value.Shown("Value");

    protected override void ReadCell(ElementContext context, string text, JsonObject value) => value["Value"] = Line(text).ToLowerInvariant() switch
    {
        "" => null,
        "是" or "有" or "true" or "√" => true,
        "否" or "无" or "false" or "×" => false,
        var other => other,
    };

    public override string? Html(ElementContext context, JsonObject value) =>
        Stored.TryFlag(value["Value"], out var flag) && flag is { } known ? known ? "是" : "否" : null;
}
