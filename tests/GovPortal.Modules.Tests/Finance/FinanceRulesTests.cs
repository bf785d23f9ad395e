using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Finance.Rules;
using GovPortal.Modules.Tests.Fields;

namespace GovPortal.Modules.Tests.Finance;

/// <summary>What adds up in the tables of a budget and a final account, and what is told where it does not.</summary>
public sealed class FinanceRulesTests
{
    [Theory]
    [InlineData("Budget")]
    [InlineData("FinalAccount")]
    public void The_demonstration_holds_together_and_is_complete(string type)
    {
        var data = Samples.Data(type);
        Assert.Empty(Samples.Told(type, data));
        data["DisclosurePart"]!["ColumnId"] = "c";
        Assert.DoesNotContain(Elements.All.Check(Samples.Type(type), data, complete: true), f => f.Field?.StartsWith(type, StringComparison.Ordinal) == true);
    }

    [Theory]
    // A code and those below it; 合计 and the topmost codes.
    [InlineData("FinalAccount", "Expenditure", "行政运行", "total", 519.62, "Expenditure.Rows finance.row-sum-differs 支出决算表|行政运行|本年支出合计|519.62|基本支出、项目支出、上缴上级支出、经营支出、对附属单位补助支出|518.62|1.00|万元", "Expenditure.Rows finance.sum-differs 支出决算表|人力资源和社会保障管理事务（20801）|本年支出合计|1,207.88|1,208.88|1.00|万元")]
    [InlineData("FinalAccount", "Income", "卫生健康支出", "other", 3, "Income.Rows finance.row-sum-differs 收入决算表|卫生健康支出|本年收入合计|94.60|财政拨款收入、上级补助收入、事业收入、经营收入、附属单位上缴收入、其他收入|97.60|3.00|万元", "Income.Rows finance.sum-differs 收入决算表|合计|其他收入|12.44|15.44|3.00|万元", "Income.Rows finance.sum-differs 收入决算表|卫生健康支出（210）|其他收入|3.00|0.00|3.00|万元")]
    // Sides of a balance.
    [InlineData("FinalAccount", "Balance", "八、其他收入", "income", 13.44, "Balance.Rows finance.sum-differs 收入支出决算总表|本年收入合计|收入决算数|3,430.50|3,431.50|1.00|万元")]
    [InlineData("FinalAccount", "Balance", "年末结转和结余", "expense", 0, "Balance.Rows finance.sum-differs 收入支出决算总表|总计|支出决算数|3,430.50|3,418.37|12.13|万元")]
    [InlineData("Budget", "FiscalBalance", "（二）卫生健康支出", "expense", 97.28, "FiscalBalance.Rows finance.row-sum-differs 财政拨款收支总表|（二）卫生健康支出|支出合计|97.28|一般公共预算、政府性基金预算、国有资本经营预算|96.28|1.00|万元", "FiscalBalance.Rows finance.sum-differs 财政拨款收支总表|一、本年支出|支出合计|3,186.40|3,187.40|1.00|万元")]
    // 三公.
    [InlineData("FinalAccount", "ThreePublic", "3.公务接待费", "amount", 2.48, "ThreePublic.Rows finance.sum-differs 财政拨款“三公”经费支出决算表（及会议费、培训费）|合计|决算数|7.60|8.60|1.00|万元")]
    [InlineData("Budget", "ThreePublic", "公务用车运行维护费", "lastYear", 5.80, "ThreePublic.Rows finance.sum-differs 一般公共预算“三公”经费支出表|2.公务用车购置及运行维护费|上年预算数|6.80|5.80|1.00|万元")]
    // Within rounding: one hundredth for each addend and no more.
    [InlineData("FinalAccount", "BasicExpenditure", "办公设备购置", "amount", 8.21)]
    [InlineData("FinalAccount", "BasicExpenditure", "办公设备购置", "amount", 8.23, "BasicExpenditure.Rows finance.row-sum-differs 一般公共预算财政拨款基本支出决算表|办公设备购置|合计|8.23|人员经费、公用经费|8.20|0.03|万元", "BasicExpenditure.Rows finance.sum-differs 一般公共预算财政拨款基本支出决算表|资本性支出（310）|合计|8.20|8.23|0.03|万元")]
    [InlineData("FinalAccount", "ThreePublic", "会议费", "amount", 999.99)]
    [InlineData("FinalAccount", "ThreePublic", "会议费", "amount", 2.645, "ThreePublic.Rows finance.too-many-decimals 财政拨款“三公”经费支出决算表（及会议费、培训费）|会议费|决算数|2")]
    public void A_figure_that_does_not_add_up_is_told_with_row_amounts_and_difference(string type, string table, string row, string column, double amount, params string[] told)
    {
        var data = Samples.Data(type);
        data.Row(table, row)[column] = JsonValue.Create(decimal.Parse(amount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        Assert.Equal(told.Order(StringComparer.Ordinal), Samples.Told(type, data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("FinalAccount", "Balance", "本年支出合计", "expense", "Expenditure.Rows finance.tables-differ 支出决算表|合计|3,418.37|收入支出决算总表|本年支出合计|3,419.37|1.00|万元")]
    [InlineData("FinalAccount", "Balance", "本年收入合计", "income", "Income.Rows finance.tables-differ 收入决算表|合计|3,430.50|收入支出决算总表|本年收入合计|3,431.50|1.00|万元")]
    [InlineData("FinalAccount", "FiscalBalance", "本年收入合计", "income", "Income.Rows finance.tables-differ 收入决算表|财政拨款收入合计|3,418.06|财政拨款收入支出决算总表|本年收入合计|3,419.06|1.00|万元")]
    [InlineData("FinalAccount", "FiscalBalance", "本年支出合计", "general", "GeneralBudget.Rows finance.tables-differ 一般公共预算财政拨款支出决算表|合计|3,405.93|财政拨款收入支出决算总表|本年支出中的一般公共预算|3,406.93|1.00|万元")]
    [InlineData("FinalAccount", "FiscalBalance", "本年支出合计", "fund", "GovernmentFund.Rows finance.tables-differ 政府性基金预算财政拨款收入支出决算表|合计|0.00|财政拨款收入支出决算总表|本年支出中的政府性基金预算|1.00|1.00|万元")]
    [InlineData("FinalAccount", "FiscalBalance", "本年支出合计", "capital", "StateCapital.Rows finance.tables-differ 国有资本经营预算财政拨款支出决算表|合计|0.00|财政拨款收入支出决算总表|本年支出中的国有资本经营预算|1.00|1.00|万元")]
    [InlineData("FinalAccount", "GeneralBudget", "合计", "basic", "BasicExpenditure.Rows finance.tables-differ 一般公共预算财政拨款基本支出决算表|合计|1,291.47|一般公共预算财政拨款支出决算表|基本支出合计|1,292.47|1.00|万元")]
    [InlineData("Budget", "Balance", "收入总计", "income", "Income.Rows finance.tables-differ 部门收入总表|合计|3,186.40|部门收支总表|收入总计|3,187.40|1.00|万元")]
    [InlineData("Budget", "Projects", "合计", "total", "Projects.Rows finance.tables-differ 项目支出表|合计|1,902.80|部门支出总表|项目支出合计|1,901.80|1.00|万元")]
    public void An_amount_that_stands_in_two_tables_is_the_same_in_both(string type, string table, string row, string column, string told)
    {
        var data = Samples.Data(type);
        var cell = data.Row(table, row);
        cell[column] = JsonValue.Create(cell[column]!.GetValue<decimal>() + 1);
        Assert.Contains(told, Samples.Told(type, data));
    }

    [Fact]
    public void Income_and_expenditure_are_equal_in_all()
    {
        var data = Samples.Data("Budget");
        data.Row("Balance", "一、社会保障和就业支出")["expense"] = 2973.15m;
        foreach (var row in (string[])["本年支出合计", "支出总计"]) data.Row("Balance", row)["expense"] = 3187.40m;
        Assert.Contains("Balance.Rows finance.not-balanced 部门收支总表|3,186.40|3,187.40|1.00|万元", Samples.Told("Budget", data));
    }

    [Theory]
    [InlineData("本部门无政府性基金预算拨款安排的支出", false, null)]
    [InlineData("本单位没有政府性基金收支", false, null)]
    [InlineData("", false, "GovernmentFundStatement.Text finance.statement-missing 政府性基金预算支出表")]
    [InlineData("见附件", false, "GovernmentFundStatement.Text finance.statement-missing 政府性基金预算支出表")]
    [InlineData("本部门无政府性基金预算拨款安排的支出", true, "GovernmentFundStatement.Text finance.statement-contradicts 政府性基金预算支出表")]
    public void An_empty_table_is_stated_and_a_statement_is_true(string statement, bool filled, string? told)
    {
        var data = Samples.Data("Budget");
        data["Budget"]!["GovernmentFundStatement"]!["Text"] = statement;
        if (filled)
        {
            data.Rows("GovernmentFund").Add(new JsonObject { ["name"] = "合计", ["total"] = 5, ["project"] = 5 });
            data.Rows("GovernmentFund").Add(new JsonObject { ["code"] = "212", ["name"] = "城乡社区支出", ["total"] = 5, ["project"] = 5 });
            foreach (var row in (string[])["（三）住房保障支出", "一、本年支出", "支出总计"])
            {
                var cells = data.Row("FiscalBalance", row);
                (cells["fund"], cells["general"]) = (5m, cells["general"]!.GetValue<decimal>() - 5);
            }
        }
        var found = Samples.Told("Budget", data).Where(t => t.StartsWith("GovernmentFund", StringComparison.Ordinal));
        Assert.Equal(told is null ? [] : [told], found);
    }

    [Theory]
    [InlineData("上年决算与本年相同、预算不同", 6.12, 6.80, true)]
    [InlineData("都相同", 6.12, 6.12, false)]
    public void What_changed_in_the_three_public_expenses_is_explained(string _, double lastYear, double planned, bool asked)
    {
        var data = Samples.Data("FinalAccount");
        data.Rows("ThreePublic").Clear();
        foreach (var (item, isZero) in new[] { ("“三公”经费合计", false), ("因公出国（境）费用", true), ("公务用车购置和运行费", false), ("公务接待费", true) })
        {
            data.Rows("ThreePublic").Add(new JsonObject { ["item"] = item, ["amount"] = isZero ? 0 : 6.12m, ["lastYear"] = isZero ? 0 : (decimal)lastYear, ["planned"] = isZero ? 0 : (decimal)planned });
        }
        data["FinalAccount"]!["ThreePublicExplanation"]!["Text"] = " ";
        Assert.Equal(asked ? ["ThreePublicExplanation.Text finance.change-unexplained “三公”经费合计|决算数|6.12|预算数|6.80|万元"] : [], Samples.Told("FinalAccount", data));
        data["FinalAccount"]!["ThreePublicExplanation"]!["Text"] = "减少的主要原因是减少用车";
        Assert.Empty(Samples.Told("FinalAccount", data));
    }

    [Theory]
    [InlineData("FinalAccount", "ThreePublic", "3.公务接待费", "ThreePublic.Rows finance.row-missing 财政拨款“三公”经费支出决算表（及会议费、培训费）|公务接待费")]
    [InlineData("FinalAccount", "Income", "合计", "Income.Rows finance.row-missing 收入决算表|合计")]
    public void A_row_that_the_sums_need_is_asked_for(string type, string table, string row, string told)
    {
        var data = Samples.Data(type);
        data.Rows(table).Remove(data.Row(table, row));
        Assert.Contains(told, Samples.Told(type, data));
    }

    [Fact]
    public void Projects_with_money_have_goals()
    {
        var data = Samples.Data("Budget");
        data.Rows("Performance").Clear();
        Assert.Equal(["Performance.Rows finance.performance-missing 项目支出绩效目标表"], Samples.Told("Budget", data));
    }

    [Fact]
    public void In_yuan_the_same_rules_hold_and_say_so()
    {
        var data = Samples.Data("FinalAccount");
        data["FinalAccount"]!["Unit"]!["Text"] = "元";
        data.Row("ThreePublic", "合计")["amount"] = 7.70m;
        Assert.Equal(["ThreePublic.Rows finance.sum-differs 财政拨款“三公”经费支出决算表（及会议费、培训费）|合计|决算数|7.70|7.60|0.10|元"], Samples.Told("FinalAccount", data));
    }

    [Fact]
    public void The_blocks_of_staff_and_running_costs_have_totals_of_their_own()
    {
        var data = Samples.Data("FinalAccount");
        data.Rows("BasicExpenditure").Remove(data.Row("BasicExpenditure", "合计"));
        data.Rows("BasicExpenditure").Add(new JsonObject { ["name"] = "人员经费合计", ["amount"] = 1159.57m });
        data.Rows("BasicExpenditure").Add(new JsonObject { ["name"] = "公用经费合计", ["amount"] = 131.90m });
        Assert.Empty(Samples.Told("FinalAccount", data));
        data.Row("BasicExpenditure", "公用经费合计")["amount"] = 132.90m;
        Assert.Equal(["BasicExpenditure.Rows finance.sum-differs 一般公共预算财政拨款基本支出决算表|公用经费合计|合计|132.90|131.90|1.00|万元"], Samples.Told("FinalAccount", data));
    }

    [Fact]
    public void A_table_full_of_mistakes_does_not_drown_the_others()
    {
        var data = Samples.Data("FinalAccount");
        for (var i = 0; i < 200; i++) data.Rows("Expenditure").Add(new JsonObject { ["code"] = "20801" + i, ["name"] = "多出的行", ["total"] = 1, ["basic"] = 5 });
        data.Row("ThreePublic", "合计")["amount"] = 99;
        var told = Samples.Told("FinalAccount", data).ToList();
        Assert.Equal(FinanceCheck.MaxPerTable, told.Count(t => t.StartsWith("Expenditure.", StringComparison.Ordinal)));
        Assert.Contains(told, t => t.StartsWith("ThreePublic.", StringComparison.Ordinal));
    }
}
