using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Modules.Tests.Portal;

/// <summary>A final account with a table of two rows of heads, an empty table, and a note below 三公; a budget that lacks most.</summary>
internal static partial class Samples
{
    private static FinanceHead Head(string text, bool numeric = false, int across = 1, int down = 1, bool group = false) => new(text, across, down, numeric, group);

    private static FinanceRow Row(bool total, params (string Text, bool Numeric, bool Head)[] cells) => new(total, [.. cells.Select(c => new FinanceCell(c.Text, c.Numeric, c.Head))]);

    private static (string, bool, bool) Name(string text) => (text, false, true);

    private static (string, bool, bool) Amount(string text) => (text, true, false);

    public static ContentModel FinalAccount => Content(Item("FinalAccount", "部门决算", "云溪县人力资源和社会保障局2025年度部门决算", "财务科", "部门决算", "")) with
    {
        Finance = new("2025", "万元", "已审查", "已审签", new(2026, 5, 6), new("万元", "3,430.50", "3,430.50", "7.60"),
            [new("部门主要职责", "<p>统筹全县就业和社会保障工作。</p>"), new("单位构成", "<p>3个单位。</p>")],
            [
                new("Balance", "公开01表", "收入支出决算总表", null, null,
                    [[Head("收入", across: 2, group: true), Head("支出", across: 2, group: true)], [Head("项目"), Head("决算数", true), Head("项目"), Head("决算数", true)]],
                    [
                        Row(false, Name("一、一般公共预算财政拨款收入"), Amount("3,418.06"), Name("八、社会保障和就业支出"), Amount("3,206.92")),
                        Row(true, Name("总计"), Amount("3,430.50"), Name("总计"), Amount("3,430.50")),
                    ]),
                new("ThreePublic", "公开07表", "财政拨款“三公”经费支出决算表", null, new("“三公”经费增减变化说明", "<p>比预算减少1.50万元。</p>"),
                    [[Head("项目"), Head("预算数", true), Head("决算数", true)]], [Row(true, Name("合计"), Amount("9.10"), Amount("7.60")), Row(false, Name("公务接待费"), Amount("2.30"), Amount("1.48"))]),
                new("GovernmentFund", "公开08表", "政府性基金预算财政拨款收入支出决算表", "本部门无政府性基金预算财政拨款收支。", null, [], []),
            ],
            [new("情况说明", "<p>机关运行经费131.90万元。</p>"), new("名词解释", "<p>基本支出：…</p>")]),
    };

    public static ContentModel Budget => Content(Item("Budget", "部门预算", "云溪县人力资源和社会保障局2026年部门预算", "财务科", "部门预算", "")) with
    {
        Finance = new("2026", "元", "已审查", "已审签", null, null, [], [], []),
    };

    public static SummaryModel FinalAccountSummary =>
        Summary("FinalAccount", "部门决算", "2025年度部门决算", "财务科", "部门决算", 10, null, "late", null, 1) with { Figures = new("万元", "3,430.50", "3,430.50", "7.60") };
}
