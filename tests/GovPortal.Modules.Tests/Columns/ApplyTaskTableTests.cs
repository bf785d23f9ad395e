using GovPortal.Columns.Features;
using GovPortal.Columns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Modules.Tests.Tables;
using Microsoft.EntityFrameworkCore;
using Meaning = GovPortal.Kernel.Organisation.SectionMeaning;

namespace GovPortal.Modules.Tests.Columns;

public sealed class ApplyTaskTableTests
{
    private static readonly string[] Header = ["一级栏目", "二级栏目", "公开时限", "更新频率", "责任科室", "公开渠道"];
    private static readonly Actor Office = PortalDatabase.Person(Permissions.ColumnsManage, "home");

    [Fact]
    public async Task The_county_table_becomes_columns_with_owners_clocks_and_addresses()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        var done = await ApplyAsync(portal, County());
        Assert.Equal(new TaskTableApplied(28, 0, 0, 0, 8), done.Value);
        Assert.Equal(["organisation.changed", "columns.changed"], await portal.EventsAsync());

        var organisation = await portal.OrganisationAsync();
        Assert.Equal((28, 14), (organisation.Columns.Count(c => !c.IsGroup), organisation.Columns.Count(c => c.IsGroup)));
        var overview = organisation.ColumnByPath("jgzn/jggk")!;
        Assert.Equal(("机构职能 / 机构概况", "办公室", "5wd", "formed", "on-change"),
            (organisation.FullTitle(overview), organisation.Section(overview.SectionId)!.Name, overview.DeadlineRule, overview.DeadlineFrom, overview.FreshnessRule));
        Assert.Equal(Meaning.Drafting, organisation.Columns.Single(c => c.Title == "政策解读").SectionMeaning);
        Assert.Equal(["督查通报"], organisation.Columns.Where(c => c.IsInternal).Select(c => c.Title));
        Assert.Equal(organisation.Columns.Select(c => c.Position), Enumerable.Range(0, 42));
    }

    [Fact]
    public async Task Import_twice_is_import_once()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, County());
        var again = await ApplyAsync(portal, County());
        Assert.Equal(new TaskTableApplied(0, 0, 28, 0, 0), again.Value);
        Assert.Equal(2, (await portal.EventsAsync()).Count);
    }

    [Fact]
    public async Task Export_then_import_changes_nothing_whatever_was_changed_by_hand()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, County());
        var organisation = await portal.OrganisationAsync();
        var office = organisation.Sections.Single(s => s.Name == "人事科");
        Assert.True((await portal.Get<ChangeSection>().HandleAsync(new(office.Id, "home", "人事教育科", "0600-5550101"), Office, default)).Succeeded);
        var column = organisation.ColumnByPath("jgzn/jggk")!;
        Assert.True((await ChangeAsync(portal, column, c => c with
        {
            Title = "机构 概况介绍", Content = " 第一行\r\n第二行 ", DeadlineText = "每季度末前", SectionId = null, Supporting = "人事教育科，财务科",
            Audience = "特定群体（老人、儿童）", Manner = "依申请公开", Tier = "县级、乡级",
        })).Succeeded);

        var exported = await portal.Get<ExportTaskTable>().HandleAsync(null, Office, trusted: false, default);
        Assert.Equal("机关home栏目任务分解表.xlsx", exported.Value!.FileName);
        var preview = await PreviewAsync(portal, exported.Value.Content);
        Assert.Empty(preview.Plan.Columns.Where(c => c.Change != ColumnChange.Unchanged).Select(c => c.FullTitle + ": " + string.Join(' ', c.Members)));
        Assert.False(preview.Plan.HasChanges);
        Assert.Equal("没有责任科室", Assert.Single(preview.Table.Unread).Why);
        Assert.Equal(("机构概况介绍", "第一行\n第二行", "qend", "人事教育科、财务科", "jgzn/jggk"), await Reread());

        async Task<(string, string, string?, string, string)> Reread()
        {
            var now = (await portal.OrganisationAsync()).Column(column.Id)!;
            return (now.Title, now.Content, now.DeadlineRule, now.SupportingText, now.Path);
        }
    }

    [Fact]
    public async Task A_preview_names_what_is_new_changed_and_closed()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, Table(["政策", "文件", "当日", "每月", "甲科", "网站"], ["政策", "解读", "当日", "每月", "甲科", "网站"]));
        var preview = await PreviewAsync(portal, Table(["政策", "文件", "3个工作日内", "每月", "乙科", "网站"], ["政策", "公告", "当日", "每月", "甲科", "网站"]));
        Assert.Equal(["政策:Unchanged", "政策 / 文件:Changed", "政策 / 公告:New", "政策 / 解读:Closed"], preview.Plan.Columns.Select(c => $"{c.FullTitle}:{c.Change}"));
        Assert.Equal(["乙科"], preview.Plan.NewSections);
        Assert.Equal(
            [new("公开时限", "当日", "3个工作日内"), new("时限规则", "same-day", "3wd"), new("责任科室", "甲科", "乙科")],
            preview.Plan.Columns[1].Members);
    }

    [Fact]
    public async Task A_column_that_leaves_the_table_is_closed_and_opens_again_with_its_address()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        var both = Table(["政策", "文件", "当日", "每月", "甲科", "网站"], ["财政", "预算", "当日", "每月", "甲科", "网站"]);
        await ApplyAsync(portal, both);
        var before = (await portal.OrganisationAsync()).ColumnByPath("cz/ys")!;
        Assert.Equal(1, (await ApplyAsync(portal, Table(["政策", "文件", "当日", "每月", "甲科", "网站"]))).Value!.Closed);
        var organisation = await portal.OrganisationAsync();
        Assert.Equal(["财政", "预算"], organisation.Columns.Where(c => c.IsClosed).Select(c => c.Title));

        var back = await ApplyAsync(portal, both);
        Assert.Equal((0, 1), (back.Value!.New, back.Value.Changed));
        var after = (await portal.OrganisationAsync()).Column(before.Id)!;
        Assert.Equal((false, "cz/ys"), (after.IsClosed, after.Path));
    }

    [Fact]
    public async Task One_moved_row_is_one_change()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        string[] Row(string title) => ["政策", title, "当日", "每月", "甲科", "网站"];
        await ApplyAsync(portal, Table(Row("文件"), Row("解读"), Row("公告")));
        var moved = Table(Row("公告"), Row("文件"), Row("解读"));
        var change = Assert.Single((await PreviewAsync(portal, moved)).Plan.Columns, c => c.Change != ColumnChange.Unchanged);
        Assert.Equal(("公告", new MemberChange("顺序", "3", "1")), (change.Titles[^1], Assert.Single(change.Members)));
        await ApplyAsync(portal, moved);
        Assert.Equal(["公告", "文件", "解读"], (await portal.OrganisationAsync()).Columns.Where(c => !c.IsGroup).Select(c => c.Title));
        Assert.False((await PreviewAsync(portal, moved)).Plan.HasChanges);
    }

    [Fact]
    public async Task A_renamed_section_keeps_its_people_and_columns()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, Table(["机构", "概况", "当日", "每年", "办公室", "网站"], ["就业", "政策", "当日", "每年", "就业科", "网站"], ["就业", "培训", "当日", "每年", "就业科", "网站"]));
        var section = (await portal.OrganisationAsync()).Sections.Single(s => s.Name == "就业科");
        var table = Table(["机构", "概况", "当日", "每年", "办公室", "网站"], ["就业", "政策", "当日", "每年", "就业促进科", "网站"], ["就业", "培训", "当日", "每年", "就业促进科", "网站"]);

        var plan = (await PreviewAsync(portal, table)).Plan;
        Assert.Equal(("就业科", "就业促进科", 2), (plan.RenamedSections.Single().Section.Name, plan.RenamedSections.Single().NewName, plan.RenamedSections.Single().Columns));
        Assert.Equal((0, 0, 0), (plan.Count(ColumnChange.Changed), plan.Count(ColumnChange.New), plan.NewSections.Count));

        Assert.Equal(new TaskTableApplied(0, 0, 3, 0, 0, 1), (await ApplyAsync(portal, table)).Value);
        var after = await portal.OrganisationAsync();
        Assert.Equal(("就业促进科", section.Id), (after.Section(section.Id)!.Name, after.Columns.Single(c => c.Title == "政策").SectionId));
        Assert.Equal(new TaskTableApplied(0, 0, 3, 0, 0), (await ApplyAsync(portal, table)).Value);
    }

    [Fact]
    public async Task A_section_that_a_person_calls_another_is_new()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, Table(["就业", "政策", "当日", "每年", "就业科", "网站"]));
        var old = (await portal.OrganisationAsync()).Sections.Single(s => s.Name == "就业科");
        var done = await portal.Get<ApplyTaskTable>().HandleAsync(
            new ApplyTaskTableCommand(Source(Table(["就业", "政策", "当日", "每年", "人才科", "网站"])), Separate: new HashSet<string> { old.Id }), Office, default);
        Assert.Equal(new TaskTableApplied(0, 1, 0, 0, 1), done.Value);
        Assert.Equal(["就业科", "人才科"], (await portal.OrganisationAsync()).Sections.Where(s => s.Name is "就业科" or "人才科").Select(s => s.Name));
    }

    [Fact]
    public async Task A_moved_and_a_renamed_column_keep_their_address_and_are_shown_as_such()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        string[] head = ["一级栏目", "二级栏目", "公开内容", "公开时限", "责任科室"];
        byte[] Book(params string[][] rows) => TableFiles.Workbook([head, .. rows]);
        await ApplyAsync(portal, Book(
            ["政策", "规范性文件", "全文", "当日", "法规科"], ["政策", "通知公告", "正文", "当日", "办公室"], ["就业", "就业政策", "补贴", "当日", "就业科"], ["就业", "招聘", "岗位", "当日", "就业科"]));
        var before = await portal.OrganisationAsync();
        var table = Book(
            ["政策", "行政规范性文件", "全文", "当日", "法规科"], ["政策", "通知公告", "正文", "当日", "办公室"], ["政策", "就业政策", "补贴", "当日", "就业科"], ["就业", "招聘", "岗位", "当日", "就业科"]);

        var plan = (await PreviewAsync(portal, table)).Plan;
        Assert.Equal((0, 0, 2), (plan.Count(ColumnChange.New), plan.Count(ColumnChange.Closed), plan.Count(ColumnChange.Changed)));
        Assert.Equal(["就业政策"], plan.Columns.Where(c => c.IsMoved).Select(c => c.Titles[^1]));
        Assert.Equal([("栏目名称", "规范性文件", "行政规范性文件")], plan.Columns.Where(c => c.IsRenamed).SelectMany(c => c.Members).Select(m => (m.Label, m.Before, m.After)));

        Assert.Equal(new TaskTableApplied(0, 2, 2, 0, 0), (await ApplyAsync(portal, table)).Value);
        var after = await portal.OrganisationAsync();
        foreach (var (old, title) in new[] { ("政策 / 规范性文件", "政策 / 行政规范性文件"), ("就业 / 就业政策", "政策 / 就业政策") })
        {
            var was = before.Columns.Single(c => before.FullTitle(c) == old);
            Assert.Equal((title, was.Path), (after.FullTitle(after.Column(was.Id)!), after.Column(was.Id)!.Path));
        }
        Assert.Equal(new TaskTableApplied(0, 0, 4, 0, 0), (await ApplyAsync(portal, table)).Value);
    }

    [Fact]
    public async Task A_renamed_group_keeps_its_columns()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, Table(["机构职能", "概况", "当日", "每年", "办公室", "网站"], ["机构职能", "领导", "当日", "每年", "办公室", "网站"]));
        var plan = (await PreviewAsync(portal, Table(["机构设置", "概况", "当日", "每年", "办公室", "网站"], ["机构设置", "领导", "当日", "每年", "办公室", "网站"]))).Plan;
        Assert.Equal(["机构设置"], plan.Columns.Where(c => c.Change != ColumnChange.Unchanged).Select(c => c.FullTitle));
        Assert.True(plan.Columns.Single(c => c.Change == ColumnChange.Changed).IsRenamed);
    }

    [Fact]
    public async Task A_third_level_and_a_column_that_has_columns_of_its_own_survive_export_and_import()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        string[] header = ["一级栏目", "二级栏目", "三级栏目", "责任科室"];
        var table = TableFiles.Workbook([header, ["政策", "文件", "", "甲科"], ["政策", "文件", "现行/有效", "甲科"], ["年报", "", "", "乙科"]]);
        await ApplyAsync(portal, table);
        var organisation = await portal.OrganisationAsync();
        Assert.Equal(["zc", "zc/wj", "zc/wj/xx-yx", "nb"], organisation.Columns.Select(c => c.Path));
        Assert.Equal([true, false, false, false], organisation.Columns.Select(c => c.IsGroup));
        var exported = await portal.Get<ExportTaskTable>().HandleAsync("home", Office, trusted: false, default);
        Assert.False((await PreviewAsync(portal, exported.Value!.Content)).Plan.HasChanges);
    }

    [Fact]
    public async Task Agencies_keep_to_themselves_and_addresses_stay_unique()
    {
        await using var portal = await PortalDatabase.CreateAsync("home", "other");
        var table = Table(["政策", "文件", "当日", "每月", "甲科", "网站"]);
        var refused = await portal.Get<ApplyTaskTable>().HandleAsync(new(Source(table)), Office, default);
        Assert.True(refused.Has("task-table.agency-needed"));
        foreach (var id in (string[])["home", "other"])
        {
            Assert.True((await portal.Get<ApplyTaskTable>().HandleAsync(new(Source(table, id), Trusted: true), Actor.System, default)).Succeeded);
        }
        var organisation = await portal.OrganisationAsync();
        Assert.Equal(["zc/wj", "zc-2/wj"], organisation.Columns.Where(c => !c.IsGroup).OrderBy(c => c.AgencyId, StringComparer.Ordinal).Select(c => c.Path));
        Assert.Equal(2, organisation.Sections.Count);
    }

    [Fact]
    public async Task Only_who_manages_the_agencys_columns_may_import_and_export()
    {
        await using var portal = await PortalDatabase.CreateAsync("home", "other");
        var table = Table(["政策", "文件", "当日", "每月", "甲科", "网站"]);
        var source = Source(table, "other");
        Assert.True((await portal.Get<ApplyTaskTable>().HandleAsync(new(source), Office, default)).Has(Failure.NotAllowed));
        Assert.True((await portal.Get<PreviewTaskTable>().HandleAsync(Source(table, "other"), Office, false, default)).Has(Failure.NotAllowed));
        Assert.True((await portal.Get<ExportTaskTable>().HandleAsync("other", Office, false, default)).Has(Failure.NotAllowed));
        Assert.Empty(await portal.EventsAsync());
    }

    [Fact]
    public async Task Cells_that_were_not_understood_refuse_the_import_until_they_are_accepted()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        var table = Table(["政策", "文件", "尽快", "每月", "甲科、乙科", "网站"]);
        var refused = await ApplyAsync(portal, table);
        Assert.Equal(["C2", "E2"], refused.Failures.Select(f => f.Field));
        Assert.Empty(await portal.EventsAsync());

        var accepted = await portal.Get<ApplyTaskTable>().HandleAsync(new(Source(table), AcceptUnread: true), Office, default);
        Assert.True(accepted.Succeeded);
        var column = (await portal.OrganisationAsync()).ColumnByPath("zc/wj")!;
        Assert.Equal(("尽快", null, null), (column.DeadlineText, column.DeadlineRule, column.SectionId));

        // A rule that a person then chose for the unreadable text is no difference.
        Assert.True((await ChangeAsync(portal, column, c => c with { DeadlineRule = "2wd" })).Succeeded);
        Assert.Equal("2wd", (await portal.OrganisationAsync()).Column(column.Id)!.DeadlineRule);
        Assert.False((await PreviewAsync(portal, table)).Plan.HasChanges);
    }

    [Fact]
    public async Task What_is_applied_is_what_was_previewed()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        var table = Table(["政策", "文件", "当日", "每月", "甲科", "网站"]);
        var token = (await PreviewAsync(portal, table)).Token;
        var other = await portal.Get<ApplyTaskTable>().HandleAsync(new(Source(County()), token), Office, default);
        Assert.True(other.Has("task-table.other-file"));

        await ApplyAsync(portal, Table(["财政", "预算", "当日", "每月", "甲科", "网站"]));
        var stale = await portal.Get<ApplyTaskTable>().HandleAsync(new(Source(table), token), Office, default);
        Assert.True(stale.Has("task-table.preview-stale"));

        var fresh = (await PreviewAsync(portal, table)).Token;
        Assert.True((await portal.Get<ApplyTaskTable>().HandleAsync(new(Source(table), fresh), Office, default)).Succeeded);
    }

    [Fact]
    public async Task A_column_that_becomes_internal_takes_its_items_out_of_the_public_lists_at_once()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await ApplyAsync(portal, Table(["政策", "文件", "当日", "每月", "甲科", "网站"]));
        var column = (await portal.OrganisationAsync()).ColumnByPath("zc/wj")!;
        await portal.InTransactionAsync(tx => Task.FromResult(tx.Db.Add(new ContentIndexRow
        {
            ContentItemId = "i1", IsPublished = true, VersionId = "v1", State = VersionState.Published, ContentType = "Article", Title = "题", AgencyId = "home",
            ColumnId = column.Id, Summary = "", Facts = "{}", AuthorId = "u1",
        })));
        await ApplyAsync(portal, Table(["政策", "文件", "当日", "每月", "甲科", "内部"]));
        await using var db = portal.Open();
        Assert.True((await db.Set<ContentIndexRow>().SingleAsync(TestContext.Current.CancellationToken)).IsInternal);
    }

    [Theory]
    [InlineData("各科室", "section.name-reserved")]
    [InlineData("甲科、乙科", "section.name-reserved")]
    [InlineData(" ", "section.name-required")]
    [InlineData("乙科", "section.name-taken")]
    public async Task A_section_needs_a_name_of_its_own(string name, string code)
    {
        await using var portal = await PortalDatabase.CreateAsync();
        await portal.InTransactionAsync(tx => Task.FromResult(tx.Db.Add(new Section { Id = "b", AgencyId = "home", Name = "乙科" })));
        Assert.True((await portal.Get<ChangeSection>().HandleAsync(new(null, "home", name, null), Office, default)).Has(code));
    }

    [Fact]
    public async Task The_recipe_step_imports_and_its_check_names_the_file()
    {
        await using var portal = await PortalDatabase.CreateAsync();
        var step = portal.All<GovPortal.Kernel.Recipes.IRecipeStep>().Single(s => s.Name == "TaskTable");
        GovPortal.Kernel.Recipes.RecipeStepContext Context(string json) => new(
            (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(json)!, Path.GetDirectoryName(Fixture.PathOf("x"))!, Actor.System, true, null);
        var county = Context("""{"name":"TaskTable","file":"栏目任务分解表.xlsx"}""");
        Assert.Empty(await step.CheckAsync(county, default));
        Assert.True((await step.ExecuteAsync(county, default)).Succeeded);
        Assert.True((await step.ExecuteAsync(county, default)).Succeeded);
        Assert.Equal(2, (await portal.EventsAsync()).Count);
        var missing = Assert.Single(await step.CheckAsync(Context("""{"name":"TaskTable","file":"../nope.xlsx"}"""), default));
        Assert.Equal(("task-table.no-file", "$.file"), (missing.Code, missing.Field));
    }

    private static byte[] County() => Fixture.Bytes("栏目任务分解表.xlsx");

    private static byte[] Table(params string[][] rows) => TableFiles.Workbook([Header, .. rows]);

    private static TaskTableSource Source(byte[] bytes, string? agency = null) => new(new MemoryStream(bytes), "t.xlsx", agency);

    private static Task<Result<TaskTableApplied>> ApplyAsync(PortalDatabase portal, byte[] bytes) =>
        portal.Get<ApplyTaskTable>().HandleAsync(new ApplyTaskTableCommand(Source(bytes)), Office, default);

    private static async Task<TaskTablePreview> PreviewAsync(PortalDatabase portal, byte[] bytes)
    {
        var preview = await portal.Get<PreviewTaskTable>().HandleAsync(Source(bytes), Office, trusted: false, default);
        Assert.Empty(preview.Failures);
        return preview.Value!;
    }

    private static Task<Result> ChangeAsync(PortalDatabase portal, Column column, Func<ChangeColumnCommand, ChangeColumnCommand> with) =>
        portal.Get<ChangeColumn>().HandleAsync(with(new ChangeColumnCommand(
            column.Id, column.Title, column.SectionMeaning, column.SectionId, column.SupportingText, column.Content, column.Basis, column.DeadlineText,
            column.DeadlineRule, column.FreshnessText, column.FreshnessRule, column.Channels, column.Note, column.RouteName, column.IsClosed)
        { Audience = column.Audience, Manner = column.Manner, Tier = column.Tier }), Office, default);
}
