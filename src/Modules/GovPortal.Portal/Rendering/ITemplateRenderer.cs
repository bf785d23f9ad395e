namespace GovPortal.Portal.Rendering;

/// <summary>Renders the templates of the public theme. Safe for parallel use; nothing of one render reaches another.</summary>
public interface ITemplateRenderer
{
    /// <summary>
    /// Renders <paramref name="templateName"/> (without folder and ending, <c>Content-PolicyDocument</c>).
    /// <c>Content-&lt;Type&gt;</c> and <c>Content-&lt;Type&gt;.Summary</c> fall back to <c>Content</c> and <c>Content.Summary</c>.
    /// Every printed value is escaped as <paramref name="escaping"/> says, except what passes the <c>raw</c> filter.
    /// </summary>
    /// <exception cref="TemplateException">No such template, a syntax error, an unknown variable or filter, a value that templates may not see, or a limit exceeded.</exception>
    string Render(string templateName, IReadOnlyDictionary<string, object?> model, Escaping escaping = Escaping.Html);

    /// <summary>As above; the members of <paramref name="model"/> are the template's variables.</summary>
    string Render(string templateName, ITemplateModel model, Escaping escaping = Escaping.Html);

    /// <summary>True where the theme has this template itself or one it falls back to.</summary>
    bool Has(string templateName);
}

/// <summary>How a render escapes what it prints.</summary>
public enum Escaping
{
    /// <summary>For element content and quoted attribute values.</summary>
    Html,

    /// <summary>For the inside of a JSON string.</summary>
    Json,

    /// <summary>Not at all: plain text, never sent as HTML.</summary>
    Plain,
}

/// <summary>Marks a type whose public properties templates may read. Everything else is refused.</summary>
#pragma warning disable CA1040 // the marker is the allow-list
public interface ITemplateModel;
#pragma warning restore CA1040

/// <summary>What one render may use, and where the theme stands.</summary>
public sealed class RenderingOptions
{
    /// <summary>The folder that holds the themes, each with <c>Views/*.liquid</c>.</summary>
    public string ThemesPath { get; set; } = "themes";

    /// <summary>The theme's folder name.</summary>
    public string Theme { get; set; } = "gov-default";

    /// <summary>Looks at the files again before each render (Development); otherwise a parsed template stays.</summary>
    public bool ReloadOnChange { get; set; }

    /// <summary>The longest a render may take, in milliseconds.</summary>
    public int TimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>The most rounds of one loop.</summary>
    public int MaxIterations { get; set; } = 10_000;

    /// <summary>The most characters a render may write.</summary>
    public int MaxOutputCharacters { get; set; } = 8_000_000;

    /// <summary>How deep <c>render</c> may nest.</summary>
    public int MaxDepth { get; set; } = 12;
}
