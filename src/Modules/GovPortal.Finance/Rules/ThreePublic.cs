using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Rules;

/// <summary>
/// 三公经费: 合计 = 因公出国（境）费 + 公务用车购置及运行维护费（购置 + 运行）+ 公务接待费; 会议费 and 培训费 stand beside it. What changed against
/// the plan or the year before is explained.
/// </summary>
internal static class ThreePublic
{
    private enum Item { None, Total, Abroad, Cars, CarPurchase, CarRunning, Reception, Other }

    public static IEnumerable<Failure> Check(FinanceReport report, FinanceTable table)
    {
        var rows = table.Rows.Where(r => r.Amounts.Count > 0).ToList();
        if (rows.Count == 0) yield break;
        var items = rows.GroupBy(r => ItemOf(r.Text("item"))).ToDictionary(g => g.Key, g => g.First());
        var missing = new List<string>();
        if (!items.ContainsKey(Item.Total)) missing.Add("合计");
        if (!items.ContainsKey(Item.Abroad)) missing.Add("因公出国（境）费");
        if (!items.ContainsKey(Item.Cars) && !(items.ContainsKey(Item.CarPurchase) && items.ContainsKey(Item.CarRunning))) missing.Add("公务用车购置及运行维护费");
        if (!items.ContainsKey(Item.Reception)) missing.Add("公务接待费");
        if (missing.Count > 0)
        {
            yield return report.At(table, "finance.row-missing", string.Join("、", missing));
            yield break;
        }
        foreach (var column in table.AmountColumns.Where(c => rows.Exists(r => r.Amount(c.Name) is not null)))
        {
            decimal Of(Item item) => items.GetValueOrDefault(item)?.Amount(column.Name) ?? 0;
            var cars = Of(Item.CarPurchase) + Of(Item.CarRunning);
            var hasCars = items.ContainsKey(Item.Cars);
            if (hasCars && (items.ContainsKey(Item.CarPurchase) || items.ContainsKey(Item.CarRunning)) && !Amounts.Agree(Of(Item.Cars), cars, 2))
            {
                yield return Failed(items[Item.Cars].Text("item"), Of(Item.Cars), cars);
            }
            var sum = Of(Item.Abroad) + (hasCars ? Of(Item.Cars) : cars) + Of(Item.Reception);
            if (!Amounts.Agree(Of(Item.Total), sum, 3)) yield return Failed(items[Item.Total].Text("item"), Of(Item.Total), sum);

            Failure Failed(string row, decimal total, decimal parts) => report.At(
                table, "finance.sum-differs", row, column.Title, Amounts.Shown(total), Amounts.Shown(parts), Amounts.Shown(Math.Abs(total - parts)), report.Unit);
        }
        if (report.Explanation.Trim().Length > 0) yield break;
        foreach (var column in table.AmountColumns.Where(c => c.Name != "amount"))
        {
            var changed = items.Where(i => i.Key is not (Item.None or Item.Other)).Select(i => i.Value)
                .FirstOrDefault(r => r.Amount(column.Name) is { } before && r.Amount("amount") is { } now && before != now);
            if (changed is null) continue;
            yield return Failure.At(
                $"{report.Part}.ThreePublicExplanation.Text", "finance.change-unexplained", changed.Text("item"), table.Column("amount")!.Title,
                Amounts.Shown(changed.Amount("amount")!.Value), column.Title, Amounts.Shown(changed.Amount(column.Name)!.Value), report.Unit);
            yield break;
        }
    }

    /// <summary>The amount of 合计; null where there is none.</summary>
    public static decimal? Total(FinanceTable table) => table.Rows.FirstOrDefault(r => ItemOf(r.Text("item")) == Item.Total)?.Amount("amount");

    private static Item ItemOf(string text)
    {
        var plain = RowNames.Plain(text);
        bool Has(string word) => plain.Contains(word, StringComparison.Ordinal);
        if (plain.Length == 0) return Item.None;
        if (Has("会议") || Has("培训")) return Item.Other;
        if (Has("出国")) return Item.Abroad;
        if (Has("接待")) return Item.Reception;
        if (Has("购置") && Has("运行")) return Item.Cars;
        if (Has("购置")) return Item.CarPurchase;
        if (Has("运行")) return Item.CarRunning;
        return Has("合计") || Has("总计") || Has("小计") || Has("三公") ? Item.Total : Item.Other;
    }
}
