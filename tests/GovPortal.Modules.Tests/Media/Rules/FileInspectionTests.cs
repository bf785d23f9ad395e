using System.Text;
using GovPortal.Media.Rules;

namespace GovPortal.Modules.Tests.Media.Rules;

public sealed class FileInspectionTests
{
    private const string ContentTypes = "[Content_Types].xml";

    private static readonly Encoding Gb18030 = System.Text.CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    public static TheoryData<string, byte[], string> Good => new()
    {
        { ".pdf", Samples.Pdf(), "application/pdf" },
        { ".png", Samples.Png, "image/png" },
        { ".jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "image/jpeg" },
        { ".gif", "GIF89a......"u8.ToArray(), "image/gif" },
        { ".webp", "RIFF\0\0\0\0WEBPVP8 "u8.ToArray(), "image/webp" },
        { ".mp4", "\0\0\0\u0018ftypisom...."u8.ToArray(), "video/mp4" },
        { ".mp3", "ID3\u0004......"u8.ToArray(), "audio/mpeg" },
        { ".mp3", [0xFF, 0xFB, 0x90, 0x64, 0, 0], "audio/mpeg" },
        { ".doc", Samples.Compound("Root Entry", "WordDocument"), "application/msword" },
        { ".wps", Samples.Compound("Root Entry", "WordDocument"), "application/wps-office.wps" },
        { ".xls", Samples.Compound("Root Entry", "Workbook"), "application/vnd.ms-excel" },
        { ".et", Samples.Compound("Root Entry", "Workbook"), "application/wps-office.et" },
        { ".ppt", Samples.PowerPointVba(hasMacros: false), "application/vnd.ms-powerpoint" },
        { ".docx", Samples.Zip(ContentTypes, "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { ".xlsx", Samples.Zip(ContentTypes, "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { ".pptx", Samples.Zip(ContentTypes, "ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { ".ofd", Samples.Zip("OFD.xml", "Doc_0/Document.xml"), "application/ofd" },
        { ".zip", Samples.Zip("附件/一.pdf"), "application/zip" },
        { ".csv", "序号,名称\r\n1,稳岗返还\r\n"u8.ToArray(), "text/csv; charset=utf-8" },
        { ".csv", Gb18030.GetBytes("序号,名称\r\n1,稳岗返还\r\n"), "text/csv; charset=gb18030" },
        { ".txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("公示")], "text/plain; charset=utf-16" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_file_that_is_what_it_says_is_served_as_its_kind(string extension, byte[] bytes, string contentType)
    {
        var result = Check(extension, bytes);
        Assert.Empty(result.Failures);
        Assert.Equal(contentType, result.Value);
    }

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { ".pdf", "<html><script>alert(1)</script>"u8.ToArray(), "media.content-mismatch" },
        { ".pdf", Samples.Zip("a.txt"), "media.content-mismatch" },
        { ".pdf", [], "media.content-mismatch" },
        { ".png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "media.content-mismatch" },
        { ".jpg", Samples.Png, "media.content-mismatch" },
        { ".mp3", [0xFF, 0xD8, 0xFF, 0xE0], "media.content-mismatch" },
        { ".mp4", "MZ\u0090\0\u0003\0\0\0"u8.ToArray(), "media.content-mismatch" },
        { ".doc", Samples.Pdf(), "media.content-mismatch" },
        { ".doc", Samples.Compound("Root Entry", "Workbook"), "media.content-mismatch" },
        // An encrypted .docx is a compound file; nobody could review it.
        { ".docx", Samples.Compound("EncryptedPackage"), "media.content-mismatch" },
        { ".docx", Samples.Zip(ContentTypes, "xl/workbook.xml"), "media.content-mismatch" },
        { ".docx", "PK\u0003\u0004 cut off"u8.ToArray(), "media.content-mismatch" },
        { ".docx", Samples.Zip(ContentTypes, "word/document.xml", "word/vbaProject.bin"), "media.macro" },
        { ".docx", Samples.Zip(ContentTypes, "word/document.xml", "word\\VBAPROJECT.BIN"), "media.macro" },
        { ".docx", Samples.Zip((ContentTypes, "<Override ContentType=\"application/vnd.ms-office.vbaProject\" PartName=\"/word/x.bin\"/>"), ("word/document.xml", "")), "media.macro" },
        { ".docx", Samples.Zip((ContentTypes, "application/vnd.ms-word.document.macroEnabled.main+xml"), ("word/document.xml", "")), "media.macro" },
        { ".docx", Samples.Zip(ContentTypes, "word/document.xml", "word/embeddings/Book1.xlsm"), "media.macro" },
        { ".xlsx", Samples.Zip(ContentTypes, "xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "media.macro" },
        { ".doc", Samples.Compound("WordDocument", "Macros", "VBA", "_VBA_PROJECT"), "media.macro" },
        { ".xls", Samples.Compound("Workbook", "_VBA_PROJECT_CUR"), "media.macro" },
        { ".ppt", Samples.PowerPointVba(hasMacros: true), "media.macro" },
        { ".zip", Samples.Zip("资料/表.xlsm"), "media.macro" },
        { ".zip", Samples.Zip("../../etc/cron.d/x"), "media.archive-unsafe" },
        { ".zip", Samples.Zip("/etc/passwd"), "media.archive-unsafe" },
        { ".zip", Samples.Zip("a\\..\\..\\b.txt"), "media.archive-unsafe" },
        { ".zip", Samples.Zip([.. Enumerable.Range(0, Package.MaxEntries + 1).Select(i => $"{i}.txt")]), "media.archive-unsafe" },
        { ".zip", Samples.Zip("安装.exe"), "media.kind-not-allowed" },
        { ".zip", [0x50, 0x4B, 0x05, 0x06, .. new byte[18]], "media.content-mismatch" },
        { ".ofd", Samples.Zip("a.txt"), "media.content-mismatch" },
        { ".txt", "  <!DOCTYPE html><title>x</title>"u8.ToArray(), "media.content-mismatch" },
        { ".csv", "\uFEFF<svg onload=alert(1)>"u8.ToArray(), "media.content-mismatch" },
        { ".csv", Samples.Pdf(), "media.content-mismatch" },
        { ".txt", [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0], "media.content-mismatch" },
        { ".txt", [0xFF, 0xFF, 0x80, 0x20], "media.content-mismatch" },
        { ".txt", "公示"u8.ToArray()[..5], "media.content-mismatch" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_that_is_something_else_is_refused(string extension, byte[] bytes, string code) =>
        Assert.Equal(code, Assert.Single(Check(extension, bytes).Failures).Code);

    [Theory]
    [InlineData(".svg")]
    [InlineData(".html")]
    [InlineData(".htm")]
    [InlineData(".xml")]
    [InlineData(".exe")]
    [InlineData(".js")]
    [InlineData(".docm")]
    [InlineData(".xlsm")]
    [InlineData(".xlsb")]
    [InlineData(".rar")]
    [InlineData("")]
    public void A_kind_off_the_list_is_unknown(string extension) => Assert.Null(MediaKind.Of(extension));

    [Fact]
    public void Only_what_runs_no_script_opens_in_the_browser() =>
        Assert.Equal([".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".pdf", ".png", ".webp"], MediaKind.Extensions.Where(e => MediaKind.Of(e)!.Inline));

    [Fact]
    public void An_archive_that_unpacks_to_more_than_a_gigabyte_is_refused()
    {
        // One member of zeros, its size told in the table only: the file itself stays small.
        var bytes = Samples.Zip("zeros.bin");
        var table = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(table + 24), uint.MaxValue - 1);
        Assert.Equal("media.archive-unsafe", Assert.Single(Check(".zip", bytes).Failures).Code);
    }

    [Fact]
    public void A_character_across_two_blocks_is_still_text()
    {
        var text = new string('a', 64 * 1024 - 1) + "公示";
        Assert.Equal("text/plain; charset=utf-8", Check(".txt", Encoding.UTF8.GetBytes(text)).Value);
    }

    private static GovPortal.Kernel.Results.Result<string> Check(string extension, byte[] bytes) =>
        FileInspection.Check(MediaKind.Of(extension)!, new MemoryStream(bytes));
}
