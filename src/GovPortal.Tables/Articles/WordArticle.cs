using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Results;

namespace GovPortal.Tables.Articles;

/// <summary>A picture of a document.</summary>
/// <param name="Name">What the HTML calls it: the value of <c>src</c>, to be replaced by an address.</param>
/// <param name="Extension">With the dot, from its media type.</param>
public sealed record ArticleImage(string Name, string Extension, byte[] Content);

/// <summary>What of the document is not in the article.</summary>
/// <param name="Code">Kebab-case: <c>comments</c>, <c>deletions</c>, <c>insertions</c>, <c>hidden-text</c>, <c>images</c>, <c>objects</c>, <c>headers</c>.</param>
/// <param name="Count">How often.</param>
public sealed record LeftOut(string Code, int Count);

/// <summary>
/// A Word document (.docx) as an article: its title, and its body as plain HTML. Kept: headings, paragraphs with centring,
/// numbers as they are printed (第一条, （一）), bulleted lists, tables with merged cells and header rows, links, pictures,
/// footnotes, bold, italic, underline, raised and lowered signs. Styles, fonts and colours are not; accepted is what tracked
/// changes inserted, left out what they deleted. Nothing goes unsaid: <see cref="LeftOut"/>.
/// </summary>
public sealed record WordArticle(string? Title, string Html, IReadOnlyList<ArticleImage> Images, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>
    /// Reads a document. Failures: <c>table.not-a-workbook</c>, <c>table.encrypted</c>, <c>table.macro</c>, <c>table.too-large</c>,
    /// <c>table.unsafe-entry</c>, <c>table.broken</c>, <c>word.empty</c>.
    /// </summary>
    /// <param name="file">The file's bytes, at most <see cref="TableLimits.MaxFileBytes"/>.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Result<WordArticle> Read(byte[] file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > TableLimits.MaxFileBytes) return Failure.Of("table.too-large", TableLimits.MaxFileBytes / 1024 / 1024);
        using var stream = new MemoryStream();
        stream.Write(file);
        stream.Position = 0;
        try
        {
            var safe = PackageGuard.Check(stream, TableFormat.WordDocument, cancellation);
            if (!safe.Succeeded) return safe.As<WordArticle>();
            stream.Position = 0;
            using var document = WordprocessingDocument.Open(stream, isEditable: false);
            if (document.MainDocumentPart is not { Document.Body: { } body } part) return Failure.Of("table.broken");
            var writer = new WordHtml(part);
            var title = WordTitle.Take(body, writer);
            writer.WriteBlocks(body, cancellation);
            var html = writer.Finish();
            return html.Length == 0 && title is null ? Failure.Of("word.empty") : new WordArticle(title, html, writer.Images, writer.LeftOut);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A reader of foreign bytes: whatever the format library throws, the file is what is broken.
            return Failure.Of("table.broken");
        }
    }
}

/// <summary>Finds the title: the lines in the style for it, else the centred lines a document begins with, else its first heading.</summary>
internal static class WordTitle
{
    /// <summary>A centred opening longer than this, in characters, is no title.</summary>
    private const int MaxLength = 200;

    /// <summary>So many lines at most make a title.</summary>
    private const int MaxLines = 4;

    /// <summary>The title, taken out of the body; null where there is none.</summary>
    public static string? Take(Body body, WordHtml writer)
    {
        var lines = body.Elements<Paragraph>().Where(p => !writer.IsBlank(p)).ToList();
        var titled = lines.TakeWhile(p => !writer.IsTitle(p)).Count() is var before && before < Math.Min(MaxLines, lines.Count)
            ? lines.Skip(before).TakeWhile(writer.IsTitle).ToList() : [];
        // What the body begins with, a table excepted: its centred lines belong to the table.
        if (titled.Count == 0 && body.ChildElements.FirstOrDefault(e => e is Table || e is Paragraph p && !writer.IsBlank(p)) is Paragraph)
        {
            titled = [.. lines.TakeWhile(writer.IsCentred).Take(MaxLines)];
            if (titled.Count == 0 && lines.Count > 0 && writer.HeadingOf(lines[0]) == 1) titled = [lines[0]];
        }
        var title = SheetWords.Title(string.Concat(titled.Select(writer.Text)));
        if (title.Length is 0 or > MaxLength) return null;
        foreach (var line in titled) writer.Skip(line);
        return title;
    }
}
