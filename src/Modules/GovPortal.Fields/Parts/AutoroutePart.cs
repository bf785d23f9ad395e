using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>
/// The public path (访问路径): <c>{"Path", "SetHomepage", "Disabled", "RouteContainedItems", "Absolute"}</c>. A person
/// may write it only where <c>AutoroutePartSettings.AllowCustomPath</c> says so; elsewhere the pattern makes it.
/// </summary>
internal sealed class AutoroutePart : ContentElement
{
    private static readonly string[] Flags = ["SetHomepage", "Disabled", "RouteContainedItems", "Absolute"];

    public override string Name => ItemPaths.PartName;
    public override IReadOnlyList<string> Properties => ["Path", .. Flags];
    public override bool IsStructural => true;

    public override string? EditorPartial(ElementContext context) => AllowsCustomPath(context) ? base.EditorPartial(context) : null;

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        context = context.Called("访问路径");
        if (context.CheckText(value, "Path", ItemPaths.MaxLength, "policies/2024-3") is { } refused) yield return refused;
        foreach (var flag in Flags.Where(f => !Stored.TryFlag(value[f], out _))) yield return context.Wrong(flag, "true / false");
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (!AllowsCustomPath(context) || Posted.Line(form, context.Name("Path")) is not { } path) return;
        value["Path"] = path.Trim('/', ' ').OrNull();
        foreach (var flag in Flags) value[flag] = value.Flag(flag);
    }

    private static bool AllowsCustomPath(ElementContext context) => context.Other("AutoroutePartSettings").Flag("AllowCustomPath");
}
