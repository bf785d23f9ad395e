using System.Net;
using AngleSharp.Html.Dom;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Imports;

/// <summary>A section's lists in as drafts, and out again, as a person does it.</summary>
public sealed class ListImportTests
{
    private static readonly string[] Heads = ["序号", "职权编码", "职权名称", "职权类型", "法定主体", "实施依据", "环节", "责任内容", "内部意见"];

    /// <summary>Two powers, the first over two rows under merged cells.</summary>
    private static byte[] Powers(string firstTitle = "对拖欠工资的处罚", string basis = "《劳动保障监察条例》第二十六条") => ListOffice.Merged(
        Heads, ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "I3:I4"],
        ["1", "CF-1", firstTitle, "行政处罚", "县人社局", basis, "立案", "登记线索", "拟保留"],
        ["", "", "", "", "", "", "决定", "书面决定", ""],
        ["2", "XK-1", "人力资源服务许可", "许可", "同上", "《人力资源市场暂行条例》第十八条", "受理", "当场受理", ""]);

    [Fact]
    public async Task A_list_becomes_drafts_and_a_second_time_changes_nothing()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, Powers());
        Assert.Equal("2 0 0 0 2 0", ListOffice.Figures(lister)); // new, changed, same, missing, unused, wrong
        Assert.Equal(["I2", "I3"], lister.Page.QuerySelectorAll("[data-unused]").Select(r => r.GetAttribute("data-unused")));

        // What is not used has to be seen first.
        await lister.SubmitAsync("form[data-apply]");
        Assert.Contains("有 2 处单元格未使用", lister.Errors, StringComparison.Ordinal);
        Assert.Empty(await office.ItemsAsync("PowerItem"));

        // The column of opinions is what the office calls 追责情形; the choice is remembered.
        var choice = (IHtmlSelectElement)lister.Page.QuerySelectorAll("form[data-mapping] select")[8];
        choice.Value = "PowerItem.Accountability";
        await lister.SubmitAsync("form[data-mapping]");
        Assert.Equal("2 0 0 0 0 0", ListOffice.Figures(lister));
        await office.ApplyAsync(lister);
        Assert.Contains("新增 2 条，变更 0 条", lister.Text, StringComparison.Ordinal);

        var items = await office.ItemsAsync("PowerItem");
        Assert.Equal(["人力资源服务许可", "对拖欠工资的处罚"], items.Select(i => i.Title).Order(StringComparer.Ordinal));
        var penalty = items.Single(i => i.Title == "对拖欠工资的处罚").Data["PowerItem"]!;
        Assert.Equal(("处罚", "拟保留"), ((string?)penalty["PowerType"]!["Text"], (string?)penalty["Accountability"]!["Text"]));
        Assert.Equal(["立案", "决定"], penalty["Duties"]!["Rows"]!.AsArray().Select(r => (string?)r!["stage"]));
        Assert.Equal("县人社局", (string?)items.Single(i => i.Title == "人力资源服务许可").Data["PowerItem"]!["LegalBody"]!["Text"]);

        var events = await EventsAsync(office);
        await office.UploadAsync(lister, Powers());
        Assert.Equal("0 0 2 0 0 0", ListOffice.Figures(lister));
        Assert.Contains("清单与栏目一致", lister.Text, StringComparison.Ordinal);
        Assert.Null(lister.Page.QuerySelector("[data-confirm]"));
        Assert.Equal(events, await EventsAsync(office));
    }

    [Fact]
    public async Task What_changed_is_shown_field_by_field_with_renamed_and_missing_entries()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, Powers());
        await office.ApplyAsync(lister, acceptUnused: true);

        await office.UploadAsync(lister, ListOffice.Sheet(
            ["职权编码", "职权名称", "职权类型", "实施依据"], ["CF-1", "对克扣、拖欠工资的处罚", "处罚", "《劳动保障监察条例》第二十六条第一项"], ["QR-1", "工伤认定", "行政确认", "《工伤保险条例》"]));
        Assert.Equal("1 1 0 1 0 0", string.Join(' ', ListOffice.Figures(lister)));
        var changed = lister.Page.QuerySelector("[data-change=Changed]")!;
        Assert.Contains("更名", changed.TextContent, StringComparison.Ordinal);
        Assert.Equal(["对拖欠工资的处罚", "《劳动保障监察条例》第二十六条"], changed.QuerySelectorAll("del").Select(d => d.TextContent));
        Assert.Contains("D3", changed.TextContent, StringComparison.Ordinal);
        Assert.Equal("人力资源服务许可", lister.Page.QuerySelector("[data-missing] a")!.TextContent);

        await office.ApplyAsync(lister);
        var items = await office.ItemsAsync("PowerItem");
        Assert.Equal(3, items.Count); // the one that is missing stays
        var renamed = items.Single(i => i.Title == "对克扣、拖欠工资的处罚").Data["PowerItem"]!;
        Assert.Equal(("县人社局", 2), ((string?)renamed["LegalBody"]!["Text"], renamed["Duties"]!["Rows"]!.AsArray().Count)); // columns the list lacks stay
    }

    [Fact]
    public async Task What_is_exported_is_imported_as_the_same()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, Powers());
        await office.ApplyAsync(lister, acceptUnused: true);
        var before = await office.ItemsAsync("PowerItem");

        using var response = await lister.GetRawAsync($"/Admin/Imports/Export?type=PowerItem&column={office.Bureau.Column("权力清单").Id}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await office.UploadAsync(lister, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("0 0 2 0 0 0", ListOffice.Figures(lister));
        Assert.Equal(before.Select(i => i.Data.ToJsonString()), (await office.ItemsAsync("PowerItem")).Select(i => i.Data.ToJsonString()));
    }

    [Fact]
    public async Task Bad_cells_are_refused_with_their_address_and_nothing_is_written()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, ListOffice.Sheet(["职权编码", "职权名称", "职权类型"], ["1", "许可一", "许可证"], ["1", "许可二", "许可"], ["3", "许可三", "许可"]));
        Assert.Equal([("A4", "与第 3 行重复：1"), ("C3", "“职权类型”只能填写下列之一：行政许可、行政处罚、行政强制、行政征收、行政给付、行政裁决、行政确认、行政奖励、行政检查、其他行政权力")], Problems(lister));
        await lister.SubmitAsync("form[data-apply]");
        Assert.Contains("还有 2 处需要改正", lister.Errors, StringComparison.Ordinal);
        Assert.Empty(await office.ItemsAsync("PowerItem"));

        using var inspector = await office.Bureau.SignedInAsync("inspector");
        await office.UploadAsync(inspector, ListOffice.Sheet(
            ["任务编号", "检查对象名称", "统一社会信用代码", "检查日期", "检查结果"], ["R-1", "甲公司", "91000000000000001X", "2026-11-21", "未发现问题"], ["R-1", "乙公司", "91000000000000002X", "十一月", "未发现问题"]),
            "InspectionResult", "抽查结果及查处情况", "抽查结果.xlsx");
        Assert.Equal([("D3", "“检查日期”不能晚于今天（2026-11-20），请核对。"), ("D4", "“检查日期”的内容无法识别，请按此格式填写：2024-03-01")], Problems(inspector));
    }

    [Fact]
    public async Task Bad_rows_can_be_left_out_and_are_told_with_their_cells()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, ListOffice.Sheet(
            ["职权编码", "职权名称", "职权类型"], ["1", "许可一", "许可证"], ["2", "许可二", "许可"], ["2", "许可三", "许可"], ["4", "许可四", "许可"]));
        Assert.Equal("4 0 0 0 0 2", ListOffice.Figures(lister));
        await lister.SubmitAsync("form[data-apply]", new() { ["skipBad"] = "true" });
        Assert.StartsWith("/Admin/Imports/Run", lister.Url, StringComparison.Ordinal);
        await office.App.SweepAsync();
        await lister.GoAsync(lister.Url);
        Assert.Contains("新增 2 条，变更 0 条", lister.Text, StringComparison.Ordinal);
        Assert.Contains("有 2 条没有导入", lister.Text, StringComparison.Ordinal);
        Assert.Equal(["C3", "A5"], lister.Page.QuerySelectorAll("[data-skipped]").Select(r => r.GetAttribute("data-skipped")));
        Assert.Contains("与第 4 行重复：2", lister.Page.QuerySelector("[data-skipped=A5]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["许可二", "许可四"], (await office.ItemsAsync("PowerItem")).Select(i => i.Title).Order(StringComparer.Ordinal));
        var told = await office.App.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind == "list.imported").Select(e => e.Payload).SingleAsync());
        Assert.Contains("\"skipped\":2", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_which_nothing_is_good_leaves_nothing_to_choose()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, ListOffice.Sheet(["职权编码", "职权名称", "职权类型"], ["1", "许可一", "许可证"]));
        Assert.Null(lister.Page.QuerySelector("[name=skipBad]"));
        // Nor by a request of one's own making.
        using var forced = new FormUrlEncodedContent(lister.Page.QuerySelectorAll("form[data-apply] input[type=hidden]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)).Append(new("skipBad", "true")));
        var answer = await lister.PostRawAsync(lister.Url.Replace("Preview?", "Preview?handler=Apply&", StringComparison.Ordinal), forced);
        Assert.Contains("还有 1 处需要改正", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await office.ItemsAsync("PowerItem"));
    }

    [Fact]
    public async Task Only_who_writes_in_the_column_imports_and_exports_there()
    {
        await using var office = await ListOffice.OpenAsync();
        using var stranger = await office.Bureau.SignedInAsync("stranger");
        await stranger.GoAsync("/Admin/Imports");
        Assert.DoesNotContain("权力清单", stranger.Page.QuerySelector("select[name=column]")!.TextContent, StringComparison.Ordinal);
        await office.UploadAsync(stranger, Powers());
        Assert.Equal(HttpStatusCode.Forbidden, stranger.Response.StatusCode);
        using var export = await stranger.GetRawAsync($"/Admin/Imports/Export?type=PowerItem&column={office.Bureau.Column("权力清单").Id}");
        Assert.NotEqual(HttpStatusCode.OK, export.StatusCode);

        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, Powers());
        await stranger.GoAsync(lister.Url);
        Assert.DoesNotContain("对拖欠工资的处罚", stranger.Text, StringComparison.Ordinal);
        using var reviewer = await office.Bureau.SignedInAsync("reviewer");
        await reviewer.GoAsync("/Admin/Imports");
        Assert.Equal(HttpStatusCode.Forbidden, reviewer.Response.StatusCode);
    }

    [Fact]
    public async Task A_confirmation_counts_for_what_was_shown()
    {
        await using var office = await ListOffice.OpenAsync();
        using var lister = await office.Bureau.SignedInAsync(ListOffice.Lister);
        await office.UploadAsync(lister, Powers());
        await lister.SubmitAsync("form[data-apply]", new() { ["acceptUnused"] = "true" });
        // Before the job runs, another import fills the column.
        var (given, actor) = await office.GivenAsync(Powers(basis: "另一依据"));
        Assert.True((await office.App.Get<GovPortal.Imports.Features.ApplyImport>().HandleAsync(given, null, actor, null, default)).Succeeded);
        await office.App.SweepAsync();
        await lister.GoAsync(lister.Url);
        Assert.Contains("预览后栏目内容", lister.Text, StringComparison.Ordinal);
        Assert.Contains((await office.ItemsAsync("PowerItem")).Select(i => (string?)i.Data["PowerItem"]!["Basis"]!["Text"]), b => b == "另一依据");
    }

    private static IEnumerable<(string? Cell, string Why)> Problems(Visitor person) =>
        person.Page.QuerySelectorAll("[data-problem]").Select(r => (r.GetAttribute("data-problem"), r.QuerySelectorAll("td")[1].TextContent)).OrderBy(p => p.Item1, StringComparer.Ordinal);

    private static Task<int> EventsAsync(ListOffice office) => office.App.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == "content.draft-saved" || e.Kind == "list.imported"));
}
