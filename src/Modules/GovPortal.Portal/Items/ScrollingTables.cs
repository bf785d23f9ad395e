using System.Text.RegularExpressions;
using GovPortal.Kernel.Text;

namespace GovPortal.Portal.Items;

/// <summary>A table of an editor's text is wider than a phone: it scrolls in a box of its own, which the keyboard reaches too.</summary>
internal static partial class ScrollingTables
{
    /// <param name="html">Sanitised when it was saved.</param>
    public static string Wrap(string html, ITexts texts) => html.Contains("<table", StringComparison.OrdinalIgnoreCase)
        ? Edge().Replace(html, m => m.Value[1] == '/' ? m.Value + "</div>" : $"<div class=\"prose__table\" role=\"group\" aria-label=\"{texts["表格"]}\" tabindex=\"0\">{m.Value}")
        : html;

    [GeneratedRegex(@"<table\b|</table\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex Edge();
}
