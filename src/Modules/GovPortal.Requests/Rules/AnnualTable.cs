using System.Globalization;

namespace GovPortal.Requests.Rules;

/// <summary>A cell of the printed table.</summary>
/// <param name="Figure">Row, or row and applicant class, of the figure it shows: <c>granted.natural-person</c>; null for words.</param>
public sealed record TableCell(string Text, int Span = 1, bool IsHead = false, string? Figure = null);

/// <summary>What has to be equal (勾稽关系), with both sides.</summary>
public sealed record AnnualRelation(string Title, int Left, int Right)
{
    public bool Holds => Left == Right;
}

/// <summary>Table 三 of the annual report (国办公开办函〔2021〕30号) as it is printed, in its wording, and what has to be equal in it.</summary>
public static class AnnualTable
{
    public const string Title = "三、收到和处理政府信息公开申请情况", Document = "国办公开办函〔2021〕30号";
    public const string New = "new", CarriedOver = "carried-over", CarriedOn = "carried-on", Ended = "ended";
    public const int HeadRows = 3;

    /// <summary>Shares of the width: what is counted, the six classes of applicants, the total.</summary>
    public static IReadOnlyList<int> Shares { get; } = [8, .. Enumerable.Repeat(2, ApplicantClasses.All.Count + 1)];

    /// <summary>Whether it names a figure of the table.</summary>
    public static bool IsFigure(string figure) => figure.Split('.') is [var row, .. var rest] && rest.Length <= 1
        && (row is New or CarriedOver or CarriedOn or Ended || Outcomes.Of(row) is not null) && (rest.Length == 0 || ApplicantClasses.All.ContainsKey(rest[0]));

    /// <summary>In words, for the list behind it.</summary>
    public static string TitleOf(string figure)
    {
        var parts = figure.Split('.');
        var row = parts[0] switch { New => "本年新收", CarriedOver => "上年结转", CarriedOn => "结转下年度继续办理", Ended => "本年度办理结果", var code => Outcomes.Of(code)!.Title };
        return parts.Length == 1 ? row : $"{row}（{ApplicantClasses.All[parts[1]]}）";
    }

    public static IReadOnlyList<IReadOnlyList<TableCell>> Rows(IReadOnlyDictionary<string, AnnualColumn> columns)
    {
        var classes = ApplicantClasses.All;
        var total = AnnualCount.Total(columns);
        List<IReadOnlyList<TableCell>> rows =
        [
            [Head("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"), Head("申请人情况", classes.Count + 1)],
            [Head(""), Head(classes[ApplicantClasses.NaturalPerson]), Head("法人或其他组织", classes.Count - 1), Head("总计")],
            [Head(""), Head(""), .. classes.Where(c => c.Key != ApplicantClasses.NaturalPerson).Select(c => Head(c.Value)), Head("")],
            Line("一、本年新收政府信息公开申请数量", New, c => c.New),
            Line("二、上年结转政府信息公开申请数量", CarriedOver, c => c.CarriedOver),
            Heading("三、本年度办理结果"),
        ];
        var group = 0;
        foreach (var outcomes in Outcomes.All.GroupBy(o => o.Group))
        {
            var number = $"（{"一二三四五六"[group++]}）";
            if (outcomes.Count() == 1)
            {
                var only = outcomes.First();
                rows.Add(Line(number + (only.Code == Outcomes.Partly ? "部分公开（区分处理的，只计这一情形，不计其他情形）" : only.Title), only.Code, c => c.Ended[only.Code]));
                continue;
            }
            rows.Add(Heading(number + outcomes.Key));
            rows.AddRange(outcomes.Select((o, i) => Line($"{i + 1}.{o.Title}", o.Code, c => c.Ended[o.Code])));
        }
        rows.Add(Line("（七）总计", Ended, c => c.EndedInAll));
        rows.Add(Line("四、结转下年度继续办理", CarriedOn, c => c.CarriedOn));
        return rows;

        IReadOnlyList<TableCell> Line(string title, string row, Func<AnnualColumn, int> figure) =>
            [Head(title), .. classes.Keys.Select(c => Figure(figure(columns[c]), $"{row}.{c}")), Figure(figure(total), row)];
    }

    /// <param name="lastYear">Null where nothing came in before this year.</param>
    public static IReadOnlyList<AnnualRelation> Relations(IReadOnlyDictionary<string, AnnualColumn> columns, IReadOnlyDictionary<string, AnnualColumn>? lastYear)
    {
        var relations = ApplicantClasses.All.Select(c => Adds(c.Value, columns[c.Key])).Append(Adds("总计", AnnualCount.Total(columns))).ToList();
        if (lastYear is not null)
        {
            relations.AddRange(ApplicantClasses.All.Select(c => new AnnualRelation($"{c.Value}：上年结转，等于上年度的结转下年度", columns[c.Key].CarriedOver, lastYear[c.Key].CarriedOn)));
        }
        return relations;
    }

    private static AnnualRelation Adds(string title, AnnualColumn column) =>
        new($"{title}：第一项加第二项，等于第三项加第四项", column.New + column.CarriedOver, column.EndedInAll + column.CarriedOn);

    private static IReadOnlyList<TableCell> Heading(string text) => [new TableCell(text, ApplicantClasses.All.Count + 2, IsHead: true)];

    private static TableCell Head(string text, int span = 1) => new(text, span, IsHead: true);

    private static TableCell Figure(int value, string figure) => new(value.ToString(CultureInfo.InvariantCulture), Figure: figure);
}
