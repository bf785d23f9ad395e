using System.Globalization;
using GovPortal.Screening.Files;
using GovPortal.Screening.Reading;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace GovPortal.Screening.Pdf;

/// <summary>
/// Reads a PDF page by page, in the order the text was written and in the order it is seen, whatever is drawn over it;
/// then every string of its objects. A page of pictures or outlines without text is unreadable.
/// </summary>
internal static class PdfReader
{
    private const int TitleLines = 8;

    /// <summary>Fewer letters on a page of one large picture are a stamp or a page number.</summary>
    private const int FewLetters = 15;

    /// <summary>More paths than any frame needs: letters drawn as outlines.</summary>
    private const int ManyPaths = 200;

    public static void Read(byte[] bytes, Budget budget, Action<Block> emit, Action<Finding> report)
    {
        var filters = new BoundedFilters(budget);
        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions { FilterProvider = filters, SkipMissingFonts = true, UseLenientParsing = true });
            if (document.NumberOfPages > ScreeningLimits.MaxPdfPages) throw RefusalException.Of("screening.too-many-pages", ScreeningLimits.MaxPdfPages);
            new PdfObjects(document, filters, emit).Read();
            for (var number = 1; number <= document.NumberOfPages; number++)
            {
                filters.Check();
                Page(document.GetPage(number), emit, report);
            }
        }
        catch (PdfDocumentEncryptedException)
        {
            throw RefusalException.Of("screening.encrypted");
        }
    }

    private static void Page(Page page, Action<Block> emit, Action<Finding> report)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"第{page.Number}页");
        var letters = page.Letters;
        if (IsUnreadable(page, letters)) report(new Finding(FindingKind.Unreadable, where, "", FindingKinds.UsualSeverity(FindingKind.Unreadable)));
        if (letters.Count == 0) return;
        var around = new Surroundings("", page.Number == 1 ? TitleLines : 0);
        var written = PageText.AsWritten(letters);
        emit(new Block([new Segment(written, "", -1)], where) { Around = around });
        var seen = PageText.AsSeen(letters);
        if (seen != written) emit(new Block([new Segment(seen, "", -1)], where) { Around = around, Again = true });
    }

    private static bool IsUnreadable(Page page, IReadOnlyList<Letter> letters)
    {
        int readable = 0, unreadable = 0;
        foreach (var letter in letters)
        {
            if (string.IsNullOrWhiteSpace(letter.Value)) continue;
            if (letter.Value[0] is '\uFFFD' or < ' ' or >= '\uE000' and < '\uF900') unreadable++;
            else readable++;
        }
        if (unreadable > readable && unreadable > 3) return true;
        if (readable == 0) return page.NumberOfImages > 0 || page.Paths.Count > ManyPaths;
        return readable < FewLetters && page.NumberOfImages > 0
            && page.GetImages().Any(i => Math.Abs(i.BoundingBox.Width * i.BoundingBox.Height) > page.Width * page.Height / 2);
    }
}
