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

/// <summary>A list of other items; they name it in their <see cref="ContainedPart"/>.</summary>
internal sealed class ListPart : SilentPart
{
    public override string Name => "ListPart";
}

/// <summary>The list an item stands in, and where: <c>{"ListContentItemId", "ListContentType", "Order"}</c>.</summary>
internal sealed class ContainedPart : SilentPart
{
    public override string Name => "ContainedPart";
    public override IReadOnlyList<string> Properties => ["ListContentItemId", "ListContentType", "Order"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (context.CheckText(value, "ListContentItemId", 64, "4kzpp7h9wn6rx5bq3mvj2tds8c") is { } id) yield return id;
        if (context.CheckText(value, "ListContentType", 200, "PolicyLibrary") is { } type) yield return type;
        if (!Stored.TryNumber(value["Order"], out var order) || order is { } n && n != decimal.Truncate(n)) yield return context.Wrong("Order", "1");
    }
}

/// <summary>The terms of a taxonomy: columns and sections travel between sites in it. Kept as it is, never edited here.</summary>
internal sealed class TaxonomyPart : SilentPart
{
    public override string Name => "TaxonomyPart";
    public override IReadOnlyList<string> Properties => ["Terms", "TermContentType"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (value["Terms"] is not (null or JsonArray)) yield return context.Wrong("Terms", "[]");
        if (context.CheckText(value, "TermContentType", 200, "Column") is { } type) yield return type;
    }
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
