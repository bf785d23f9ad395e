using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Tables;
using TableCell = GovPortal.Tables.TableCell;
using TableGrid = GovPortal.Tables.TableGrid;
using WordCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace GovPortal.Modules.Tests.Tables;

public sealed class TableReaderTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public async Task Merged_cells_show_their_origin_everywhere()
    {
        var grid = await Grid(TableFiles.Workbook([["甲", "乙"], ["", "丙"], ["", "丁"]], "A1:A3"), "a.xlsx");
        Assert.Equal(new TableCell("A1", 1, 1, "甲"), grid[1, 1]);
        Assert.Equal(new TableCell("A3", 3, 1, "甲", "A1"), grid[3, 1]);
        Assert.Equal((3, 2), (grid.RowCount, grid.ColumnCount));
    }

    [Fact]
    public async Task The_county_table_is_read_cell_by_cell()
    {
        var grid = await Grid(Fixture.Bytes("栏目任务分解表.xlsx"), "栏目任务分解表.xlsx");
        Assert.Equal((31, 11), (grid.RowCount, grid.ColumnCount));
        Assert.Equal(new TableCell("B5", 5, 2, "机构职能", "B3"), grid[5, 2]);
        Assert.Equal("28", grid.Text(30, 1));
        Assert.Null(grid[3, 9]);
    }

    [Theory]
    [InlineData("", "45678.5", "45678.5")]
    [InlineData("", "0.1", "0.1")]
    [InlineData("", "320123199001011000", "320123199001011000")]
    [InlineData("yyyy/m/d", "46053", "2026/1/31")]
    [InlineData("yyyy\"年\"m\"月\"d\"日\"", "46053", "2026年1月31日")]
    [InlineData("[$-804]yyyy\\-mm\\-dd;@", "46053", "2026-01-31")]
    [InlineData("yyyy-mm-dd hh:mm", "46053.75", "2026-01-31 18:00")]
    [InlineData("h:mm:ss", "0.75", "18:00:00")]
    [InlineData("0.00%", "0.125", "12.50%")]
    [InlineData("0%", "0.05", "5%")]
    [InlineData("#,##0.00", "1234567.5", "1,234,567.50")]
    [InlineData("00000", "42", "00042")]
    [InlineData("0\"个工作日\"", "5", "5个工作日")]
    [InlineData("0_);(0)", "-5", "(5)")]
    [InlineData("0.0", "-2.25", "-2.3")]
    [InlineData("@", "007", "7")]
    public async Task A_number_is_read_as_it_is_shown(string format, string value, string shown)
    {
        var escaped = System.Security.SecurityElement.Escape(format);
        var styles = $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"{escaped}\"/></numFmts>"
            + "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>";
        var grid = await Grid(TableFiles.WorkbookOfData($"<row r=\"1\"><c r=\"A1\" s=\"1\"><v>{value}</v></c></row>", styles), "a.xlsx");
        Assert.Equal(shown, grid.Text(1, 1));
    }

    [Fact]
    public async Task Hidden_rows_positions_left_out_and_rich_text_are_read()
    {
        var grid = await Grid(TableFiles.WorkbookOfData(
            "<row hidden=\"1\"><c t=\"str\"><v> 甲 </v></c><c t=\"b\"><v>1</v></c></row>"
            + "<row><c t=\"inlineStr\"><is><r><t>乙</t></r><r><t>丙</t></r><rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></is></c></row>"), "a.xlsx");
        Assert.Equal(["甲", "TRUE", "乙丙"], grid.Cells.Select(c => c.Text));
        Assert.Equal(["A1", "B1", "A2"], grid.Cells.Select(c => c.Address));
    }

    [Fact]
    public async Task All_sheets_with_text_are_read_in_order()
    {
        var sheet = (string text) => $"<worksheet xmlns=\"{Main}\"><sheetData><row><c t=\"str\"><v>{text}</v></c></row></sheetData></worksheet>";
        var file = await TableFiles.Read(TableFiles.WorkbookOf([sheet(""), sheet("甲"), sheet("乙")]), "a.xlsx");
        Assert.Equal(["表2", "表3"], file.Value!.Tables.Select(t => t.Name));
    }

    [Fact]
    public async Task Word_tables_carry_merges_and_layout_tables_are_passed_over()
    {
        var layout = new Table(new TableRow(new WordCell(new Paragraph(new Run(new Text("标题"))))));
        var file = await TableFiles.Read(TableFiles.Document([["通栏"], ["甲", "乙"], [null, "丙"]], layout), "a.docx");
        var grid = Assert.Single(file.Value!.Tables);
        Assert.Equal(["A1", "B1", "A2", "B2", "A3", "B3"], grid.Cells.Select(c => c.Address));
        Assert.Equal(new TableCell("B1", 1, 2, "通栏", "A1"), grid[1, 2]);
        Assert.Equal(new TableCell("A3", 3, 1, "甲", "A2"), grid[3, 1]);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("GB18030", false)]
    [InlineData("utf-16", true)]
    public async Task Csv_is_read_in_the_encodings_of_the_trade(string encodingName, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(encodingName);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("序号,栏目\r\n1,\"“三公”经费, \"\"预算\"\"\n第二行\"\r\n")];
        var grid = await Grid(bytes, "a.csv");
        Assert.Equal(["序号", "栏目", "1", "“三公”经费, \"预算\"\n第二行"], grid.Cells.Select(c => c.Text));
        Assert.Equal("B2", grid.Cells[^1].Address);
    }

    [Theory]
    [InlineData("a\tb\n1,2\t3\n", "1,2")]
    [InlineData("a;b\n1;3\n", "1")]
    [InlineData("a,b\n1,3", "1")]
    public async Task The_separator_is_found(string text, string second) =>
        Assert.Equal(second, (await Grid(Encoding.UTF8.GetBytes(text), "a.csv")).Text(2, 1));

    [Theory]
    [InlineData("A1", 1, 1)]
    [InlineData("B7", 7, 2)]
    [InlineData("AA10", 10, 27)]
    [InlineData("XFD1048576", 1_048_576, 16_384)]
    public void An_address_goes_both_ways(string address, int row, int column)
    {
        Assert.Equal(address, CellAddress.Of(row, column));
        Assert.True(CellAddress.TryParse(address, out var r, out var c));
        Assert.Equal((row, column), (r, c));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("A0")]
    [InlineData("A1048577")]
    [InlineData("XFE1")]
    [InlineData("A-1")]
    [InlineData("AAAAAAAAAAAAAAA1")]
    public void A_text_that_is_no_address_is_refused(string text) => Assert.False(CellAddress.TryParse(text, out _, out _));

    private static async Task<TableGrid> Grid(byte[] bytes, string name)
    {
        var read = await TableFiles.Read(bytes, name);
        Assert.Empty(read.Failures);
        return Assert.Single(read.Value!.Tables);
    }
}
