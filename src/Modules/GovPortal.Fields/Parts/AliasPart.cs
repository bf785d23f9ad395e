using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>A short name by which templates and recipes find an item (别名): <c>{"Alias": "county-policies"}</c>.</summary>
internal sealed class AliasPart : ContentElement
{
    private const int MaxLength = 200;

    public override string Name => "AliasPart";
    public override IReadOnlyList<string> Properties => ["Alias"];
    public override bool IsStructural => true;

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (context.Called("别名").CheckText(value, "Alias", MaxLength, "county-policies") is { } refused) yield return refused;
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Line(form, context.Name("Alias")) is { } alias) value["Alias"] = alias.OrNull();
    }
}
