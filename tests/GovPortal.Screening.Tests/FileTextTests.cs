using System.Text;

namespace GovPortal.Screening.Tests;

public sealed class FileTextTests
{
    [Fact]
    public async Task The_shown_text_of_a_document_a_workbook_and_a_text_file_is_read()
    {
        Assert.Contains("正文内容", await ReadAsync(OfficeFiles.Document(), "a.docx"), StringComparison.Ordinal);
        Assert.Contains("表格内容", await ReadAsync(OfficeFiles.Workbook(), "a.xlsx"), StringComparison.Ordinal);
        Assert.Equal("姓名,金额\n张三,10", await ReadAsync(Encoding.UTF8.GetBytes("姓名,金额\n张三,10"), "a.csv"));
    }

    [Fact]
    public async Task Hidden_and_deleted_text_and_properties_are_no_text()
    {
        const string body =
            """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>
            <w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的</w:t></w:r><w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del>
            </w:p></w:body></w:document>
            """;
        var file = OfficeFiles.With(OfficeFiles.Document(), "word/document.xml", Encoding.UTF8.GetBytes(body));
        Assert.Equal("看得见", (await ReadAsync(file, "a.docx")).Trim());
    }

    [Fact]
    public async Task Reading_ends_where_enough_was_read() =>
        Assert.Equal(100, (await ReadAsync(OfficeFiles.Document(new string('长', 500)), "a.docx", 100)).Length);

    [Theory]
    [InlineData("a.docx")]
    [InlineData("a.xlsx")]
    [InlineData("a.pdf")]
    [InlineData("a.exe")]
    public async Task A_file_that_is_none_has_no_text(string name) =>
        Assert.Equal("", await ReadAsync([1, 2, 3, 4], name));

    private static Task<string> ReadAsync(byte[] file, string name, int most = 10_000) =>
        FileText.ReadAsync(new MemoryStream(file), name, most, TimeSpan.FromSeconds(4), CancellationToken.None);
}
