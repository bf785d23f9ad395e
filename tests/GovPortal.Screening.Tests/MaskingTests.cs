using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

public sealed class MaskingTests
{
    private static readonly HashSet<string> Masked = ["resident-id", "resident-id-15", "mobile", "bank-card", "passport", "email", "address", "licence-plate"];
    private static readonly HashSet<string> Unmaskable = ["secrecy-mark", "restricted-mark"];
    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.GetEncoding("GB18030")];

    [Fact]
    public async Task A_masked_value_is_nowhere_in_the_file_and_the_file_still_opens()
    {
        var masked = 0;
        foreach (var document in CorpusBuilder.Build(CorpusBuilder.Size, 7).Where(d => d.Container is not ("text" or "pdf") && d.Labels.Any(l => Masked.Contains(l.Kind))))
        {
            var result = await Masker.MaskFileAsync(new MemoryStream(document.Content), document.Name);
            var kept = document.Labels.Where(l => Unmaskable.Contains(l.Kind)).ToList();
            if (kept.Exists(l => l.Severity is not null) || (kept.Count > 0 && !result.Succeeded))
            {
                Assert.True(result.Has("screening.mask-left"), document.Container);
                continue;
            }
            Assert.True(result.Succeeded, $"{document.Container}: {string.Join(", ", result.Failures)} {string.Join(", ", document.Labels)}");
            masked++;
            var text = Everything(result.Value.Content);
            foreach (var label in document.Labels.Where(l => Masked.Contains(l.Kind)))
            {
                Assert.False(text.Contains(label.Value, StringComparison.Ordinal), $"{document.Container}: {label}");
            }
            var again = await Screener.ScreenFileAsync(new MemoryStream(result.Value.Content), result.Value.FileName);
            Assert.True(again.Succeeded);
            Assert.DoesNotContain(again.Value.Findings, f => Masked.Contains(FindingKinds.Code(f.Kind)));
            Assert.Equal(Errors(document.Content, document.Container), Errors(result.Value.Content, document.Container));
        }
        Assert.InRange(masked, CorpusBuilder.Size / 5, CorpusBuilder.Size);
    }

    [Theory]
    [InlineData("张三，13812345678。", "张三，138****5678。")]
    [InlineData("卡号 6228 4800 1234 5678 910 不是卡", "卡号 6228 4800 1234 5678 910 不是卡")]
    [InlineData("邮箱：zhangsan@163.com", "邮箱：z*******@163.com")]
    [InlineData("家庭住址：漳浦县石榴镇攀龙村3组12号，电话", "家庭住址：漳浦县石榴镇****，电话")]
    [InlineData("车牌闽E12345。", "车牌闽E****5。")]
    [InlineData("护照号码：E12345678", "护照号码：E*****678")]
    [InlineData("１３８-１２３４-５６７８", "１３８-****-５６７８")]
    [InlineData("咨询电话：0596-3221234", "咨询电话：0596-3221234")]
    [InlineData("护照E12345678；编号E12345678", "护照E*****678；编号E*****678")]
    public void A_text_is_masked_in_the_official_form(string text, string expected) =>
        Assert.Equal(expected, Masker.MaskText(text));

    [Fact]
    public void A_resident_id_keeps_its_first_two_and_last_three_characters()
    {
        var id = new Values(new Random(3)).ResidentId();
        Assert.Equal($"身份证{id[..2]}*************{id[^3..]}", Masker.MaskText("身份证" + id));
    }

    [Fact]
    public void Html_is_masked_across_tags_and_character_references() => Assert.Equal(
        "<p>手机<b>138**</b>**5678，<a href=\"mailto:a**@qq.com\">信</a></p>",
        Masker.MaskText("<p>手机<b>13812</b>34&#53;678，<a href=\"mailto:abc@qq.com\">信</a></p>", screening: new ScreeningOptions { IsHtml = true }));

    [Fact]
    public async Task A_value_one_file_of_an_archive_gives_away_is_masked_in_all_of_them()
    {
        var zip = Package.Zip(("a.txt", Encoding.UTF8.GetBytes("附言 E12345678")), ("b.txt", Encoding.UTF8.GetBytes("护照号码：E12345678")), ("名单13812345678.txt", Encoding.UTF8.GetBytes("无")));
        var result = await Masker.MaskFileAsync(new MemoryStream(zip), "附件.zip");
        Assert.True(result.Succeeded);
        Assert.DoesNotContain("E12345678", Everything(result.Value.Content), StringComparison.Ordinal);
        Assert.Contains("名单138＊＊＊＊5678.txt", Everything(result.Value.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_is_stripped_on_request_and_thumbnails_always_go()
    {
        var document = WordFiles.Write([new Piece("本人电话13812345678")], new Random(1)).Content;
        var with = OfficeFiles.With(document, "docProps/thumbnail.jpeg", [0xFF, 0xD8, 0xFF, 1, 2, 3]);
        with = OfficeFiles.Replace(with, "_rels/.rels", "</Relationships>", "<Relationship Id=\"rIdT\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail\" Target=\"docProps/thumbnail.jpeg\"/></Relationships>");
        using (var before = WordprocessingDocument.Open(new MemoryStream(with), false)) Assert.NotNull(before.ThumbnailPart);
        var result = await Masker.MaskFileAsync(new MemoryStream(with), "a.docx", new MaskOptions { StripMetadata = true });
        Assert.True(result.Succeeded);
        using var opened = WordprocessingDocument.Open(new MemoryStream(result.Value.Content), false);
        Assert.True(string.IsNullOrEmpty(opened.PackageProperties.Creator));
        Assert.Null(opened.CustomFilePropertiesPart);
        Assert.Null(opened.ThumbnailPart);
        Assert.Empty(new OpenXmlValidator().Validate(opened));
    }

    [Fact]
    public async Task A_pdf_and_a_picture_are_not_masked()
    {
        var pdf = await Masker.MaskFileAsync(new MemoryStream(PdfFiles.Build(["BT ET"])), "a.pdf");
        Assert.True(pdf.Has("screening.mask-unsupported"));
        var picture = await Masker.MaskFileAsync(new MemoryStream([0xFF, 0xD8, 0xFF, 0xE0]), "a.jpg");
        Assert.True(picture.Has("screening.mask-unsupported"));
    }

    /// <summary>All bytes of all parts of all files inside, in every encoding, and all names.</summary>
    internal static string Everything(byte[] content)
    {
        var text = new StringBuilder();
        Add(content, "");
        return text.ToString();

        void Add(byte[] bytes, string name)
        {
            text.Append(name).Append('\n');
            foreach (var encoding in Encodings) text.Append(encoding.GetString(bytes)).Append('\n');
            if (!bytes.AsSpan().StartsWith("PK"u8)) return;
            using var zip = new ZipArchive(new MemoryStream(bytes));
            foreach (var entry in zip.Entries)
            {
                using var part = new MemoryStream();
                using (var stream = entry.Open()) stream.CopyTo(part);
                Add(part.ToArray(), entry.FullName);
            }
        }
    }

    private static string Errors(byte[] content, string container)
    {
        using OpenXmlPackage? package = container switch
        {
            "docx" => WordprocessingDocument.Open(new MemoryStream(content), false),
            "xlsx" => SpreadsheetDocument.Open(new MemoryStream(content), false),
            "pptx" => PresentationDocument.Open(new MemoryStream(content), false),
            _ => null,
        };
        return package is null ? "" : string.Join('\n', new OpenXmlValidator().Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Id}"));
    }
}
