using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Drawing = DocumentFormat.OpenXml.Drawing;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;
using DrawingWp = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace GovPortal.Tables.Articles;

/// <summary>Writes what stands in a paragraph: text with its emphasis, links, pictures, notes.</summary>
internal sealed class WordRuns(MainDocumentPart part)
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = ".png", ["image/jpeg"] = ".jpg", ["image/jpg"] = ".jpg", ["image/gif"] = ".gif", ["image/webp"] = ".webp",
    };

    private readonly Dictionary<string, ArticleImage> _images = [];
    private readonly Dictionary<string, int> _leftOut = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<ArticleImage> Images => [.. _images.Values];

    public IReadOnlyList<LeftOut> LeftOut => [.. _leftOut.Select(l => new LeftOut(l.Key, l.Value))];

    public void Leave(string what, int count) => _leftOut[what] = _leftOut.GetValueOrDefault(what) + count;

    /// <summary>The words as they are printed: no field codes, nothing deleted or hidden.</summary>
    public string Text(OpenXmlElement of)
    {
        var text = new StringBuilder();
        foreach (var element in of.Descendants().Where(e => e is WordText or TabChar && !IsUnseen(e))) text.Append(element is WordText t ? t.Text : " ");
        return text.ToString();
    }

    public string Html(Paragraph paragraph)
    {
        var html = new StringBuilder();
        WriteInline(paragraph, html);
        return Joined(html.ToString().Trim());
    }

    /// <summary>The footnotes that were referred to, as a list; empty where there were none.</summary>
    public string Footnotes()
    {
        if (_notes.Count == 0) return "";
        var html = new StringBuilder("<hr><ol>");
        foreach (var note in _notes) html.Append("<li>").Append(note).Append("</li>");
        return html.Append("</ol>").ToString();
    }

    private void WriteInline(OpenXmlElement of, StringBuilder html)
    {
        foreach (var child in of.ChildElements)
        {
            switch (child)
            {
                case DeletedRun or MoveFromRun: Leave("deletions", 1); break;
                case InsertedRun or MoveToRun:
                    Leave("insertions", 1);
                    WriteInline(child, html);
                    break;
                case Hyperlink link: WriteLink(link, html); break;
                case Run run: Write(run, html); break;
                case SdtRun or SdtContentRun or SimpleField or CustomXmlRun: WriteInline(child, html); break;
                case DocumentFormat.OpenXml.Math.OfficeMath or DocumentFormat.OpenXml.Math.Paragraph: html.Append(WebUtility.HtmlEncode(child.InnerText)); break;
                case AlternateContent alternate: WriteInline((OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? alternate, html); break;
            }
        }
    }

    private void WriteLink(Hyperlink link, StringBuilder html)
    {
        var target = link.Id?.Value is { } id ? part.HyperlinkRelationships.FirstOrDefault(r => r.Id == id)?.Uri : null;
        var safe = target is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" };
        if (safe) html.Append("<a href=\"").Append(WebUtility.HtmlEncode(target!.AbsoluteUri)).Append("\">");
        WriteInline(link, html);
        if (safe) html.Append("</a>");
    }

    private void Write(Run run, StringBuilder html)
    {
        if (IsOn(run.RunProperties?.Vanish))
        {
            Leave("hidden-text", 1);
            return;
        }
        var inner = new StringBuilder();
        foreach (var child in run.ChildElements) Write(child, inner);
        if (inner.Length == 0) return;
        var tags = string.IsNullOrWhiteSpace(inner.ToString()) ? [] : TagsOf(run.RunProperties);
        foreach (var tag in tags) html.Append('<').Append(tag).Append('>');
        html.Append(inner);
        foreach (var tag in Enumerable.Reverse(tags)) html.Append("</").Append(tag).Append('>');
    }

    private void Write(OpenXmlElement child, StringBuilder html)
    {
        switch (child)
        {
            case WordText text: html.Append(WebUtility.HtmlEncode(text.Text)); break;
            case TabChar: html.Append(' '); break;
            case NoBreakHyphen: html.Append('-'); break;
            case SymbolChar symbol: Leave("objects", symbol.Char?.Value is null ? 0 : 1); break;
            case Break { Type: null } or CarriageReturn: html.Append("<br>"); break;
            case Break { Type: { } type } when type.Value == BreakValues.TextWrapping: html.Append("<br>"); break;
            case FootnoteReference reference: WriteNote(reference.Id?.Value, html); break;
            case AlternateContent alternate:
                foreach (var inner in (alternate.GetFirstChild<AlternateContentChoice>() as OpenXmlElement ?? alternate).ChildElements) Write(inner, html);
                break;
            case DocumentFormat.OpenXml.Wordprocessing.Drawing drawing: WriteDrawing(drawing, html); break;
            case Picture picture: WriteOld(picture, html); break;
            case EmbeddedObject: Leave("objects", 1); break;
        }
    }

    private void WriteNote(long? id, StringBuilder html)
    {
        var note = part.FootnotesPart?.Footnotes?.Elements<Footnote>().FirstOrDefault(f => f.Id?.Value == id);
        if (note is null) return;
        _notes.Add(WebUtility.HtmlEncode(Text(note).Trim()));
        html.Append("<sup>[").Append(_notes.Count).Append("]</sup>");
    }

    private void WriteDrawing(DocumentFormat.OpenXml.Wordprocessing.Drawing drawing, StringBuilder html)
    {
        var words = drawing.Descendants<DrawingWp.DocProperties>().FirstOrDefault();
        var alt = words?.Description?.Value ?? words?.Title?.Value ?? "";
        var blips = drawing.Descendants<Drawing.Blip>().ToList();
        foreach (var blip in blips) WriteImage(blip.Embed?.Value, alt, html);
        // A text box: its paragraphs stand where it is anchored.
        foreach (var box in drawing.Descendants<TextBoxContent>())
        {
            foreach (var line in box.Elements<Paragraph>()) html.Append("<br>").Append(Html(line));
        }
        if (blips.Count == 0 && !drawing.Descendants<TextBoxContent>().Any()) Leave("objects", 1);
    }

    private void WriteOld(Picture picture, StringBuilder html)
    {
        var images = picture.Descendants<DocumentFormat.OpenXml.Vml.ImageData>().ToList();
        foreach (var image in images) WriteImage(image.RelationshipId?.Value, image.Title?.Value ?? "", html);
        if (images.Count == 0) Leave("objects", 1);
    }

    private void WriteImage(string? relation, string alt, StringBuilder html)
    {
        if (relation is null || !part.TryGetPartById(relation, out var found) || found is not ImagePart image || !Extensions.TryGetValue(image.ContentType, out var extension))
        {
            Leave("images", 1);
            return;
        }
        if (!_images.TryGetValue(relation, out var known))
        {
            using var stream = image.GetStream();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            known = _images[relation] = new ArticleImage((_images.Count + 1).ToString("'image-'0", CultureInfo.InvariantCulture), extension, bytes.ToArray());
        }
        html.Append("<img src=\"").Append(known.Name).Append("\" alt=\"").Append(WebUtility.HtmlEncode(alt)).Append("\">");
    }

    private static List<string> TagsOf(RunProperties? properties)
    {
        var tags = new List<string>();
        if (properties is null) return tags;
        if (IsOn(properties.Bold)) tags.Add("strong");
        if (IsOn(properties.Italic)) tags.Add("em");
        if (properties.Underline?.Val?.Value is { } line && line != UnderlineValues.None) tags.Add("u");
        if (IsOn(properties.Strike)) tags.Add("s");
        var vertical = properties.VerticalTextAlignment?.Val?.Value;
        if (vertical == VerticalPositionValues.Superscript) tags.Add("sup");
        if (vertical == VerticalPositionValues.Subscript) tags.Add("sub");
        return tags;
    }

    private static bool IsOn(OnOffType? property) => property is not null && (property.Val is null || property.Val.Value);

    private static bool IsUnseen(OpenXmlElement element) =>
        element.Ancestors<DeletedRun>().Any() || element.Ancestors<MoveFromRun>().Any() || IsOn(element.Ancestors<Run>().FirstOrDefault()?.RunProperties?.Vanish);

    /// <summary>Word cuts a sentence into many runs; equal neighbours become one.</summary>
    private static string Joined(string html)
    {
        foreach (var tag in (string[])["strong", "em", "u", "s", "sup", "sub"]) html = html.Replace($"</{tag}><{tag}>", "", StringComparison.Ordinal);
        return html;
    }
}
