using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>The page's title, one sentence about it, statuses beside it and its actions (<c>gp-actions</c>).</summary>
[HtmlTargetElement("gp-page-header")]
public sealed class PageHeaderTagHelper : PartTagHelper
{
    public string Title { get; set; } = "";

    public string? Lead { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var slots = Slots.Open(context);
        var body = await output.GetChildContentAsync();
        Become(output, "header", "gp-page-header");
        var heading = Tag("div", "gp-page-heading");
        heading.InnerHtml.AppendHtml(Tag("h1", null, Title));
        if (!body.IsEmptyOrWhiteSpace) heading.InnerHtml.AppendHtml(Tag("div", "gp-page-meta", body));
        if (Lead is not null) heading.InnerHtml.AppendHtml(Tag("p", "gp-lead", Lead));
        output.Content.SetHtmlContent(heading);
        if (slots.Actions is not null) output.Content.AppendHtml(slots.Actions);
    }
}

/// <summary>A surface with an optional heading and actions; <see cref="Flush"/> for a table that reaches its edges.</summary>
[HtmlTargetElement("gp-card")]
public sealed class CardTagHelper : PartTagHelper
{
    public string? Title { get; set; }

    public string? Lead { get; set; }

    public string? Icon { get; set; }

    public bool Flush { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var slots = Slots.Open(context);
        var body = await output.GetChildContentAsync();
        Become(output, "section", Flush ? "gp-card gp-card-flush" : "gp-card");
        output.Content.Clear();
        if (Title is not null || slots.Actions is not null)
        {
            var head = Tag("div", "gp-card-head");
            var heading = Tag("div", "gp-card-heading");
            var title = Tag("h2");
            if (Icon is not null) title.InnerHtml.AppendHtml(Glyph(Icon));
            title.InnerHtml.Append(Title ?? "");
            heading.InnerHtml.AppendHtml(title);
            if (Lead is not null) heading.InnerHtml.AppendHtml(Tag("p", "gp-lead", Lead));
            head.InnerHtml.AppendHtml(heading);
            if (slots.Actions is not null) head.InnerHtml.AppendHtml(slots.Actions);
            output.Content.AppendHtml(head);
        }
        output.Content.AppendHtml(Tag("div", "gp-card-body", body));
    }
}

/// <summary>Nothing here, why, and what to do about it.</summary>
[HtmlTargetElement("gp-empty")]
public sealed class EmptyTagHelper : PartTagHelper
{
    public string Icon { get; set; } = "inbox";

    public string Title { get; set; } = "";

    public string? Lead { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var slots = Slots.Open(context);
        var body = await output.GetChildContentAsync();
        Become(output, "div", "gp-empty");
        output.Content.SetHtmlContent(Tag("span", "gp-empty-icon", Glyph(Icon)));
        output.Content.AppendHtml(Tag("p", "gp-empty-title", Title));
        if (Lead is not null) output.Content.AppendHtml(Tag("p", "gp-lead", Lead));
        output.Content.AppendHtml(body);
        if (slots.Actions is not null) output.Content.AppendHtml(slots.Actions);
    }
}

/// <summary>A state in words with a dot in its tone: <c>neutral info success warning danger</c>.</summary>
[HtmlTargetElement("gp-status")]
public sealed class StatusTagHelper : PartTagHelper
{
    public string Tone { get; set; } = "neutral";

    /// <summary>An icon instead of the dot.</summary>
    public string? Icon { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "span", "gp-status gp-tone-" + Tone);
        output.PreContent.SetHtmlContent(Icon is null ? Tag("span", "gp-status-dot") : Glyph(Icon));
    }
}

/// <summary>A message in the page, with a heading and a tone; not for the outcome of an action, which is a flash.</summary>
[HtmlTargetElement("gp-callout")]
public sealed class CalloutTagHelper : PartTagHelper
{
    public string Tone { get; set; } = "info";

    public string? Title { get; set; }

    public string? Icon { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var slots = Slots.Open(context);
        var body = await output.GetChildContentAsync();
        Become(output, "div", "gp-callout gp-tone-" + Tone);
        var text = Tag("div", "gp-callout-text");
        if (Title is not null) text.InnerHtml.AppendHtml(Tag("p", "gp-callout-title", Title));
        text.InnerHtml.AppendHtml(body);
        output.Content.SetHtmlContent(Glyph(Icon ?? ToneIcons.Of(Tone)));
        output.Content.AppendHtml(text);
        if (slots.Actions is not null) output.Content.AppendHtml(slots.Actions);
    }
}

internal static class ToneIcons
{
    public static string Of(string tone) => tone switch
    {
        "success" => "check-circle-fill",
        "warning" => "exclamation-triangle-fill",
        "danger" => "exclamation-circle-fill",
        _ => "info-circle-fill",
    };
}
