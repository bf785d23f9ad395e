using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>A part that is known, so that its properties are accepted and kept, and that nobody edits here.</summary>
internal abstract class SilentPart : ContentElement
{
    public override IReadOnlyList<string> Properties => [];
    public override bool IsStructural => true;
    public override string? EditorPartial(ElementContext context) => null;
    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) => [];
    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) { }
}

/// <summary>Owner and dates, which stand at the item and not in the part.</summary>
internal sealed class CommonPart : SilentPart
{
    public override string Name => "CommonPart";
}

/// <summary>The taxonomy a term belongs to: <c>{"TaxonomyContentItemId"}</c>.</summary>
internal sealed class TermPart : SilentPart
{
    public override string Name => "TermPart";
    public override IReadOnlyList<string> Properties => ["TaxonomyContentItemId"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (context.CheckText(value, "TaxonomyContentItemId", 64, "4kzpp7h9wn6rx5bq3mvj2tds8c") is { } id) yield return id;
    }
}
