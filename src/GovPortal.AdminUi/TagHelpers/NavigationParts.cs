using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>Where the page stands; holds <c>gp-crumb</c>. Goes into the layout's <c>Breadcrumbs</c> section.</summary>
[HtmlTargetElement("gp-crumbs")]
public sealed class CrumbsTagHelper(ITexts texts) : PartTagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var items = await output.GetChildContentAsync();
        Become(output, "nav", "gp-crumbs");
        output.Attributes.SetAttribute("aria-label", texts["当前位置"]);
        output.Content.SetHtmlContent(Tag("ol", null, items));
    }
}

/// <summary>One place on the way; the last has no address.</summary>
[HtmlTargetElement("gp-crumb", ParentTag = "gp-crumbs")]
public sealed class CrumbTagHelper : PartTagHelper
{
    public string? Href { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        Become(output, "li", "gp-crumb");
        var place = Tag(Href is null ? "span" : "a", null, text);
        if (Href is null) place.Attributes["aria-current"] = "page";
        else place.Attributes["href"] = Href;
        output.Content.SetHtmlContent(place);
    }
}

/// <summary>Views of one thing, each an address of its own; holds <c>gp-tab</c>.</summary>
[HtmlTargetElement("gp-tabs")]
public sealed class TabsTagHelper : PartTagHelper
{
    public string? Label { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tabs = await output.GetChildContentAsync();
        Become(output, "nav", "gp-tabs");
        if (Label is not null) output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Tag("ul", null, tabs));
    }
}

[HtmlTargetElement("gp-tab", ParentTag = "gp-tabs")]
public sealed class TabTagHelper : PartTagHelper
{
    public string Href { get; set; } = "";

    /// <summary>True where the path is the address's, unless told.</summary>
    public bool? Active { get; set; }

    public int? Count { get; set; }

    public string? Icon { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        var request = ViewContext.HttpContext.Request;
        var active = Active ?? string.Equals(Href.Split('?', '#')[0], request.PathBase + request.Path, StringComparison.OrdinalIgnoreCase);
        Become(output, "li", "gp-tab");
        var link = Tag("a");
        link.Attributes["href"] = Href;
        if (active) link.Attributes["aria-current"] = "page";
        if (Icon is not null) link.InnerHtml.AppendHtml(Glyph(Icon));
        link.InnerHtml.AppendHtml(text);
        if (Count is not null) link.InnerHtml.AppendHtml(Tag("span", "gp-count", $"{Count}"));
        output.Content.SetHtmlContent(link);
    }
}

/// <summary>One figure that matters, linking to the list behind it. Goes into <c>div.gp-tiles</c>.</summary>
[HtmlTargetElement("gp-tile", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TileTagHelper : PartTagHelper
{
    public string Label { get; set; } = "";

    public string Value { get; set; } = "";

    public string? Unit { get; set; }

    public string? Note { get; set; }

    public string? Href { get; set; }

    public string? Icon { get; set; }

    public string Tone { get; set; } = "neutral";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, Href is null ? "div" : "a", "gp-tile gp-tone-" + Tone);
        if (Href is not null) output.Attributes.SetAttribute("href", Href);
        var label = Tag("span", "gp-tile-label");
        if (Icon is not null) label.InnerHtml.AppendHtml(Glyph(Icon));
        label.InnerHtml.Append(Label);
        var value = Tag("span", "gp-tile-value", Value);
        if (Unit is not null) value.InnerHtml.AppendHtml(Tag("small", null, Unit));
        output.Content.SetHtmlContent(label);
        output.Content.AppendHtml(value);
        if (Note is not null) output.Content.AppendHtml(Tag("span", "gp-tile-note", Note));
    }
}

/// <summary>Facts about one thing as label and value; holds <c>gp-fact</c>.</summary>
[HtmlTargetElement("gp-facts")]
public sealed class FactsTagHelper : PartTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "dl", "gp-facts");
}

[HtmlTargetElement("gp-fact", ParentTag = "gp-facts")]
public sealed class FactTagHelper : PartTagHelper
{
    public string Label { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        Become(output, "div", "gp-fact");
        output.Content.SetHtmlContent(Tag("dt", null, Label));
        output.Content.AppendHtml(value.IsEmptyOrWhiteSpace ? Tag("dd", null, "—") : Tag("dd", null, value));
    }
}
