using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Portal.Rendering;

/// <summary>
/// Prepares a template for DotLiquid: checks every tag against the allow-list, and turns each <c>{{ … }}</c>, <c>capture</c> and
/// <c>render</c> into a tag of ours, because the library's own output knows only one escaping for the whole process.
/// </summary>
internal static partial class LiquidSource
{
    /// <summary>The tags that both DotLiquid and Fluid speak and that a public template needs.</summary>
    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
    [
        "assign", "capture", "endcapture", "if", "elsif", "else", "endif", "unless", "endunless",
        "case", "when", "endcase", "for", "endfor", "break", "continue", "render",
    ]);

    [GeneratedRegex(@"^\s*(\w+)\s*(.*?)\s*$", RegexOptions.Singleline)]
    private static partial Regex TagParts();

    [GeneratedRegex(@"^\w+\s+in\s+([A-Za-z_][\w.]*)")]
    private static partial Regex ForCollection();

    public static string Prepare(string template, string source)
    {
        var result = new StringBuilder(source.Length + 256);
        var at = 0;
        while (true)
        {
            var open = NextOpening(source, at);
            if (open < 0)
            {
                return result.Append(source, at, source.Length - at).ToString();
            }
            var isTag = source[open + 1] == '%';
            var close = source.IndexOf(isTag ? "%}" : "}}", open + 2, StringComparison.Ordinal);
            var line = 1 + source.AsSpan(0, open).Count('\n');
            if (close < 0) throw new TemplateException(template, line, isTag ? "'{%' is not closed with '%}'." : "'{{' is not closed with '}}'.");

            var inner = source[(open + 2)..close];
            var text = source[at..open];
            at = close + 2;
            if (inner.StartsWith('-'))
            {
                inner = inner[1..];
                text = text.TrimEnd();
            }
            result.Append(text);
            if (inner.EndsWith('-'))
            {
                inner = inner[..^1];
                while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
            }

            if (!isTag)
            {
                var expression = OneLine(inner);
                if (expression.Contains("%}", StringComparison.Ordinal)) throw new TemplateException(template, line, "'%}' cannot stand in an expression.");
                if (expression.Length == 0) throw new TemplateException(template, line, "'{{ }}' prints nothing.");
                result.Append("{% ").Append(OutputTag.Name_).Append(' ').Append(line).Append(' ').Append(expression).Append(" %}");
                continue;
            }
            var tag = TagParts().Match(inner);
            var name = tag.Groups[1].Value;
            switch (name)
            {
                case "comment" or "raw":
                    var end = EndOf(source, at, name);
                    if (end.Start < 0) throw new TemplateException(template, line, $"'{name}' is not closed with 'end{name}'.");
                    if (name == "raw") result.Append("{% raw %}").Append(source, at, end.Start - at).Append("{% endraw %}");
                    at = end.After;
                    break;
                case "capture" or "endcapture" or "render":
                    var ours = name switch { "capture" => CaptureTag.Name_, "endcapture" => "end" + CaptureTag.Name_, _ => RenderTag.Name_ };
                    result.Append("{% ").Append(ours).Append(' ').Append(name == "render" ? $"{line} " : "").Append(OneLine(tag.Groups[2].Value)).Append(" %}");
                    break;
                default:
                    if (!Allowed.Contains(name)) throw new TemplateException(template, line, $"The tag '{name}' is not available in templates.");
                    var markup = OneLine(tag.Groups[2].Value);
                    if (name == "for" && ForCollection().Match(markup) is { Success: true } collection)
                    {
                        result.Append("{% ").Append(CheckTag.Name_).Append(' ').Append(line).Append(' ').Append(collection.Groups[1].Value).Append(" %}");
                    }
                    result.Append("{% ").Append(name).Append(' ').Append(markup).Append(" %}");
                    break;
            }
        }
    }

    private static int NextOpening(string source, int from)
    {
        for (var i = source.IndexOf('{', from); i >= 0 && i + 1 < source.Length; i = source.IndexOf('{', i + 1))
        {
            if (source[i + 1] is '{' or '%') return i;
        }
        return -1;
    }

    private static (int Start, int After) EndOf(string source, int from, string name)
    {
        var end = Regex.Match(source[from..], $@"\{{%-?\s*end{name}\s*-?%\}}");
        return end.Success ? (from + end.Index, from + end.Index + end.Length) : (-1, -1);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
