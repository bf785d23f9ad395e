using System.Globalization;
using System.Text.RegularExpressions;
using DotLiquid;

namespace GovPortal.Portal.Rendering;

/// <summary>What our tags and filters need to know about the render they run in.</summary>
internal sealed class RenderState(ThemeTemplates templates, Kernel.Text.ITexts texts, RenderingOptions options, Escaping escaping)
{
    private const string Key = "govportal";

    public ThemeTemplates Templates => templates;
    public Kernel.Text.ITexts Texts => texts;
    public RenderingOptions Options => options;
    public Escaping Escaping => escaping;

    /// <summary>What <c>'now'</c> is in a date filter.</summary>
    public DateTime NowUtc { get; init; }

    /// <summary>The template being rendered now, for messages.</summary>
    public string Template { get; set; } = "";

    public int Depth { get; set; }

    public static RenderState Of(Context context) => (RenderState)context.Registers[Key]!;

    public Hash AsRegisters() => new() { [Key] = this };
}

/// <summary><c>{{ expression }}</c>: checks the variable, evaluates, escapes for this render.</summary>
internal sealed class OutputTag : Tag
{
    public const string Name_ = "govportal_output";
    private Variable _variable = null!;
    private int _line;

    public override void Initialize(string tagName, string markup, List<string> tokens)
    {
        (_line, var expression) = Markup_.Split(markup);
        _variable = new Variable(expression);
        // Added to the parsed filters, so that no slip in the template's own text can swallow it.
        _variable.Filters.Add(new Variable.Filter(LiquidFilters.OutputName, []));
        base.Initialize(tagName, expression, tokens);
    }

    public override void Render(Context context, TextWriter result)
    {
        KnownVariable.Require(context, _variable.Name, _line);
        _variable.Render(context, result);
    }
}

/// <summary>Stands before a <c>for</c>: a misspelt list is an error, not an empty page.</summary>
internal sealed class CheckTag : Tag
{
    public const string Name_ = "govportal_check";
    private string _path = "";
    private int _line;

    public override void Initialize(string tagName, string markup, List<string> tokens)
    {
        (_line, _path) = Markup_.Split(markup);
        base.Initialize(tagName, markup, tokens);
    }

    public override void Render(Context context, TextWriter result) => KnownVariable.Require(context, _path, _line);
}

/// <summary><c>{% capture name %}</c>: what it collects is escaped once and remembered as such.</summary>
internal sealed class CaptureTag : Block
{
    public const string Name_ = "govportal_capture";
    private string _to = "";

    public override void Initialize(string tagName, string markup, List<string> tokens)
    {
        _to = markup.Trim();
        if (!Regex.IsMatch(_to, @"^[A-Za-z_]\w*$")) throw new DotLiquid.Exceptions.SyntaxException("'capture' takes one name.");
        base.Initialize(tagName, markup, tokens);
    }

    public override void Render(Context context, TextWriter result)
    {
        var state = RenderState.Of(context);
        using var writer = new LimitedWriter(state.Options.MaxOutputCharacters);
        base.Render(context, writer);
        context.Scopes[^1][_to] = new SafeText(writer.ToString(), state.Escaping);
    }
}

/// <summary><c>{% render 'Name', Key: expression, … %}</c>: a partial that sees only what it is given.</summary>
internal sealed partial class RenderTag : Tag
{
    public const string Name_ = "govportal_render";
    private string _template = "";
    private List<(string Name, string Expression)> _arguments = [];
    private int _line;

    [GeneratedRegex("""^(?:'([^']+)'|"([^"]+)")\s*(?:,\s*(.*))?$""")]
    private static partial Regex Shape();

    [GeneratedRegex("""\G\s*([A-Za-z_]\w*)\s*:\s*("[^"]*"|'[^']*'|[^,\s]+)\s*(?:,|$)""")]
    private static partial Regex Argument();

    public override void Initialize(string tagName, string markup, List<string> tokens)
    {
        (_line, var rest) = Markup_.Split(markup);
        var shape = Shape().Match(rest);
        if (!shape.Success) throw new DotLiquid.Exceptions.SyntaxException("'render' is written {% render 'Name', Key: value %}.");
        _template = shape.Groups[1].Success ? shape.Groups[1].Value : shape.Groups[2].Value;
        var arguments = shape.Groups[3].Value;
        var read = 0;
        foreach (Match argument in Argument().Matches(arguments))
        {
            _arguments.Add((argument.Groups[1].Value, argument.Groups[2].Value));
            read = argument.Index + argument.Length;
        }
        if (arguments[read..].Trim().Length > 0) throw new DotLiquid.Exceptions.SyntaxException($"'render' cannot read '{arguments[read..].Trim()}'.");
        base.Initialize(tagName, markup, tokens);
    }

    public override void Render(Context context, TextWriter result)
    {
        var state = RenderState.Of(context);
        if (state.Depth >= state.Options.MaxDepth) throw new TemplateLimitException(state.Template, $"'render' nests deeper than {state.Options.MaxDepth}.");
        var partial = state.Templates.Get(_template);
        var inner = new ModelHash();
        foreach (var (name, expression) in _arguments)
        {
            KnownVariable.Require(context, expression, _line);
            inner[name] = context[expression, false];
        }

        // The same context with other scopes: the clock and the filters stay, the variables do not.
        Hash[] scopes = [.. context.Scopes], environments = [.. context.Environments];
        var template = state.Template;
        context.Scopes.Clear();
        context.Scopes.Add(inner);
        context.Environments.Clear();
        state.Template = partial.Name;
        state.Depth++;
        try
        {
            partial.Root.Render(context, result);
        }
        finally
        {
            state.Depth--;
            context.Scopes.Clear();
            context.Scopes.AddRange(scopes);
            context.Environments.AddRange(environments);
        }
        state.Template = template; // only after success: a message names the partial that failed
    }
}

internal static class Markup_
{
    public static (int Line, string Expression) Split(string markup)
    {
        var space = markup.IndexOf(' ', StringComparison.Ordinal);
        return (int.Parse(markup.AsSpan(0, space), CultureInfo.InvariantCulture), markup[(space + 1)..].Trim());
    }
}

/// <summary>Tells a variable that is empty from one that does not exist.</summary>
internal static partial class KnownVariable
{
    [GeneratedRegex(@"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")]
    private static partial Regex Path();

    public static void Require(Context context, string? expression, int line)
    {
        if (expression is null || expression is "true" or "false" or "nil" or "null" or "empty" or "blank" || !Path().IsMatch(expression)) return;
        var parts = expression.Split('.');
        var scope = context.Scopes.Concat(context.Environments).FirstOrDefault(s => s.ContainsKey(parts[0]));
        if (scope is null) throw Unknown(context, line, expression, parts[0], context.Scopes.Concat(context.Environments).SelectMany(s => s.Keys));
        object? value = scope[parts[0]];
        for (var i = 1; i < parts.Length && value is ModelHash hash; i++)
        {
            if (!hash.ContainsKey(parts[i])) throw Unknown(context, line, expression, parts[i], hash.Keys);
            value = hash[parts[i]];
        }
    }

    private static TemplateVariableException Unknown(Context context, int line, string expression, string part, IEnumerable<string> known) =>
        new(RenderState.Of(context).Template, line,
            $"'{part}' in '{expression}' is not in the model. It has: {string.Join(", ", known.Distinct().Order(StringComparer.Ordinal).Take(40))}.");
}

/// <summary>Stops a render that writes without end.</summary>
internal sealed class LimitedWriter(int maxCharacters) : StringWriter(CultureInfo.InvariantCulture)
{
    public override void Write(char value)
    {
        base.Write(value);
        Check();
    }

    public override void Write(string? value)
    {
        base.Write(value);
        Check();
    }

    public override void Write(char[] buffer, int index, int count)
    {
        base.Write(buffer, index, count);
        Check();
    }

    private void Check()
    {
        if (GetStringBuilder().Length > maxCharacters) throw new OutputTooLongException();
    }
}

internal sealed class OutputTooLongException : Exception;
