using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace GovPortal.Papers;

/// <summary>Why a Word document is not taken as a template.</summary>
public enum TemplateFault
{
    None,
    /// <summary>No Word document, or a broken one.</summary>
    NotADocument,
    /// <summary>It holds macros.</summary>
    Macro,
    /// <summary>It refers to something outside, or holds another file.</summary>
    External,
    /// <summary>A <c>{{</c> without its <c>}}</c> in the same paragraph.</summary>
    Unclosed,
}

/// <summary>
/// Word documents with fields written <c>{{名称}}</c>. Word cuts a paragraph into runs as it likes; a field is found however it is cut, in
/// text, tables, text boxes, headers, footers and notes.
/// </summary>
public static partial class PaperTemplate
{
    /// <summary>Unpacked, in bytes, by its own account.</summary>
    private const long MaxUnpackedBytes = 32L * 1024 * 1024;

    /// <summary>Whether it may be filled in; fields are not looked up here.</summary>
    public static TemplateFault Check(byte[] docx)
    {
        ArgumentNullException.ThrowIfNull(docx);
        try
        {
            if (Unpacked(docx) > MaxUnpackedBytes) return TemplateFault.NotADocument;
            using var document = Open(docx, editable: false);
            if (document.MainDocumentPart?.Document?.Body is null) return TemplateFault.NotADocument;
            if (document.DocumentType is WordprocessingDocumentType.MacroEnabledDocument or WordprocessingDocumentType.MacroEnabledTemplate) return TemplateFault.Macro;
            var parts = document.GetAllParts().ToList();
            if (parts.Exists(p => p is VbaProjectPart or VbaDataPart or CustomizationPart)) return TemplateFault.Macro;
            if (document.ExternalRelationships.Any() || parts.Exists(IsOutside) || Roots(document).Any(FetchesByField)) return TemplateFault.External;
            return Roots(document).SelectMany(r => r.Descendants<Paragraph>()).Any(IsUnclosed) ? TemplateFault.Unclosed : TemplateFault.None;
        }
        catch (Exception error) when (IsBroken(error))
        {
            return TemplateFault.NotADocument;
        }
    }

    /// <summary>The names of its fields, each once, as they come.</summary>
    public static IReadOnlyList<string> Fields(byte[] docx)
    {
        using var document = Open(docx, editable: false);
        return [.. Roots(document).SelectMany(r => r.Descendants<Paragraph>()).SelectMany(p => Field().Matches(TextOf(p))).Select(NameOf).Distinct()];
    }

    /// <summary>
    /// The document with its fields filled in. A line end in a value makes a new paragraph of the same look; a paragraph of nothing but
    /// fields that are all empty is left out. What looks like a field within a value stays as it is.
    /// </summary>
    public static byte[] Fill(byte[] docx, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(docx);
        ArgumentNullException.ThrowIfNull(values);
        using var stream = new MemoryStream();
        stream.Write(docx);
        using (var document = WordprocessingDocument.Open(stream, isEditable: true))
        {
            foreach (var root in Roots(document))
            {
                foreach (var paragraph in root.Descendants<Paragraph>().ToList()) Fill(paragraph, values);
            }
        }
        return stream.ToArray();
    }

    private static void Fill(Paragraph paragraph, IReadOnlyDictionary<string, string> values)
    {
        var whole = TextOf(paragraph);
        var found = Field().Matches(whole);
        if (found.Count == 0) return;
        if (Field().Replace(whole, "").Trim().Length == 0 && found.All(f => Value(f).Length == 0) && CanGo(paragraph))
        {
            paragraph.Remove();
            return;
        }
        // From the end, so that what stands before keeps its place.
        foreach (var field in found.Reverse()) Replace(TextsOf(paragraph), field.Index, field.Length, Value(field));
        SplitAtLineEnds(paragraph);

        string Value(Match field) => values.GetValueOrDefault(NameOf(field), "");
    }

    /// <summary>Puts the value where the field begins and takes the rest of the field out of the runs it goes through.</summary>
    private static void Replace(List<Text> texts, int start, int length, string value)
    {
        var at = 0;
        foreach (var text in texts)
        {
            var (from, to) = (Math.Max(start - at, 0), Math.Min(start + length - at, text.Text.Length));
            at += text.Text.Length;
            if (from >= to) continue;
            text.Text = text.Text[..from] + value + text.Text[to..];
            text.Space = SpaceProcessingModeValues.Preserve;
            value = "";
        }
    }

    private static void SplitAtLineEnds(Paragraph paragraph)
    {
        for (var current = paragraph; ;)
        {
            var texts = TextsOf(current);
            var cut = texts.FindIndex(t => t.Text.Contains('\n', StringComparison.Ordinal));
            if (cut < 0)
            {
                foreach (var text in texts) text.Text = Paper.Printable(text.Text);
                return;
            }
            var next = (Paragraph)current.CloneNode(deep: true);
            foreach (var once in next.Descendants().Where(e => e is BookmarkStart or BookmarkEnd or Drawing or Picture).ToList()) once.Remove();
            var place = texts[cut].Text.IndexOf('\n', StringComparison.Ordinal);
            var rest = TextsOf(next);
            rest[cut].Text = rest[cut].Text[(place + 1)..];
            texts[cut].Text = texts[cut].Text[..place];
            foreach (var earlier in rest.Take(cut)) earlier.Text = "";
            foreach (var later in texts.Skip(cut + 1)) later.Text = "";
            foreach (var text in texts) text.Text = Paper.Printable(text.Text);
            current.InsertAfterSelf(next);
            current = next;
        }
    }

    /// <summary>A cell, a header or a note has one paragraph at least.</summary>
    private static bool CanGo(Paragraph paragraph) => paragraph.Parent is Body || paragraph.Parent!.Elements<Paragraph>().Skip(1).Any();

    private static bool IsUnclosed(Paragraph paragraph)
    {
        var rest = Field().Replace(TextOf(paragraph), "");
        return rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal);
    }

    private static bool IsOutside(OpenXmlPart part) =>
        part.ExternalRelationships.Any() || part.HyperlinkRelationships.Any(h => h.IsExternal)
        || part is EmbeddedPackagePart or EmbeddedObjectPart or AlternativeFormatImportPart or EmbeddedControlPersistencePart or MailMergeRecipientDataPart;

    /// <summary>Word's own fields that fetch something or start a program.</summary>
    private static bool FetchesByField(OpenXmlElement root) =>
        root.Descendants<Paragraph>().Any(p => Fetching().IsMatch(string.Concat(p.Descendants<FieldCode>().Select(f => f.Text)))) || root.Descendants<SimpleField>().Any(f => Fetching().IsMatch(f.Instruction?.Value ?? ""));

    /// <summary>The texts of a paragraph without those of a text box in it, which has paragraphs of its own.</summary>
    internal static List<Text> TextsOf(Paragraph paragraph) => [.. paragraph.Descendants<Text>().Where(t => t.Ancestors<Paragraph>().First() == paragraph)];

    private static string TextOf(Paragraph paragraph) => string.Concat(TextsOf(paragraph).Select(t => t.Text));

    private static string NameOf(Match field) => field.Groups[1].Value.Trim();

    private static IEnumerable<OpenXmlElement> Roots(WordprocessingDocument document)
    {
        var main = document.MainDocumentPart!;
        OpenXmlElement?[] roots =
        [
            main.Document, .. main.HeaderParts.Select(h => h.Header), .. main.FooterParts.Select(f => f.Footer), main.FootnotesPart?.Footnotes, main.EndnotesPart?.Endnotes,
        ];
        return roots.OfType<OpenXmlElement>();
    }

    internal static WordprocessingDocument Open(byte[] docx, bool editable) => WordprocessingDocument.Open(new MemoryStream(docx), editable);

    private static long Unpacked(byte[] docx)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(docx), System.IO.Compression.ZipArchiveMode.Read);
        return archive.Entries.Sum(e => e.Length);
    }

    private static bool IsBroken(Exception error) =>
        error is OpenXmlPackageException or InvalidDataException or FileFormatException or XmlException or InvalidOperationException or ArgumentException or UriFormatException or EndOfStreamException or IOException;

    [GeneratedRegex(@"\{\{([^{}]*)\}\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD|DATABASE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();
}
