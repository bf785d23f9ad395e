using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using GovPortal.Web.Tests.Decisions;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Loop;

/// <summary>A section writes in its own columns, and in those that name it as supporting (配合科室).</summary>
public sealed class SupportingSectionTests
{
    [Fact]
    public async Task A_supporting_section_writes_in_its_own_name_where_it_is_named_and_nowhere_else()
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());
        await using var app = bureau.App;
        var finance = bureau.Organisation.Sections.Single(s => s.Name == "财务科");
        Assert.True((await bureau.DraftAsync(bureau.Article("还没有被列为配合科室"), "stranger")).Has("access.not-allowed"));
        // The county's table names it there already.
        Assert.True((await bureau.DraftAsync(bureau.Article("补贴发放明细", column: "补贴公示"), "stranger")).Succeeded);

        await ChangeAsync(bureau, "财务科、没有这个科室", "当日");
        var draft = Bureau.Must(await bureau.DraftAsync(bureau.Article("财务科提供的补贴标准"), "stranger"));
        Assert.Equal(finance.Id, (await app.QueryAsync(db => db.Set<ContentVersion>().SingleAsync(v => v.Id == draft.VersionId))).SectionId);
        // It is the supporting section's own: the responsible one has its own items.
        Assert.True((await bureau.DraftAsync(bureau.Article("改别的科室的稿子"), "editor", draft.ContentItemId)).Has("access.not-allowed"));
        Assert.True((await bureau.DraftAsync(bureau.Article("社保政策不归财务科", column: "社保政策"), "stranger")).Has("access.not-allowed"));
        var own = Bureau.Must(await bureau.DraftAsync(bureau.Article("责任科室照常起草"), "editor"));
        Assert.NotEqual(finance.Id, (await app.QueryAsync(db => db.Set<ContentVersion>().SingleAsync(v => v.Id == own.VersionId))).SectionId);

        using var stranger = await bureau.SignedInAsync("stranger");
        await stranger.GoAsync("/Admin/Content/Create");
        Assert.Contains("就业政策", stranger.Page.QuerySelectorAll("select[name=column] option").Select(o => o.TextContent.Split('（')[0]));
    }

    [Fact]
    public async Task A_column_that_asks_for_thirty_days_takes_no_shorter_consultation()
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());
        await using var app = bureau.App;
        await ChangeAsync(bureau, null, "决策前公开，征集期不少于30日");
        var draft = await bureau.DraftAsync("Consultation", bureau.Consultation("时间太短的办法", "2026-11-23", "2026-12-10"));
        var refused = Assert.Single((await bureau.SubmitAsync(draft.VersionId)).Failures);
        Assert.Equal(("consultation.too-short", "Consultation.ClosesOn.Value"), (refused.Code, refused.Field));
        using var editor = await bureau.SignedInAsync("editor");
        Assert.Contains("不少于 30 日，现在只有 18 日", (await editor.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}")).Text, StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(Bureau bureau, string? supporting, string deadline)
    {
        var column = bureau.Column("就业政策");
        var admin = new Actor("a", "管理员", [new Grant("Administrator", new HashSet<string> { Permissions.ColumnsManage }, null, null)]);
        Assert.True((await bureau.App.Get<ChangeColumn>().HandleAsync(new ChangeColumnCommand(
            column.Id, column.Title, SectionMeaning.Named, column.SectionId, supporting, column.Content, null, deadline, null, null, null, null, null, null, false), admin, default)).Succeeded);
        await bureau.App.CatchUpAsync();
    }
}
