using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>.pdf written object by object: text, text under a box, a document property, a comment, a scanned page without text.</summary>
internal static class PdfFiles
{
    public static CorpusDocument Write(IReadOnlyList<Piece> pieces, Random random)
    {
        var labels = new List<Label>();
        var pages = new List<StringBuilder> { new(), new() };
        int[] lines = [0, 0];
        var (note, subject) = ("", "");
        foreach (var piece in pieces)
        {
            var place = piece.Kind is null ? 0 : piece.Kind == "process-document" ? 0 : random.Next(7);
            var page = piece.Kind is null || piece.Kind == "process-document" ? 0 : random.Next(2);
            if (place == 5 && note.Length > 0 || place == 6 && subject.Length > 0) place = 0;
            var at = $"第{page + 1}页";
            if (place == 5) (note, at) = (piece.Text, "批注");
            else if (place == 6) (subject, at) = (piece.Text, "文档属性");
            else
            {
                var y = 800 - 20 * lines[page]++;
                pages[page].Append(Line(piece, y, place == 1));
                if (place == 2) pages[page].Append(CultureInfo.InvariantCulture, $"0 0 0 rg 50 {y - 4} 500 18 re f 0 0 0 rg\n");
            }
            if (piece.Kind is not null) labels.Add(piece.At(at));
        }
        var scanned = random.Next(8) == 0;
        if (scanned) labels.Add(new Label("unreadable", "", $"第{pages.Count + 1}页", "", "blocking"));
        return new CorpusDocument("pdf", "公告.pdf", Build([.. pages.Select(p => p.ToString())], scanned, note, subject), labels);
    }

    /// <summary>One line of text; in two shows with a kerning gap where <paramref name="split"/>.</summary>
    private static string Line(Piece piece, int y, bool split)
    {
        var cut = piece.Before.Length + piece.Value.Length / 2;
        var show = split && cut > 0 && cut < piece.Text.Length ? $"[{Hex(piece.Text[..cut])} -20 {Hex(piece.Text[cut..])}] TJ" : $"{Hex(piece.Text)} Tj";
        return string.Create(CultureInfo.InvariantCulture, $"BT /F1 10 Tf 1 0 0 1 50 {y} Tm {show} ET\n");
    }

    private static string Hex(string text) => "<" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text)) + ">";

    private static string Utf16(string text) => "<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text)) + ">";

    public static byte[] Build(IReadOnlyList<string> pages, bool scanned = false, string note = "", string subject = "", string catalog = "", IReadOnlyList<string>? more = null)
    {
        var objects = new List<byte[]>();
        var count = pages.Count + (scanned ? 1 : 0);
        // 1 catalogue, 2 pages, 3 information, 4–7 font, then page and content of each, picture, comment.
        int Page(int i) => 8 + 2 * i;
        var picture = Page(count);
        Add($"<</Type/Catalog/Pages 2 0 R{catalog}>>");
        Add($"<</Type/Pages/Count {count}/Kids[{string.Join(' ', Enumerable.Range(0, count).Select(i => $"{Page(i)} 0 R"))}]>>");
        Add($"<</Producer(Corpus)/Subject {Utf16(subject)}>>");
        Add("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 7 0 R>>");
        Add("<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 6 0 R/DW 1000>>");
        Add("<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -140/CapHeight 700/StemV 80>>");
        Stream("", Encoding.ASCII.GetBytes(ToUnicode));
        for (var i = 0; i < count; i++)
        {
            var content = i < pages.Count ? pages[i] : $"q 500 0 0 700 50 50 cm /P Do Q";
            Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</P {picture} 0 R>>>>/Contents {Page(i) + 1} 0 R{(i == 0 && note.Length > 0 ? $"/Annots[{picture + 1} 0 R]" : "")}>>");
            Stream("", Encoding.ASCII.GetBytes(content));
        }
        Stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8", new byte[64]);
        Add($"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents {Utf16(note)}>>");
        foreach (var extra in more ?? []) Add(extra);

        using var file = new MemoryStream();
        var offsets = new List<long>();
        file.Write("%PDF-1.7\n"u8);
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Position);
            file.Write(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n"));
            file.Write(objects[i]);
            file.Write("\nendobj\n"u8);
        }
        var table = file.Position;
        file.Write(Encoding.ASCII.GetBytes($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n"))}trailer\n<</Size {objects.Count + 1}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();

        void Add(string text) => objects.Add(Encoding.ASCII.GetBytes(text));

        void Stream(string dictionary, byte[] content)
        {
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(content);
            objects.Add([.. Encoding.ASCII.GetBytes($"<<{dictionary}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8]);
        }
    }

    /// <summary>Every code is its own UTF-16 unit.</summary>
    private static string ToUnicode { get; } =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + string.Concat(Enumerable.Range(0, 256).Chunk(64).Select(c => $"{c.Length} beginbfrange\n" + string.Concat(c.Select(h => $"<{h:X2}00> <{h:X2}FF> <{h:X2}00>\n")) + "endbfrange\n"))
        + "endcmap CMapName currentdict /CMap defineresource pop end end";
}
