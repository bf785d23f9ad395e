using System.Globalization;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GovPortal.AdminUi.TagHelpers;

/// <summary>
/// A form row: label, required mark, hint, control, errors. A control inside gets its class, id, description and
/// error state from here. <see cref="Group"/> makes a fieldset for several checks, radios or a table field.
/// </summary>
[HtmlTargetElement("gp-field")]
public sealed class FieldTagHelper(ITexts texts) : PartTagHelper
{
    public ModelExpression? For { get; set; }

    /// <summary>The form field's name, for forms made from definitions instead of a model.</summary>
    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>Marked and told to assistive technology; the server refuses, so that a draft can be saved without it.</summary>
    public bool Required { get; set; }

    public bool Group { get; set; }

    /// <summary>The label is heard, not seen: the card around already says it.</summary>
    public bool LabelHidden { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var templates = ViewContext.ViewData.TemplateInfo;
        var name = Name ?? templates.GetFullHtmlFieldName(For?.Name ?? "");
        var id = ControlId(name);
        var label = Label ?? (For?.Metadata.DisplayName is { } shown ? texts[shown] : name);
        var errors = ViewContext.ViewData.ModelState.TryGetValue(name, out var entry)
            ? entry.Errors.Select(e => e.ErrorMessage).Where(m => m.Length > 0).ToList() : [];

        var described = string.Join(' ', new[] { Hint is null ? null : id + "-hint", errors.Count > 0 ? id + "-error" : null }.OfType<string>());
        context.Items[typeof(FieldScope)] = new FieldScope(id, described, errors.Count > 0, Required, Group);
        var body = await output.GetChildContentAsync();

        Become(output, Group ? "fieldset" : "div", errors.Count > 0 ? "gp-field is-invalid" : "gp-field");
        if (Group)
        {
            output.Attributes.SetAttribute("id", id);
            if (described.Length > 0) output.Attributes.SetAttribute("aria-describedby", described);
        }
        var head = Tag(Group ? "legend" : "label", LabelHidden ? "gp-label visually-hidden" : "gp-label", label);
        if (!Group) head.Attributes["for"] = id;
        if (Required)
        {
            var mark = Tag("span", "gp-required", texts["必填"]);
            head.InnerHtml.Append(" ").AppendHtml(mark);
        }
        output.Content.SetHtmlContent(head);
        if (Hint is not null) output.Content.AppendHtml(WithId(Tag("p", "gp-hint", Hint), id + "-hint"));
        output.Content.AppendHtml(body);
        if (errors.Count == 0) return;
        var list = WithId(Tag("ul", "gp-errors"), id + "-error");
        foreach (var error in errors) list.InnerHtml.AppendHtml(Tag("li", null, Glyph("exclamation-circle-fill"), Tag("span", null, error)));
        output.Content.AppendHtml(list);
    }

    private static TagBuilder WithId(TagBuilder tag, string id)
    {
        tag.Attributes["id"] = id;
        return tag;
    }
}

/// <summary>What a field tells the controls inside it.</summary>
internal sealed record FieldScope(string Id, string DescribedBy, bool Invalid, bool Required, bool Group);

/// <summary>Gives the native controls inside <c>gp-field</c> their class, id and accessibility attributes.</summary>
[HtmlTargetElement("input", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select")]
[HtmlTargetElement("textarea")]
public sealed class ControlTagHelper : TagHelper
{
    /// <summary>After <c>asp-for</c> has set name, id and type.</summary>
    public override int Order => 100;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FieldScope), out var found) || found is not FieldScope field) return;
        var type = output.Attributes["type"]?.Value?.ToString();
        if (type == "hidden") return;
        var css = type switch
        {
            "checkbox" or "radio" => "form-check-input",
            "range" => "form-range",
            _ => output.TagName == "select" ? "form-select" : "form-control",
        };
        var given = output.Attributes["class"]?.Value?.ToString();
        if (given is null || !given.Split(' ').Contains(css)) output.Attributes.SetAttribute("class", given is null ? css : css + " " + given);
        if (field.Invalid) output.Attributes.SetAttribute("aria-invalid", "true");
        if (field.Group) return;
        output.Attributes.SetAttribute("id", field.Id);
        if (field.DescribedBy.Length > 0) output.Attributes.SetAttribute("aria-describedby", field.DescribedBy);
        if (field.Required) output.Attributes.SetAttribute("aria-required", "true");
    }
}

/// <summary>One checkbox or radio with its label and a hint under it.</summary>
[HtmlTargetElement("gp-check", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CheckTagHelper : PartTagHelper
{
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string Value { get; set; } = "true";

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>What the model says unless told.</summary>
    public bool? Checked { get; set; }

    public bool Radio { get; set; }

    public bool Disabled { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = Name ?? ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For?.Name ?? "");
        // Each Chinese character would become the same sign, and two choices of one length the same id.
        var value = string.Concat(Value.Select(c => char.IsAscii(c) ? c.ToString() : ((int)c).ToString("x4", CultureInfo.InvariantCulture)));
        var id = ControlId(Value == "true" ? name : $"{name}-{value}");
        var input = Tag("input", "form-check-input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.MergeAttributes(new Dictionary<string, string?>
        {
            ["type"] = Radio ? "radio" : "checkbox", ["name"] = name, ["value"] = Value, ["id"] = id,
        });
        if (IsChecked(name)) input.Attributes["checked"] = "checked";
        if (Disabled) input.Attributes["disabled"] = "disabled";
        var label = Tag("label", "form-check-label", Label);
        label.Attributes["for"] = id;
        Become(output, "div", "gp-check form-check");
        output.Content.SetHtmlContent(input);
        output.Content.AppendHtml(label);
        if (Hint is null) return;
        var hint = Tag("p", "gp-hint", Hint);
        hint.Attributes["id"] = id + "-hint";
        input.Attributes["aria-describedby"] = id + "-hint";
        output.Content.AppendHtml(hint);
    }

    private bool IsChecked(string name)
    {
        if (ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) && entry.RawValue is not null)
        {
            return entry.RawValue is string[] many ? many.Contains(Value) : entry.RawValue.ToString() == Value;
        }
        return Checked ?? For?.Model switch
        {
            bool flag => flag == (Value == "true"),
            IEnumerable<string> values => values.Contains(Value),
            null => false,
            var single => single.ToString() == Value,
        };
    }
}

/// <summary>Every reason at the top of a form, each a link to its field. Shows nothing while there is none.</summary>
[HtmlTargetElement("gp-error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper(ITexts texts) : PartTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ViewData.ModelState
            .Where(e => e.Value?.ValidationState == ModelValidationState.Invalid)
            .SelectMany(e => e.Value!.Errors.Select(x => (e.Key, Text: x.ErrorMessage))).Where(e => e.Text.Length > 0).Distinct().ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        Become(output, "div", "gp-error-summary gp-callout gp-tone-danger");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        var list = Tag("ul");
        foreach (var (key, text) in errors)
        {
            var item = Tag(key.Length == 0 ? "span" : "a", null, text);
            if (key.Length > 0) item.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(key, "_");
            list.InnerHtml.AppendHtml(Tag("li", null, item));
        }
        output.Content.SetHtmlContent(Glyph("exclamation-circle-fill"));
        output.Content.AppendHtml(Tag("div", "gp-callout-text", Tag("p", "gp-callout-title", texts["还不能完成，请处理以下 {0} 项", errors.Count]), list));
    }
}

/// <summary>
/// A submit button that first says what will happen. Without script it submits at once: the server decides anyway.
/// </summary>
[HtmlTargetElement("gp-confirm")]
public sealed class ConfirmTagHelper : PartTagHelper
{
    /// <summary>What will happen, as a full sentence naming the thing.</summary>
    public string Text { get; set; } = "";

    /// <summary>The question; the button's own words unless told.</summary>
    public string? Title { get; set; }

    /// <summary><c>danger</c>, <c>primary</c> or <c>secondary</c>.</summary>
    public string Tone { get; set; } = "danger";

    public string? Icon { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "button", Tone == "danger" ? "btn btn-outline-danger" : "btn btn-" + Tone);
        output.Attributes.SetAttribute("type", "submit");
        output.Attributes.SetAttribute("data-confirm", Text);
        output.Attributes.SetAttribute("data-confirm-tone", Tone);
        if (Title is not null) output.Attributes.SetAttribute("data-confirm-title", Title);
        if (Icon is not null) output.PreContent.SetHtmlContent(Glyph(Icon));
    }
}

/// <summary>The bar under a form that stays in sight: the main action first.</summary>
[HtmlTargetElement("gp-form-actions")]
public sealed class FormActionsTagHelper : PartTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "div", "gp-form-actions");
}
