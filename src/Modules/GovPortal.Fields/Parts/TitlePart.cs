using System.Text.Json.Nodes;
using GovPortal.Fields.Kinds;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>The title (标题): <c>{"Title": "…"}</c>.</summary>
internal sealed class TitlePart : CellElement
{
    public const int MaxLength = 500;

    public override string Name => "TitlePart";
    public override IReadOnlyList<string> Properties => ["Title"];
    public override bool IsStructural => true;

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        context = context.Called("标题");
        if (context.CheckText(value, "Title", MaxLength) is { } refused) yield return refused;
        else if (complete && value.Text("Title") is null) yield return context.Missing("Title");
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Line(form, context.Name("Title")) is { } title) value["Title"] = title.OrNull();
    }

    protected override string CellTitle(ElementContext context) => context.Called("标题").DisplayName;

    protected override string Cell(ElementContext context, JsonObject value) => Text(context, value);

    protected override void ReadCell(ElementContext context, string text, JsonObject value) => value["Title"] = Line(text).OrNull();

    public override string? Html(ElementContext context, JsonObject value) => value.Text("Title") is { } title ? HtmlText.Encode(title) : null;

    public override string Text(ElementContext context, JsonObject value) => value.Text("Title") ?? "";
}
