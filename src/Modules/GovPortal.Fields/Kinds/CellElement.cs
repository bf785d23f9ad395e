using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;

namespace GovPortal.Fields.Kinds;

/// <summary>A kind whose value fits one cell of a sheet. The definition's <c>SheetSettings.Heads</c> name the heads it stands under.</summary>
internal abstract partial class CellElement : ContentElement
{
    /// <summary>The value as its cell shows it; empty where there is none.</summary>
    protected abstract string Cell(ElementContext context, JsonObject value);

    /// <summary>Takes what a cell shows; an empty cell empties the value.</summary>
    protected abstract void ReadCell(ElementContext context, string text, JsonObject value);

    protected virtual string CellTitle(ElementContext context) => context.DisplayName;

    /// <summary>False for a kind that stands in sheets only where its definition says so, by <c>SheetSettings</c> of its own.</summary>
    protected virtual bool StandsInSheets(ElementContext context) => true;

    public sealed override IReadOnlyList<SheetColumn> SheetColumns(ElementContext context) =>
        StandsInSheets(context) ? [new SheetColumn("", CellTitle(context), context.Other("SheetSettings").Texts("Heads"))] : [];

    public sealed override IReadOnlyList<IReadOnlyDictionary<string, string>> SheetLines(ElementContext context, JsonObject value) =>
        StandsInSheets(context) ? [new Dictionary<string, string> { [""] = Cell(context, value) }] : [];

    /// <summary>True where the definition names sheets.</summary>
    protected static bool NamesSheets(ElementContext context) => (context.Field?.Settings ?? context.Settings)["SheetSettings"] is JsonObject;

    public sealed override void ReadSheet(ElementContext context, IReadOnlyList<IReadOnlyDictionary<string, string>> lines, JsonObject value) =>
        ReadCell(context, Posted.Clean(lines.Count > 0 ? lines[0].GetValueOrDefault("", "") : ""), value);

    /// <summary>One line without white space around it. A cell breaks lines where it is narrow: between Chinese characters nothing stands for the break.</summary>
    protected static string Line(string text) => BreakInChinese().Replace(text, "").ReplaceLineEndings(" ").Trim();

    [GeneratedRegex(@"(?<=[\u2E80-\uFFEF])[ \t]*\n[ \t]*(?=[\u2E80-\uFFEF])")]
    private static partial Regex BreakInChinese();
}
