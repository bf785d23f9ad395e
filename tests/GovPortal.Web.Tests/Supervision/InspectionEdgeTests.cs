using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>Every limit of the list of the state (国办秘函〔2019〕19号) at its edge: one less, the limit itself, one more.</summary>
public sealed class InspectionEdgeTests
{
    /// <summary>The list says 空白栏目数量≥5个, 应更新未更新栏目≥10个, 合计≥5个: the limit itself counts («达到»).</summary>
    [Fact]
    public async Task Counts_of_columns_at_their_edges()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var leaves = bureau.Organisation.Columns.Where(c => !c.IsGroup && bureau.Organisation.IsPublic(c)).Take(11).ToList();
        await app.QueryAsync(db => db.Set<Column>().Where(c => !c.IsGroup).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsClosed, true)));
        foreach (var (open, isFound) in new[] { (4, false), (5, true), (6, true) })
        {
            var ids = leaves.Take(open).Select(c => c.Id).ToList();
            await app.QueryAsync(db => db.Set<Column>().Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsClosed, false)));
            await InspectionTests.RunAsync(app);
            Assert.Equal(open, (await InspectionTests.StandingAsync(app, "column-blank")).Count);
            Assert.Equal((open, isFound), (open, (await InspectionTests.StandingAsync(app, "columns-blank")).Count == 1));
        }
        // 应更新未更新: one clock a column that ran out, beside those the portal opened itself.
        app.Clock.Set("2026-12-20 02:00");
        await app.QueryAsync(db => db.Set<GovPortal.Deadlines.Model.Obligation>().ExecuteUpdateAsync(s => s.SetProperty(o => o.MetUtc, app.Clock.UtcNow())));
        var late = 0;
        foreach (var (count, isFound) in new[] { (9, false), (10, true), (11, true) })
        {
            await using (var tx = await app.Get<PortalTransactions>().BeginAsync(default))
            {
                for (; late < count; late++)
                {
                    var column = leaves[late];
                    Assert.True((await app.Get<IObligations>().OpenAsync(tx, new ObligationDraft("late-" + late, null, column.AgencyId, column.Id, column.SectionId, "freshness", "3wd", new DateOnly(2026, 11, 20), "测试"), default)).Succeeded);
                }
                await tx.CommitAsync(default);
            }
            await InspectionTests.RunAsync(app);
            Assert.Equal((count, count, isFound), (count, (await InspectionTests.StandingAsync(app, "column-stale")).Count, (await InspectionTests.StandingAsync(app, "columns-stale")).Count == 1));
        }
    }

    /// <summary>The list says 监测时间点前2周内、6个月内…无更新: what came on the first day of that time still counts, so that more than the limit is found («超过»).</summary>
    [Theory]
    [InlineData(FrontColumns.News, "2026-11-09", "2026-11-22", "2026-11-23", "2026-11-24")]
    [InlineData(FrontColumns.Notices, "2026-05-20", "2026-11-19", "2026-11-20", "2026-11-21")]
    [InlineData(FrontColumns.Policies, "2026-05-31", "2026-11-29", "2026-11-30", "2026-12-01")]
    [InlineData(FrontColumns.Statistics, "2026-08-31", "2026-11-29", "2026-11-30", "2026-12-01")]
    [InlineData(FrontColumns.Replies, "2026-12-31", "2027-02-27", "2027-02-28", "2027-03-01")]
    public async Task A_column_of_a_kind_at_the_edges_of_its_time(string rule, string last, params string[] days)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        await NameAsync(app, bureau, new RuleChoice(rule, Columns: [column.Path]));
        app.Clock.Set(last + " 23:30");
        await bureau.PublishedAsync(bureau.Article("最近的信息", formedOn: last));
        foreach (var (day, isFound) in days.Zip([false, false, true]))
        {
            app.Clock.Set(day + " 02:00");
            await InspectionTests.RunAsync(app);
            Assert.Equal((day, isFound), (day, (await InspectionTests.StandingAsync(app, rule)).Count == 1));
        }
        var found = Assert.Single(await InspectionTests.StandingAsync(app, rule));
        Assert.Equal((column.Id, column.SectionId, column.Id), (found.SubjectId, found.SectionId, found.ColumnId));
        Assert.Contains($"最近一次更新是{last}", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_columns_of_news_notices_and_policies_together_fail_the_site()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var columns = bureau.Organisation.Columns.Where(c => !c.IsGroup && bureau.Organisation.IsPublic(c)).Take(6).ToList();
        await NameAsync(app, bureau, new(FrontColumns.News, Columns: [columns[0].Path, columns[1].Path]), new(FrontColumns.Notices, Columns: [columns[2].Path, columns[3].Path, columns[0].Path]), new(FrontColumns.Policies, IsOn: false, Columns: [columns[4].Path, columns[5].Path]));
        var none = new DateTime(2025, 1, 6, 2, 0, 0, DateTimeKind.Utc);
        foreach (var (count, isFound) in new[] { (4, false), (5, true), (6, true) })
        {
            var ids = columns.Take(count).Select(c => c.Id).ToList();
            await app.QueryAsync(async db =>
            {
                await db.Set<ColumnFigures>().Where(f => ids.Contains(f.ColumnId)).ExecuteDeleteAsync();
                foreach (var id in ids) db.Add(new ColumnFigures { ColumnId = id, PublishedCount = 1, LastPublishedUtc = none });
                return await db.SaveChangesAsync();
            });
            await InspectionTests.RunAsync(app);
            // A column named for two kinds is one; a rule that is off has no problems of its own and still counts in the sum.
            Assert.Equal((count, isFound), (count, (await InspectionTests.StandingAsync(app, "front-stale")).Count == 1));
            Assert.Empty(await InspectionTests.StandingAsync(app, FrontColumns.Policies));
        }
    }

    [Theory]
    [InlineData("政策文件", FrontColumns.Policies, true)]
    [InlineData("通知公告", FrontColumns.Policies, false)]
    [InlineData("通知公告", FrontColumns.Notices, true)]
    [InlineData("动态要闻", FrontColumns.News, true)]
    [InlineData("办事统计", FrontColumns.Statistics, true)]
    [InlineData("留言答复", FrontColumns.Replies, true)]
    public void Usual_titles_tell_the_kind(string title, string rule, bool isUsual) => Assert.Equal(isUsual, FrontColumns.IsUsual(rule, title));

    private static async Task NameAsync(PortalApp app, Bureau bureau, params RuleChoice[] choices) =>
        Assert.True((await app.Get<ChangeInspectionRules>().HandleAsync(new InspectionRules { Choices = choices }, await bureau.ActorAsync("office"), default)).Succeeded);
}
