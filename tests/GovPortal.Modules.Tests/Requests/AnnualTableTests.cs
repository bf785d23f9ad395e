using GovPortal.Requests.Rules;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>Table 三 as it is printed, its figures, and what has to be equal.</summary>
public sealed class AnnualTableTests
{
    private static readonly CountedCase[] Cases =
    [
        new(new(2025, 12, 20), "natural-person", new(2026, 1, 10), Outcomes.Granted),
        new(new(2025, 12, 30), "business", new(2026, 2, 1), Outcomes.Partly, 2),
        new(new(2026, 3, 2), "natural-person", new(2026, 3, 20), "state-secret"),
        new(new(2026, 5, 6), "legal-service", new(2026, 5, 30), Outcomes.Petition),
        new(new(2026, 6, 1), "other", new(2026, 7, 1), Outcomes.Abandoned),
        new(new(2026, 12, 28), "research", null, null, 3),
    ];

    private static IReadOnlyDictionary<string, AnnualColumn> Of(int year) => AnnualCount.Of(Cases, year);

    [Fact]
    public void Every_row_is_as_wide_as_the_table_and_every_figure_can_be_asked_for()
    {
        var rows = AnnualTable.Rows(Of(2026));
        Assert.All(rows, r => Assert.Equal(AnnualTable.Shares.Count, r.Sum(c => c.Span)));
        var figures = rows.SelectMany(r => r).Select(c => c.Figure).OfType<string>().ToList();
        // 21 leaves, what came in, what was carried over and on, and the total of what ended: by six classes and in all.
        Assert.Equal((21 + 4) * 7, figures.Distinct().Count());
        Assert.Equal(figures.Count, figures.Distinct().Count());
        Assert.All(figures, f => Assert.True(AnnualTable.IsFigure(f) && AnnualTable.TitleOf(f).Length > 0, f));
    }

    [Theory]
    [InlineData("new", "6")]
    [InlineData("carried-over", "3")]
    [InlineData("granted.natural-person", "1")]
    [InlineData("partly.business", "2")]
    [InlineData("ended", "6")]
    [InlineData("ended.natural-person", "2")]
    [InlineData("carried-on.research", "3")]
    [InlineData("carried-on", "3")]
    public void Figures_stand_where_they_belong(string figure, string text) =>
        Assert.Equal(text, AnnualTable.Rows(Of(2026)).SelectMany(r => r).Single(c => c.Figure == figure).Text);

    [Theory]
    [InlineData("granted.nobody")]
    [InlineData("nothing")]
    [InlineData("granted.business.more")]
    [InlineData("")]
    [InlineData("new.")]
    public void Other_words_name_no_figure(string figure) => Assert.False(AnnualTable.IsFigure(figure));

    [Fact]
    public void What_is_counted_adds_up_and_follows_from_the_year_before()
    {
        var relations = AnnualTable.Relations(Of(2026), Of(2025));
        Assert.Equal(7 + 6, relations.Count);
        Assert.All(relations, r => Assert.True(r.Holds, r.Title));
    }

    [Fact]
    public void What_does_not_add_up_is_named_with_both_sides()
    {
        var columns = Of(2026).ToDictionary();
        columns["business"] = columns["business"] with { New = 5 };
        var broken = AnnualTable.Relations(columns, Of(2024)).Where(r => !r.Holds).ToList();
        Assert.Equal(
            ["商业企业：第一项加第二项，等于第三项加第四项", "总计：第一项加第二项，等于第三项加第四项", "自然人：上年结转，等于上年度的结转下年度", "商业企业：上年结转，等于上年度的结转下年度"],
            broken.Select(r => r.Title));
        Assert.Equal((7, 2), (broken[0].Left, broken[0].Right));
    }
}
