using System.Globalization;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>
/// The labelled fields of an item. What a part of the page takes for itself is no longer among the rest. HTML comes from the
/// elements alone; they vouch for it.
/// </summary>
internal sealed class ItemFields
{
    private readonly List<PlacedElement> _left;

    private readonly ITexts _texts;

    public ItemFields(IEnumerable<PlacedElement> elements, ITexts texts)
    {
        _texts = texts;
        _left = [.. elements.Where(e => e.Context.Field is not null && !e.Element.IsStructural && !e.Element.IsBody
            && !e.Element.MediaPaths(e.Value).Any() && e.Element.Name is not ("MediaField" or "ContentPickerField"))];
    }

    public PlacedElement? Take(string field)
    {
        var found = _left.Find(e => e.Context.Field!.Name == field);
        if (found is not null) _left.Remove(found);
        return found;
    }

    public string? TakeText(string field) =>
        Take(field) is { } e && e.Element.Text(e.Context, e.Value).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The text without taking it.</summary>
    public string? TextOf(string field) =>
        _left.Find(e => e.Context.Field!.Name == field) is { } e && e.Element.Text(e.Context, e.Value).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A labelled field by its name; null where it has nothing to show.</summary>
    public ItemField? TakeField(string field) =>
        Take(field) is { } e && Shown(e) is { } html && !string.IsNullOrWhiteSpace(html) ? new ItemField(e.Context.DisplayName, html) : null;

    /// <summary>A text whose telephone numbers can be dialled.</summary>
    public ItemField? TakePhones(string field) =>
        Take(field) is { } e && e.Element.Text(e.Context, e.Value).Trim() is { Length: > 0 } text ? new ItemField(e.Context.DisplayName, TelLinks.Of(text)) : null;

    /// <summary>Fields that are called telephones can be dialled wherever they stand.</summary>
    private string? Shown(PlacedElement e) =>
        e.Element.Name == "TextField" && e.Context.Field!.Name.EndsWith("Phone", StringComparison.Ordinal) && e.Element.Text(e.Context, e.Value).Trim() is { Length: > 0 } text
            ? TelLinks.Of(text) : e.Element.Name is "HtmlField" or "MarkdownField" ? ScrollingTables.Wrap(e.Element.Html(e.Context, e.Value) ?? "", _texts) : e.Element.Html(e.Context, e.Value);

    public decimal? TakeNumber(string field) =>
        Take(field) is { } e && decimal.TryParse(e.Value["Value"]?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A date as Orchard's DateField stores it; its time and zone mean nothing.</summary>
    public DateOnly? TakeDay(string field) =>
        Take(field) is { } e && ItemFacts.Text(e.Value["Value"]) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>All that is left and meets the condition, with something to show.</summary>
    public IReadOnlyList<ItemField> TakeAll(Func<PlacedElement, bool>? which = null)
    {
        var taken = _left.Where(which ?? (_ => true)).ToList();
        _left.RemoveAll(taken.Contains);
        return [.. taken.Select(e => (e.Context.DisplayName, Html: Shown(e)))
            .Where(f => !string.IsNullOrWhiteSpace(f.Html)).Select(f => new ItemField(f.DisplayName, f.Html!))];
    }

    /// <summary>Long values have a heading of their own, short ones stand in two columns.</summary>
    public static bool IsLong(PlacedElement e) =>
        e.Element.Name is "HtmlField" or "MarkdownField" or "TableField" || e.Context.Field!.Editor is "TextArea" or "Wysiwyg";
}
