using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>What all parts share: the view, and small builders so that every text is encoded.</summary>
public abstract class PartTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>An id for a control of this name: the name itself, and with a number behind it where another form of the page has it already.</summary>
    private protected string ControlId(string name)
    {
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var items = ViewContext.HttpContext.Items;
        if (items[typeof(PartTagHelper)] is not Dictionary<string, int> used) items[typeof(PartTagHelper)] = used = new(StringComparer.Ordinal);
        used[id] = used.GetValueOrDefault(id) + 1;
        return used[id] == 1 ? id : $"{id}-{used[id]}";
    }

    private protected IHtmlContent Glyph(string name, string? cssClass = null) => Icons.Render(ViewContext, name, cssClass);

    private protected static TagBuilder Tag(string name, string? cssClass = null, string? text = null)
    {
        var tag = new TagBuilder(name);
        if (cssClass is not null) tag.AddCssClass(cssClass);
        if (text is not null) tag.InnerHtml.Append(text);
        return tag;
    }

    private protected static TagBuilder Tag(string name, string? cssClass, params IHtmlContent[] children)
    {
        var tag = Tag(name, cssClass);
        foreach (var child in children) tag.InnerHtml.AppendHtml(child);
        return tag;
    }

    /// <summary>Turns the element into <paramref name="name"/> and puts the class before those the page gave.</summary>
    private protected static void Become(TagHelperOutput output, string name, string cssClass)
    {
        output.TagName = name;
        output.TagMode = TagMode.StartTagAndEndTag;
        var given = output.Attributes.TryGetAttribute("class", out var attribute) ? attribute.Value?.ToString() : null;
        output.Attributes.SetAttribute("class", given is null ? cssClass : cssClass + " " + given);
    }
}

/// <summary>Content that a part places somewhere else than in its body; the nearest part around takes it.</summary>
internal sealed class Slots
{
    public IHtmlContent? Actions { get; set; }

    public static Slots Open(TagHelperContext context)
    {
        var slots = new Slots();
        context.Items[typeof(Slots)] = slots;
        return slots;
    }
}

/// <summary>Buttons and links of the page header, card or empty state around it.</summary>
[HtmlTargetElement("gp-actions")]
public sealed class ActionsTagHelper : PartTagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items.TryGetValue(typeof(Slots), out var found) && found is Slots slots)
        {
            slots.Actions = Tag("div", "gp-actions", await output.GetChildContentAsync());
            output.SuppressOutput();
            return;
        }
        Become(output, "div", "gp-actions");
    }
}

/// <summary>An icon; give <see cref="Label"/> only where the icon stands alone and means something.</summary>
[HtmlTargetElement("gp-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : PartTagHelper
{
    public string Name { get; set; } = "";

    public string? Label { get; set; }

    /// <summary>Further classes: <c>gp-icon-lg</c>, <c>gp-spin</c>.</summary>
    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Render(ViewContext, Name, Class, Label));
    }
}
