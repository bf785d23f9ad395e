using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>The icons of the sprite in <c>wwwroot/lib/bootstrap-icons</c>.</summary>
public static partial class Icons
{
    private const string SpritePath = "/_content/GovPortal.AdminUi/lib/bootstrap-icons/sprite.svg";

    /// <summary>Every name that can be shown; a test may hold the menu and the pages against it.</summary>
    public static FrozenSet<string> Names { get; } = Load();

    /// <summary>An unknown name shows a dot: a missing picture is no reason to lose a page.</summary>
    internal static IHtmlContent Render(ViewContext view, string name, string? cssClass = null, string? label = null)
    {
        var request = view.HttpContext.Request;
        var versions = view.HttpContext.RequestServices.GetRequiredService<IFileVersionProvider>();
        var sprite = versions.AddFileVersionToPath(request.PathBase, request.PathBase + SpritePath);

        var svg = new TagBuilder("svg");
        svg.AddCssClass(cssClass is null ? "gp-icon" : "gp-icon " + cssClass);
        if (label is null)
        {
            svg.Attributes["aria-hidden"] = "true";
        }
        else
        {
            svg.Attributes["role"] = "img";
            svg.Attributes["aria-label"] = label;
        }
        var use = new TagBuilder("use");
        use.Attributes["href"] = sprite + "#" + (Names.Contains(name) ? name : "dot");
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }

    private static FrozenSet<string> Load()
    {
        using var reader = new StreamReader(typeof(Icons).Assembly.GetManifestResourceStream("icons.svg")!);
        return SymbolId().Matches(reader.ReadToEnd()).Select(m => m.Groups[1].Value).ToFrozenSet();
    }

    [GeneratedRegex("<symbol id=\"([a-z0-9-]+)\"")]
    private static partial Regex SymbolId();
}
