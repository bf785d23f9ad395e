using GovPortal.Finance.Features;
using GovPortal.Kernel.Results;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests.Finance;

/// <summary>Workbooks as finance departments hand them out, written cell by cell.</summary>
internal static class Books
{
    /// <summary>A sheet of rows of texts apart by <c>|</c>; an empty place is no cell, a number in <c>=12.50</c> stays a number.</summary>
    public static BookSheet Sheet(string name, string[] merged, params string[] rows) =>
        new(name, [], [.. rows.Select(r => (IReadOnlyList<BookCell?>)[.. r.Split('|').Select(Cell)])], merged);

    private static BookCell? Cell(string text) => text.Length == 0 ? null
        : text[0] == '=' ? new BookCell(null, decimal.Parse(text[1..], System.Globalization.CultureInfo.InvariantCulture), BookStyle.Amount) : new BookCell(text, null, BookStyle.Text);

    public static async Task<TableFile> FileAsync(byte[] book)
    {
        using var stream = new MemoryStream(book);
        var read = await TableReader.ReadAsync(stream, "公开表.xlsx");
        return read.Succeeded ? read.Value : throw new InvalidOperationException(string.Join(", ", read.Failures));
    }

    public static async Task<IReadOnlyList<ReadSheet>> ReadAsync(string type, params BookSheet[] sheets) =>
        ReadFinanceBook.Read(await FileAsync(BookWriter.Write(sheets)), TableSettings.Of(Samples.Type(type)));

    /// <summary>Each row as <c>column=value</c>.</summary>
    public static IEnumerable<string> Shown(this ReadSheet sheet) => sheet.Rows.Select(r => string.Join(' ', r.Select(c => $"{c.Key}={c.Value}")));

    public static IEnumerable<string> Shown(this IEnumerable<UnusedCell> cells) => cells.Select(c => $"{c.Address} {c.Text}: {c.Why}");

    public static IEnumerable<string> Shown(this IEnumerable<Failure> failures) => failures.Select(f => $"{f.Field} {f.Code} {string.Join('|', f.Args)}");

    /// <summary>The income of three organs in the layout of the Ministry's forms: codes under merged heads, 栏次, notes.</summary>
    public static BookSheet Income(string unit = "万元") => Sheet("GK02 收入决算表",
        ["A1:F1", "A4:B4", "A5:A6", "B5:B6", "C4:C6", "D4:D6", "E4:E6", "F4:F6", "A8:B8"],
        "2025年度收入决算表", "|||||公开02表", $"部门：澄溪县人社局|||||金额单位：{unit}",
        "项目||本年收入合计|财政拨款收入|其他收入|备注", "功能分类科目编码|科目名称", "", "栏次||1|2|3|4",
        "合计||=12.50|=10.00|=2.50", "208|社会保障和就业支出|=12.50|=10.00|=2.50", "20801|人力资源和社会保障管理事务|=12.50|=10.00|=2.50|含上年",
        "2080101|行政运行|12.50|￥10.00|2.5", "2080102|一般行政管理事务|-||", "注：本表反映部门本年度取得的各项收入情况。");
}
