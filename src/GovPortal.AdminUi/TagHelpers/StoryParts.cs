using System.Globalization;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>What happened, newest first or last as the page decides; holds <c>gp-event</c>.</summary>
[HtmlTargetElement("gp-timeline")]
public sealed class TimelineTagHelper : PartTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "ol", "gp-timeline");
}

/// <summary>One thing that happened: who, what, when; its content is the remark.</summary>
[HtmlTargetElement("gp-event", ParentTag = "gp-timeline")]
public sealed class EventTagHelper : PartTagHelper
{
    public string Title { get; set; } = "";

    public string? Actor { get; set; }

    public DateTime? Utc { get; set; }

    public string Tone { get; set; } = "neutral";

    public string Icon { get; set; } = "circle-fill";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        Become(output, "li", "gp-event gp-tone-" + Tone);
        var head = Tag("p", "gp-event-head");
        if (Actor is not null) head.InnerHtml.AppendHtml(Tag("strong", null, Actor)).Append(" ");
        head.InnerHtml.AppendHtml(Tag("span", null, Title));
        if (Utc is not null) head.InnerHtml.Append(" ").AppendHtml(CivilTime.Element(Utc.Value));
        var text = Tag("div", "gp-event-text", head);
        if (!body.IsEmptyOrWhiteSpace) text.InnerHtml.AppendHtml(Tag("div", "gp-event-body", body));
        output.Content.SetHtmlContent(Tag("span", "gp-event-mark", Glyph(Icon)));
        output.Content.AppendHtml(text);
    }
}

/// <summary>The steps of a route in order; holds <c>gp-step</c>.</summary>
[HtmlTargetElement("gp-stepper")]
public sealed class StepperTagHelper(ITexts texts) : PartTagHelper
{
    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "ol", "gp-stepper");
        output.Attributes.SetAttribute("aria-label", Label ?? texts["办理步骤"]);
    }
}

/// <summary>One step; state <c>done current todo refused skipped</c>, or <c>plan</c> where a route is shown that nothing goes yet. Its content is a remark.</summary>
[HtmlTargetElement("gp-step", ParentTag = "gp-stepper")]
public sealed class StepTagHelper(ITexts texts) : PartTagHelper
{
    public string Title { get; set; } = "";

    public string State { get; set; } = "todo";

    public string? Who { get; set; }

    public DateTime? Utc { get; set; }

    /// <summary>The step is mandatory on every route (confidentiality): shown with a shield.</summary>
    public bool Gate { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        var (icon, word) = State switch
        {
            "done" => ("check-lg", texts["已通过"]),
            "current" => (Gate ? "shield-lock" : "pencil", texts["办理中"]),
            "refused" => ("x-lg", texts["已退回"]),
            "skipped" => ("skip-forward-circle", texts["已跳过，待补办"]),
            "plan" => (Gate ? "shield-lock" : "circle", null),
            _ => (Gate ? "shield-lock" : "circle", texts["未开始"]),
        };
        Become(output, "li", "gp-step is-" + State);
        if (State == "current") output.Attributes.SetAttribute("aria-current", "step");
        var text = Tag("div", "gp-step-text", Tag("p", "gp-step-title", Title));
        if (word is not null) text.InnerHtml.AppendHtml(Tag("p", "gp-step-state", word));
        if (Who is not null) text.InnerHtml.AppendHtml(Tag("p", "gp-step-who", Who));
        if (Utc is not null) text.InnerHtml.AppendHtml(Tag("p", "gp-step-who", CivilTime.Element(Utc.Value)));
        if (!body.IsEmptyOrWhiteSpace) text.InnerHtml.AppendHtml(Tag("div", "gp-step-note", body));
        output.Content.SetHtmlContent(Tag("span", "gp-step-mark", Glyph(icon)));
        output.Content.AppendHtml(text);
    }
}

/// <summary>Two versions field by field; holds <c>gp-diff-field</c>, whose content marks <c>ins</c> and <c>del</c>.</summary>
[HtmlTargetElement("gp-diff")]
public sealed class DiffTagHelper(ITexts texts) : PartTagHelper
{
    public string Before { get; set; } = "";

    public string After { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        Become(output, "div", "gp-diff");
        var legend = Tag("p", "gp-diff-legend", Tag("span", null, $"{Before} → {After}"),
            Tag("del", null, texts["删去"]), Tag("ins", null, texts["增加"]));
        output.Content.SetHtmlContent(legend);
        output.Content.AppendHtml(body);
    }
}

/// <summary>One field of a comparison; an unchanged one is shown quietly.</summary>
[HtmlTargetElement("gp-diff-field", ParentTag = "gp-diff")]
public sealed class DiffFieldTagHelper(ITexts texts) : PartTagHelper
{
    public string Label { get; set; } = "";

    public bool Changed { get; set; } = true;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        Become(output, "div", Changed ? "gp-diff-field" : "gp-diff-field is-same");
        var label = Tag("p", "gp-diff-label", Label);
        if (!Changed) label.InnerHtml.AppendHtml(Tag("span", null, texts["未改动"]));
        output.Content.SetHtmlContent(label);
        output.Content.AppendHtml(Tag("div", "gp-diff-text", body));
    }
}

/// <summary>An instant in Chinese civil time (<see cref="Utc"/>) or a legal date (<see cref="Date"/>).</summary>
[HtmlTargetElement("gp-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeTagHelper : PartTagHelper
{
    public DateTime? Utc { get; set; }

    public DateOnly? Date { get; set; }

    /// <summary>Leaves out the time of day of an instant.</summary>
    public bool DayOnly { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Date is { } day)
        {
            var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var time = Tag("time", null, text);
            time.Attributes["datetime"] = text;
            output.Content.SetHtmlContent(time);
        }
        else if (Utc is { } instant) output.Content.SetHtmlContent(CivilTime.Element(instant, DayOnly));
        else output.Content.SetContent("—");
    }
}
