namespace GovPortal.Portal.Rendering.Models;

/// <summary>A budget or a final account (部门预算、部门决算).</summary>
/// <param name="Unit">万元 or 元: the unit of every amount.</param>
/// <param name="Reviewed">保密审查情况, printed on the cover.</param>
/// <param name="SignedOff">部门主要负责人审签情况, printed on the cover.</param>
/// <param name="Approved">财政批复日期.</param>
/// <param name="Overview">主要职责、单位构成、人员情况.</param>
/// <param name="Notes">情况说明、名词解释.</param>
public sealed record FinancePart(
    string Year, string Unit, string Reviewed, string SignedOff, DateOnly? Approved, FinanceFiguresModel? Figures,
    IReadOnlyList<ItemField> Overview, IReadOnlyList<FinanceSheet> Sheets, IReadOnlyList<ItemField> Notes) : ITemplateModel;

/// <summary>The key figures, as they are printed; null where the tables have none.</summary>
public sealed record FinanceFiguresModel(string Unit, string? Income, string? Expenditure, string? ThreePublic) : ITemplateModel;

/// <summary>One table.</summary>
/// <param name="Code">公开01表.</param>
/// <param name="Statement">本部门无…, where the table is empty.</param>
/// <param name="Note">What is said of the table below it: 增减变化说明; null where there is nothing.</param>
/// <param name="Heads">One or two rows of heads.</param>
public sealed record FinanceSheet(
    string Id, string Code, string Title, string? Statement, ItemField? Note, IReadOnlyList<IReadOnlyList<FinanceHead>> Heads, IReadOnlyList<FinanceRow> Rows) : ITemplateModel
{
    /// <summary>The table without its ending, which is <c>.csv</c> or <c>.json</c>; null where it is empty.</summary>
    public string? DataUrl { get; init; }

    /// <summary>What the table shows at a glance; the table is its text.</summary>
    public IReadOnlyList<FinanceChart> Charts { get; init; } = [];
}

/// <summary>Bars of one table.</summary>
/// <param name="Json">Labels and series, as the script draws them.</param>
public sealed record FinanceChart(string Title, string Json, int Bars) : ITemplateModel;

/// <param name="Across">How many columns it spans.</param>
/// <param name="Down">How many rows of heads it spans.</param>
/// <param name="Group">It stands above other heads.</param>
public sealed record FinanceHead(string Text, int Across, int Down, bool Numeric, bool Group) : ITemplateModel;

/// <param name="Total">合计, 总计.</param>
public sealed record FinanceRow(bool Total, IReadOnlyList<FinanceCell> Cells) : ITemplateModel;

/// <param name="Head">It names its row.</param>
public sealed record FinanceCell(string Text, bool Numeric, bool Head) : ITemplateModel;
