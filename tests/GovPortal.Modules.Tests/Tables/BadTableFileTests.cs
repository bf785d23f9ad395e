using System.IO.Compression;
using System.Text;

namespace GovPortal.Modules.Tests.Tables;

public sealed class BadTableFileTests(ITestOutputHelper output)
{
    private static readonly byte[] Good = TableFiles.Workbook([["一", "二"], ["三", "四"]]);

    public static TheoryData<string, string, byte[]> BadFiles()
    {
        var ole = new byte[1024];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(ole, 0);
        var encrypted = (byte[])ole.Clone();
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(encrypted, 600);
        var random = new byte[5000];
        new Random(7).NextBytes(random);
        var zeros = new byte[4 * 1024 * 1024];
        var document = TableFiles.Document([["一", "二"], ["三", "四"]]);
        var lying = TableFiles.With(Good, "xl/big.bin", zeros);

        return new TheoryData<string, string, byte[]>
        {
            { "a.xls", "table.wrong-kind", ole },
            { "a.pdf", "table.wrong-kind", "%PDF-1.7"u8.ToArray() },
            { "a", "table.wrong-kind", Good },
            { "a.xlsm", "table.macro", Good },
            { "a.docm", "table.macro", document },
            { "a.xlsx", "table.empty", [] },
            { "a.csv", "table.empty", [] },
            { "a.csv", "table.empty", ",,\n,,\n"u8.ToArray() },
            { "a.xlsx", "table.empty", TableFiles.Workbook([]) },
            { "a.docx", "table.empty", TableFiles.Document([["只有一格"]]) },
            { "a.xlsx", "table.not-a-workbook", ole },
            { "a.xlsx", "table.encrypted", encrypted },
            { "a.xlsx", "table.not-a-workbook", random },
            { "a.xlsx", "table.not-a-workbook", "一,二\n"u8.ToArray() },
            { "a.xlsx", "table.not-a-workbook", document },
            { "a.docx", "table.not-a-workbook", Good },
            { "a.xlsx", "table.not-a-workbook", TableFiles.Zip(("readme.txt", "hello"u8.ToArray())) },
            { "a.csv", "table.not-a-workbook", Good },
            { "a.csv", "table.not-a-workbook", random },
            { "a.csv", "table.broken", "一,\"二\n"u8.ToArray() },
            { "a.xlsx", "table.broken", Good[..(Good.Length / 2)] },
            { "a.xlsx", "table.broken", Good[..^10] },
            { "a.xlsx", "table.macro", TableFiles.With(Good, "xl/vbaProject.bin", [1]) },
            { "a.xlsx", "table.unsafe-entry", TableFiles.With(Good, "../../etc/passwd", [1]) },
            { "a.xlsx", "table.unsafe-entry", TableFiles.With(Good, "xl\\..\\..\\x.xml", [1]) },
            { "a.xlsx", "table.unsafe-entry", TableFiles.With(Good, "/x.xml", [1]) },
            { "a.xlsx", "table.unsafe-entry", TableFiles.With(Good, "[content_types].XML", [1]) },
            { "a.xlsx", "table.too-large", lying },
            { "a.xlsx", "table.too-large", TableFiles.Zip([.. Enumerable.Range(0, 2_001).Select(i => ($"e{i}", Array.Empty<byte>()))]) },
            { "a.xlsx", "table.too-large", TableFiles.Workbook([["一"]], "A1:XFD1048576") },
            { "a.xlsx", "table.too-large", new byte[21 * 1024 * 1024] },
            { "a.csv", "table.too-large", Encoding.UTF8.GetBytes(new string(',', 20_000)) },
            { "a.xlsx", "table.broken", TableFiles.WorkbookOfData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>") },
            { "a.xlsx", "table.broken", TableFiles.WorkbookOf(["<worksheet><sheetData><row"]) },
            { "a.xlsx", "table.broken", TableFiles.WorkbookOf(["<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>"]) },
        };
    }

    [Theory]
    [MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_file_is_refused_with_its_reason(string name, string code, byte[] bytes)
    {
        var read = await TableFiles.Read(bytes, name);
        Assert.Equal([code], read.Failures.Select(f => f.Code));
    }

    [Fact]
    public async Task Every_formula_is_named_by_its_cell()
    {
        var file = TableFiles.WorkbookOfData("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1+1</f><v>2</v></c></row><row r=\"7\"><c r=\"AA7\" t=\"str\"><f>\"x\"</f><v>x</v></c></row>");
        var read = await TableFiles.Read(file, "a.xlsx");
        Assert.Equal([("table.formula", "B1"), ("table.formula", "AA7")], read.Failures.Select(f => (f.Code, f.Field)));
    }

    [Fact]
    public async Task A_formula_may_be_taken_for_what_it_shows_but_not_for_an_error_or_nothing()
    {
        static byte[] File(string cell) => TableFiles.WorkbookOfData($"<row r=\"1\"><c r=\"A1\"><v>1.5</v></c>{cell}</row>");
        async Task<string> Read(string cell)
        {
            using var stream = new MemoryStream(File(cell));
            var read = await GovPortal.Tables.TableReader.ReadAsync(stream, "a.xlsx", takesFormulas: true, TestContext.Current.CancellationToken);
            return read.Succeeded ? read.Value.Tables[0].Text(1, 2) : read.Failures.Single().Code;
        }
        Assert.Equal("3.5", await Read("<c r=\"B1\"><f>SUM(A1,2)</f><v>3.5</v></c>"));
        Assert.Equal("table.formula", await Read("<c r=\"B1\"><f>SUM(A1,2)</f></c>"));
        Assert.Equal("table.formula", await Read("<c r=\"B1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"));
    }

    [Fact]
    public async Task A_size_that_lies_in_the_directory_is_found_out()
    {
        var bomb = TableFiles.WorkbookOfData(new string(' ', 4 * 1024 * 1024) + "<row><c><v>1</v></c></row>");
        // The uncompressed size in the central directory, 24 bytes into the entry whose name stands at 46.
        var entry = bomb.AsSpan().LastIndexOf("xl/worksheets/sheet"u8) - 46;
        Assert.True(bomb.AsSpan(entry).StartsWith("PK\u0001\u0002"u8));
        BitConverter.TryWriteBytes(bomb.AsSpan(entry + 24), 100);
        var read = await TableFiles.Read(bomb, "a.xlsx");
        Assert.Contains(Assert.Single(read.Failures).Code, (string[])["table.too-large", "table.broken"]);
    }

    [Fact]
    public async Task Cancelling_stops_the_reading()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var stream = new MemoryStream(Good);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GovPortal.Tables.TableReader.ReadAsync(stream, "a.xlsx", cancellation: stop.Token));
    }

    [Fact]
    public async Task A_damaged_file_never_throws()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[][] files = [Good, TableFiles.Document([["一", "二"], ["三", "四"]]), "一,二\n\"三\",四\n"u8.ToArray()];
        string[] names = ["a.xlsx", "a.docx", "a.csv"];
        for (var i = 0; i < 150; i++)
        {
            var bytes = (byte[])files[i % 3].Clone();
            for (var k = 0; k < 1 + i % 8; k++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (i % 4 == 0) bytes = bytes[..random.Next(bytes.Length)];
            var read = await TableFiles.Read(bytes, names[i % 3]);
            Assert.True(read.Succeeded || read.Failures.Count > 0);
        }
    }
}
