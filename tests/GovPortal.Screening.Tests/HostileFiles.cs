using System.IO.Compression;
using System.Text;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

/// <summary>Files made to harm whoever reads them, with the refusal each must meet.</summary>
internal static class HostileFiles
{
    private const string DocumentPart = "word/document.xml";
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static IEnumerable<(string Name, string FileName, string Code, Func<byte[]> Content)> All()
    {
        yield return ("empty", "a.txt", "screening.empty", () => []);
        yield return ("binary as text", "a.txt", "screening.not-text", () => [1, 2, 3, 0, 5, 200]);
        yield return ("unknown extension", "a.exe", "screening.unknown-kind", () => "MZ"u8.ToArray());
        yield return ("old Word file", "a.doc", "screening.legacy-office", () => [.. Ole, .. new byte[600]]);
        yield return ("old sheet by name", "a.xls", "screening.legacy-office", () => "<html></html>"u8.ToArray());
        yield return ("old WPS file named docx", "a.docx", "screening.legacy-office", () => [.. Ole, .. new byte[600]]);
        yield return ("encrypted Word file", "a.docx", "screening.encrypted", () => [.. Ole, .. new byte[500], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]]);
        yield return ("encrypted archive", "a.zip", "screening.encrypted", EncryptedZip);
        yield return ("encrypted PDF", "a.pdf", "screening.encrypted", EncryptedPdf);
        yield return ("PDF named docx", "a.docx", "screening.wrong-extension", () => PdfFiles.Build(["BT ET"]));
        yield return ("workbook named docx", "a.docx", "screening.wrong-extension", () => OfficeFiles.Workbook());
        yield return ("document named txt", "a.txt", "screening.wrong-extension", () => OfficeFiles.Document());
        yield return ("text named pdf", "a.pdf", "screening.wrong-extension", () => "正文"u8.ToArray());
        yield return ("archive named xlsx", "a.xlsx", "screening.broken", () => Package.Zip(("a.txt", "x"u8.ToArray())));
        yield return ("truncated document", "a.docx", "screening.broken", () => Half(OfficeFiles.Document()));
        yield return ("truncated workbook", "a.xlsx", "screening.broken", () => OfficeFiles.Workbook()[..^40]);
        yield return ("truncated archive", "a.zip", "screening.broken", () => Half(Package.Zip(("a.txt", new byte[5000]))));
        yield return ("half a PDF", "a.pdf", "screening.broken", () => "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Co"u8.ToArray());
        yield return ("broken XML", "a.docx", "screening.broken", () => OfficeFiles.With(OfficeFiles.Document(), DocumentPart, "<w:document><w:body>"u8.ToArray()));
        yield return ("external entity", "a.docx", "screening.unsafe-xml", () => OfficeFiles.With(OfficeFiles.Document(), DocumentPart, "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><d>&x;</d>"u8.ToArray()));
        yield return ("billion laughs", "a.xlsx", "screening.unsafe-xml", () => OfficeFiles.With(OfficeFiles.Workbook(), "xl/sharedStrings.xml", Laughs()));
        yield return ("deep XML", "a.pptx", "screening.too-deep", () => OfficeFiles.With(OfficeFiles.Slides(), "ppt/slides/slide1.xml", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000)))));
        yield return ("bomb in an archive", "a.zip", "screening.too-large", () => Package.Zip(("a.txt", new byte[60 * 1024 * 1024])));
        yield return ("bomb in a document", "a.docx", "screening.too-large", () => OfficeFiles.With(OfficeFiles.Document(), "word/media/a.bin", new byte[60 * 1024 * 1024]));
        yield return ("bomb of many small bombs", "a.zip", "screening.too-large", () => Package.Zip([.. Enumerable.Range(0, 400).Select(i => ($"{i}.txt", Encoding.ASCII.GetBytes(new string('a', 1024 * 1024))))]));
        yield return ("bomb in bombs", "a.zip", "screening.too-large", () => Package.Zip([.. Enumerable.Range(0, 30).Select(i => ($"{i}.zip", Package.Zip([.. Enumerable.Range(0, 10).Select(j => ($"{j}.txt", Encoding.ASCII.GetBytes(new string('a', 1000 * 1024))))])))]));
        yield return ("archives within archives", "a.zip", "screening.too-deep", () => Enumerable.Range(0, 10).Aggregate(Package.Zip(("a.txt", "x"u8.ToArray())), (inner, _) => Package.Zip(("a.zip", inner))));
        yield return ("too many entries", "a.zip", "screening.too-many-entries", () => Package.Zip([.. Enumerable.Range(0, 6_000).Select(i => ($"{i}.txt", Array.Empty<byte>()))]));
        yield return ("10,000 nested folders", "a.zip", "screening.too-deep", () => Package.Zip((string.Concat(Enumerable.Repeat("a/", 10_000)) + "a.txt", "x"u8.ToArray())));
        yield return ("path out of the archive", "a.zip", "screening.unsafe-entry", () => Package.Zip(("../../a.txt", "x"u8.ToArray())));
        yield return ("executable in an archive", "a.zip", "screening.unknown-kind", () => Package.Zip(("a.exe", "MZ"u8.ToArray())));
        yield return ("macro by name", "a.docm", "screening.macro", () => OfficeFiles.Document());
        yield return ("macro part", "a.docx", "screening.macro", () => OfficeFiles.With(OfficeFiles.Document(), "word/vbaProject.bin", [1, 2, 3]));
        yield return ("macro sheet", "a.xlsx", "screening.macro", () => OfficeFiles.With(OfficeFiles.Workbook(), "xl/macrosheets/sheet1.xml", "<a/>"u8.ToArray()));
        yield return ("ActiveX", "a.docx", "screening.active-content", () => OfficeFiles.With(OfficeFiles.Document(), "word/activeX/activeX1.bin", [1, 2, 3]));
        yield return ("embedded object", "a.docx", "screening.active-content", () => OfficeFiles.With(OfficeFiles.Document(), "word/embeddings/oleObject1.bin", [.. Ole, .. new byte[600]]));
        yield return ("DDE field", "a.docx", "screening.active-content", () => OfficeFiles.Replace(OfficeFiles.Document(), DocumentPart, "<w:t xml:space=\"preserve\">正文内容</w:t>", "<w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText>"));
        yield return ("linked text field", "a.docx", "screening.external-link", () => OfficeFiles.Replace(OfficeFiles.Document(), DocumentPart, "<w:t xml:space=\"preserve\">正文内容</w:t>", "<w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"begin\"/><w:instrText>INCLUDE</w:instrText><w:instrText>TEXT http://example.com</w:instrText>"));
        yield return ("external template", "a.docx", "screening.external-link", () => External(OfficeFiles.Document(), "word/_rels/document.xml.rels", "attachedTemplate"));
        yield return ("external workbook", "a.xlsx", "screening.external-link", () => OfficeFiles.With(OfficeFiles.Workbook(), "xl/externalLinks/externalLink1.xml", "<a/>"u8.ToArray()));
        yield return ("external picture", "a.pptx", "screening.external-link", () => External(OfficeFiles.Slides(), "ppt/slides/_rels/slide1.xml.rels", "image"));
        yield return ("script in a page", "a.html", "screening.active-content", () => "<html><script>alert(1)</script></html>"u8.ToArray());
        yield return ("script in a PDF", "a.pdf", "screening.active-content", () => PdfFiles.Build(["BT ET"], catalog: "/OpenAction<</S/JavaScript/JS(app.alert(1))>>"));
        yield return ("escaped script in a PDF", "a.pdf", "screening.active-content", () => PdfFiles.Build(["BT ET"], catalog: "/OpenAction<</S/Java#53cript/JS(app.alert(1))>>"));
        yield return ("launch in a PDF", "a.pdf", "screening.active-content", () => PdfFiles.Build(["BT ET"], more: ["<</Type/Action/S/Launch/F(cmd.exe)>>"]));
        yield return ("file in a PDF", "a.pdf", "screening.active-content", () => PdfFiles.Build(["BT ET"], catalog: "/Names<</EmbeddedFiles<</Names[]>>>>"));
        yield return ("form program in a PDF", "a.pdf", "screening.active-content", () => PdfFiles.Build(["BT ET"], catalog: "/AcroForm<</Fields[]/XFA[]>>"));
        yield return ("bomb in a PDF", "a.pdf", "screening.too-large", () => PdfFiles.Build([new string(' ', 80 * 1024 * 1024)]));
        yield return ("many pages of many letters", "a.pdf", "screening.too-large|screening.too-slow", () => PdfFiles.Build([.. Enumerable.Repeat(string.Concat(Enumerable.Repeat("BT /F1 10 Tf 50 800 Td <4E00> Tj ET\n", 100_000)), 40)]));
        yield return ("100 MB PDF", "a.pdf", "screening.too-large", () => [.. "%PDF-1.7\n"u8, .. new byte[100 * 1024 * 1024]]);
        yield return ("random bytes in a PDF", "a.pdf", "screening.broken", () => [.. "%PDF-1.7\n"u8, .. Noise(2_000_000)]);
    }

    private static byte[] Half(byte[] bytes) => bytes[..(bytes.Length / 2)];

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(5).NextBytes(noise);
        return noise;
    }

    private static byte[] Laughs()
    {
        var xml = new StringBuilder("<!DOCTYPE s [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 40; i++) xml.Append($"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        return Encoding.ASCII.GetBytes(xml.Append("]><sst>&a39;</sst>").ToString());
    }

    private static byte[] External(byte[] package, string part, string type) =>
        OfficeFiles.Replace(package, part, "</Relationships>", $"<Relationship Id=\"rIdX\" Type=\"{Package.OfficeRels}/{type}\" Target=\"http://example.com/a\" TargetMode=\"External\"/></Relationships>");

    /// <summary>An archive whose entry carries the flag of encryption.</summary>
    private static byte[] EncryptedZip()
    {
        var zip = Package.Zip(("a.txt", Encoding.ASCII.GetBytes(new string('a', 100))));
        var central = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        zip[6] |= 1;
        zip[central + 8] |= 1;
        return zip;
    }

    /// <summary>A PDF with the standard security handler and a user password nobody knows.</summary>
    private static byte[] EncryptedPdf()
    {
        var pdf = Encoding.Latin1.GetString(PdfFiles.Build(["BT ET"]));
        var key = new string('7', 64);
        return Encoding.Latin1.GetBytes(pdf.Replace("/Info 3 0 R", $"/Info 3 0 R/ID[<{key[..32]}><{key[..32]}>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<{key}>/U<{key}>>>", StringComparison.Ordinal));
    }
}
