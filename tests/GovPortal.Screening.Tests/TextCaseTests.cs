namespace GovPortal.Screening.Tests;

/// <summary>Texts as offices write them, one by one.</summary>
public sealed class TextCaseTests
{
    [Theory]
    [InlineData("联系人：张三 13812345678", "mobile blocking")]
    [InlineData("联系方式：13812345678", "mobile blocking")]
    [InlineData("联系方式：县医保局办公室，13812345678", "mobile warning")]
    [InlineData("承平县医保局办公室联系方式：13812345678", "mobile warning")]
    [InlineData("监督电话：0596-3221234、13812345678", "fixed-phone harmless, mobile warning")]
    [InlineData("电话：（0596）3221234", "fixed-phone warning")]
    [InlineData("电话：0596—3221234转801", "fixed-phone warning")]
    [InlineData("联系电话：3221234", "fixed-phone warning")]
    [InlineData("手机号13812345678（微信同号）", "mobile blocking")]
    [InlineData("手机+86 138 1234 5678", "mobile blocking")]
    [InlineData("手机+8613812345678", "mobile blocking")]
    [InlineData("手机：86-13812345678", "mobile blocking")]
    [InlineData("1.13812345678\n2.13912345678", "mobile blocking, mobile blocking")]
    [InlineData("张三/13812345678/李四", "mobile blocking")]
    [InlineData("电话138****1234，身份证35*************123", "")]
    [InlineData("密级：机密  保密期限：10年", "secrecy-mark blocking")]
    [InlineData("机密★启用前", "secrecy-mark blocking")]
    [InlineData("秘密★1年 特急", "secrecy-mark blocking")]
    [InlineData("机密  特急", "secrecy-mark blocking")]
    [InlineData("【内部资料】", "restricted-mark blocking")]
    [InlineData("承平县医疗保障局\n经费的请示", "process-document warning")]
    [InlineData("承平县医疗保障局关于印发办法（征求意见稿）的通知", "")]
    [InlineData("车牌闽 E12345", "licence-plate warning")]
    [InlineData("车牌闽E·D12345", "licence-plate warning")]
    [InlineData("住东城街道阳光小区3-2-501", "address warning")]
    [InlineData("石榴镇1-6月完成投资2-3亿元", "")]
    [InlineData("家庭住址：阳光小区3栋2单元501室", "address warning")]
    [InlineData("张三，手机13812345678，住石榴镇攀龙村3组", "mobile blocking, address blocking")]
    [InlineData("石榴镇攀龙村12号公路改造", "address warning")]
    [InlineData("通讯地址：承平县绥安镇人民路128号", "")]
    [InlineData("订单编号：13812345678", "")]
    [InlineData("合计13812345678元，面积13812345678平方米", "")]
    [InlineData("", "")]
    [InlineData("1", "")]
    public void A_text_shows_what_it_holds(string text, string expected) => Assert.Equal(
        expected, string.Join(", ", Screener.ScreenText(text).Findings.Select(f => $"{FindingKinds.Code(f.Kind)} {f.Severity.ToString().ToLowerInvariant()}")));

    [Fact]
    public void The_name_of_a_field_labels_its_value()
    {
        Assert.Equal(FindingKind.Passport, Assert.Single(Screener.ScreenText("E12345678", where: "护照号码").Findings).Kind);
        Assert.Empty(Screener.ScreenText("E12345678").Findings);
    }

    [Theory]
    [InlineData("合同金额,备注\n13812345678,合格\n", 0)]
    [InlineData("序号 姓名 所在乡镇 补助金额,备注\n（2）张三、13812345678、低保户,合格\n", 1)]
    public async Task A_heading_labels_its_column_and_a_cell_that_names_several_columns_none(string csv, int found)
    {
        var result = await Screener.ScreenFileAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), "名单.csv");
        Assert.Equal(found, result.Value!.Findings.Count(f => f is { Kind: FindingKind.Mobile, Severity: Severity.Blocking }));
    }

    [Fact]
    public void A_county_has_words_and_columns_of_its_own()
    {
        var options = new ScreeningOptions { Words = [new CountyWord("龙湖专班", Severity.Blocking)], WrongColumn = true };
        var findings = Screener.ScreenText("关于经费的请示\n龙湖专班会议", options).Findings;
        Assert.Equal([FindingKind.ProcessDocument, FindingKind.CountyWord], findings.Select(f => f.Kind));
        Assert.All(findings, f => Assert.Equal(Severity.Blocking, f.Severity));
        Assert.Equal("第2行", findings[1].Where);
    }

    [Fact]
    public async Task The_name_of_a_file_is_read_and_told_masked()
    {
        var result = await Screener.ScreenFileAsync(new MemoryStream("无"u8.ToArray()), "张三13812345678.txt");
        Assert.Equal("文件名", Assert.Single(result.Value!.Findings).Where);
        var zip = Corpus.Package.Zip(("张三13812345678.txt", "手机13912345678"u8.ToArray()));
        var inside = await Screener.ScreenFileAsync(new MemoryStream(zip), "附件.zip");
        Assert.Equal(["张三138****5678.txt：文件名", "张三138****5678.txt：第1行"], inside.Value!.Findings.Select(f => f.Where));
    }

    [Fact]
    public async Task A_picture_is_a_warning_and_a_document_of_pictures_alone_is_blocking()
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
        var alone = await Screener.ScreenFileAsync(new MemoryStream(picture), "a.jpg");
        Assert.Equal(Severity.Warning, Assert.Single(alone.Value!.Findings).Severity);
        var scan = await Screener.ScreenFileAsync(new MemoryStream(OfficeFiles.With(OfficeFiles.Document(""), "word/media/image1.jpeg", picture)), "a.docx");
        Assert.Equal((FindingKind.Unreadable, Severity.Blocking), (Assert.Single(scan.Value!.Findings).Kind, scan.Value.Findings[0].Severity));
    }
}
