using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Events;
using GovPortal.Tables;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Finance;

/// <summary>A finance department's workbook in as a draft, and out again, as a clerk does it.</summary>
public sealed class FinanceImportTests
{
    [Fact]
    public async Task A_workbook_becomes_a_draft_comes_out_again_and_a_second_time_changes_nothing()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var clerk = await bureau.SignedInAsync(FinanceOffice.Clerk);
        var sample = bureau.Sample("FinalAccount", "由人录入的决算");
        var typed = await bureau.FinanceDraftAsync("FinalAccount", sample);
        var book = await ExportAsync(clerk, typed.ContentItemId);

        // The same year: nothing to do.
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.Equal(["Unchanged"], Changes(clerk).Distinct());
        Assert.Contains("报表与草稿一致", clerk.Text, StringComparison.Ordinal);
        Assert.Null(clerk.Page.QuerySelector("form[data-apply] [data-confirm]"));

        // The title says 2025: another year is refused.
        await UploadAsync(bureau, clerk, book, 2024);
        Assert.Contains("工作表标题写的是 2025 年，与所选年度 2024 不同", clerk.Text, StringComparison.Ordinal);

        // Without the draft that a person typed, the same workbook makes a new one.
        Assert.True((await app.Get<Kernel.Publishing.DiscardDraft>().HandleAsync(new Kernel.Publishing.DiscardDraftCommand(typed.VersionId), await bureau.ActorAsync(FinanceOffice.Clerk), default)).Succeeded);
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.NotNull(clerk.Page.QuerySelector("[data-target=new]"));
        Assert.DoesNotContain(clerk.Page.QuerySelectorAll("[data-difference]"), d => d.GetAttribute("data-difference") != "finance.change-unexplained");
        await clerk.SubmitAsync("form[data-apply]");
        Assert.True(clerk.Url.StartsWith("/Admin/Content/Item/", StringComparison.Ordinal), clerk.Errors);
        var imported = await bureau.DataAsync(clerk.Url.Split('/')[^1]);
        Assert.Contains("2025年度部门决算", (string)imported["TitlePart"]!["Title"]!, StringComparison.Ordinal);
        Assert.Equal(3430.50m, imported.Row("FinalAccount", "Income", "合计")["total"]!.GetValue<decimal>());
        Assert.Equal("本部门无国有资本经营预算财政拨款支出。", (string?)imported["FinalAccount"]!["StateCapitalStatement"]!["Text"]);
        Assert.True(await app.QueryAsync(db => db.Set<PortalEvent>().AnyAsync(e => e.Kind == "finance.imported")));
    }

    [Fact]
    public async Task The_preview_shows_where_each_sheet_goes_what_is_left_over_and_what_does_not_add_up()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var clerk = await bureau.SignedInAsync(FinanceOffice.Clerk);
        var book = BookWriter.Write([
            Sheet("封面", "2025年度部门决算"),
            Sheet("GK02", "收入决算表||单位：万元", "科目编码|科目名称|本年收入合计|财政拨款收入", "|合计|=13|=13", "208|社会保障和就业支出|=12|=12", "注：本表反映取得的收入。"),
        ]);
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.Equal([("封面", "Unknown"), ("GK02", "New")], clerk.Page.QuerySelectorAll("[data-sheet]").Select(r => (r.GetAttribute("data-sheet")!, r.GetAttribute("data-change")!)));
        Assert.Equal(["封面!A1", "GK02!A5"], clerk.Page.QuerySelectorAll("[data-unused]").Select(r => r.GetAttribute("data-unused")));
        Assert.Contains("《收入决算表》“合计”行的本年收入合计为 13.00 万元，所属各项之和为 12.00 万元，相差 1.00 万元", clerk.Text, StringComparison.Ordinal);
        Assert.Equal(8, clerk.Page.QuerySelectorAll("[data-missing]").Length);

        // What is not used has to be seen first.
        await clerk.SubmitAsync("form[data-apply]");
        Assert.Contains("有 2 处单元格未使用", clerk.Errors, StringComparison.Ordinal);
        await clerk.SubmitAsync("form[data-apply]", new() { ["acceptUnused"] = "true" });
        Assert.True(clerk.Url.StartsWith("/Admin/Content/Item/", StringComparison.Ordinal), clerk.Errors);
        Assert.Equal(2, (await bureau.DataAsync(clerk.Url.Split('/')[^1]))["FinalAccount"]!["Income"]!["Rows"]!.AsArray().Count);
    }

    [Fact]
    public async Task Yuan_becomes_ten_thousand_yuan_only_where_it_is_ticked()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var clerk = await bureau.SignedInAsync(FinanceOffice.Clerk);
        var book = BookWriter.Write([Sheet("GK02", "收入决算表||金额单位：元", "科目编码|科目名称|本年收入合计|财政拨款收入", "|合计|=123456.78|=123456.78", "208|社会保障和就业支出|=123456.78|=123456.78")]);
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.Contains("金额单位：元", clerk.Text, StringComparison.Ordinal);
        await clerk.SubmitAsync("form[data-apply]");
        var id = clerk.Url.Split('/')[^1];
        var kept = await bureau.DataAsync(id);
        Assert.Equal(("元", 123456.78m), ((string?)kept["FinalAccount"]!["Unit"]!["Text"], kept.Row("FinalAccount", "Income", "合计")["total"]!.GetValue<decimal>()));

        await UploadAsync(bureau, clerk, book, 2025);
        var choice = clerk.Page.QuerySelector("form[data-convert]")!;
        Assert.False(((AngleSharp.Html.Dom.IHtmlInputElement)choice.QuerySelector("input[name=convert]")!).IsChecked);
        await clerk.GoAsync($"{choice.GetAttribute("action")}?upload={choice.QuerySelector("input[name=upload]")!.GetAttribute("value")}&convert=true");
        Assert.Contains("金额单位：万元", clerk.Text, StringComparison.Ordinal);
        await clerk.SubmitAsync("form[data-apply]");
        Assert.Equal("/Admin/Content/Item/" + id, clerk.Url);
        var converted = await bureau.DataAsync(id);
        Assert.Equal(("万元", 12.35m), ((string?)converted["FinalAccount"]!["Unit"]!["Text"], converted.Row("FinalAccount", "Income", "合计")["total"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Over_a_published_account_the_import_drafts_its_next_version_and_leaves_one_under_review_alone()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var clerk = await bureau.SignedInAsync(FinanceOffice.Clerk);
        var live = await bureau.FinancePublishedAsync("FinalAccount", bureau.Sample("FinalAccount", "已公开的决算"));
        var book = BookWriter.Write([Sheet("GK07", "财政拨款“三公”经费支出决算表||||单位：万元", "项目|上年决算数|预算数|决算数", "合计|=8|=8|=8", "因公出国（境）费|=0|=0|=0", "公务用车购置及运行费|=8|=8|=8", "公务接待费|=0|=0|=0")]);
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.NotNull(clerk.Page.QuerySelector("[data-target=update]"));
        await clerk.SubmitAsync("form[data-apply]");
        Assert.Equal("/Admin/Content/Item/" + live.ContentItemId, clerk.Url);
        var next = await bureau.DataAsync(live.ContentItemId);
        Assert.Equal(("2026-11-20", 4), ((string?)next["DisclosurePart"]!["ChangedOn"], next["FinalAccount"]!["ThreePublic"]!["Rows"]!.AsArray().Count));
        Assert.Equal(3430.50m, next.Row("FinalAccount", "Income", "合计")["total"]!.GetValue<decimal>()); // tables the workbook lacks stay
        using var citizen = app.Visitor();
        Assert.Contains("“三公”经费7.60 万元", (await citizen.GoAsync(await bureau.PathAsync(live.ContentItemId))).Text, StringComparison.Ordinal);

        var latest = await app.QueryAsync(db => db.Set<Kernel.Content.ContentItemRow>().Where(i => i.Id == live.ContentItemId).Select(i => i.LatestVersionId).SingleAsync());
        Bureau.Must(await bureau.SubmitAsync(latest, FinanceOffice.Clerk));
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.NotNull(clerk.Page.QuerySelector("[data-problem]"));
        await clerk.SubmitAsync("form[data-apply]");
        Assert.StartsWith("/Admin/Finance/Import/Preview", clerk.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_counts_for_what_was_shown_and_only_writers_of_the_column_import()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var clerk = await bureau.SignedInAsync(FinanceOffice.Clerk);
        var typed = await bureau.FinanceDraftAsync("FinalAccount", bureau.Sample("FinalAccount", "由人录入的决算"));
        var book = await ExportAsync(clerk, typed.ContentItemId);
        var other = bureau.Sample("FinalAccount", "由人录入的决算");
        other.Row("FinalAccount", "ThreePublic", "会议费")["amount"] = 2.60m;
        await bureau.FinanceDraftAsync("FinalAccount", other, typed.ContentItemId);
        await UploadAsync(bureau, clerk, book, 2025);
        Assert.Equal(["Changed"], Changes(clerk).Where(c => c != "Unchanged"));
        other.Row("FinalAccount", "ThreePublic", "会议费")["amount"] = 2.61m;
        await bureau.FinanceDraftAsync("FinalAccount", other, typed.ContentItemId);
        await clerk.SubmitAsync("form[data-apply]");
        Assert.Contains("预览后草稿", clerk.Errors, StringComparison.Ordinal);
        Assert.Equal(2.61m, (await bureau.DataAsync(typed.ContentItemId)).Row("FinalAccount", "ThreePublic", "会议费")["amount"]!.GetValue<decimal>());

        using var editor = await bureau.SignedInAsync("editor");
        Assert.NotEqual(HttpStatusCode.OK, (await editor.GetRawAsync("/Admin/Finance/Export?item=" + typed.ContentItemId)).StatusCode);
        await editor.GoAsync(clerk.Url);
        Assert.DoesNotContain("会议费", editor.Text, StringComparison.Ordinal);
        await UploadAsync(bureau, editor, book, 2025);
        Assert.Equal(HttpStatusCode.Forbidden, editor.Response.StatusCode);
        using var reviewer = await bureau.SignedInAsync("reviewer");
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetRawAsync("/Admin/Finance/Import")).StatusCode);
    }

    private static BookSheet Sheet(string name, params string[] rows) => new(name, [], [.. rows.Select(r => (IReadOnlyList<BookCell?>)[.. r.Split('|').Select(Cell)])], []);

    private static BookCell? Cell(string text) => text.Length == 0 ? null
        : text[0] == '=' ? new BookCell(null, decimal.Parse(text[1..], System.Globalization.CultureInfo.InvariantCulture), BookStyle.Amount) : new BookCell(text, null, BookStyle.Text);

    private static IEnumerable<string?> Changes(Visitor person) => person.Page.QuerySelectorAll("[data-sheet]").Select(r => r.GetAttribute("data-change"));

    private static async Task<byte[]> ExportAsync(Visitor person, string itemId)
    {
        using var response = await person.GetRawAsync("/Admin/Finance/Export?item=" + itemId);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task UploadAsync(Bureau bureau, Visitor person, byte[] book, int year)
    {
        await person.GoAsync("/Admin/Finance/Import");
        await person.SubmitAsync("form[enctype]", new() { ["type"] = "FinalAccount", ["column"] = bureau.Column("部门决算").Id, ["year"] = $"{year}", ["formedOn"] = "2026-11-20" }, files: ("file", "2025年度决算公开表.xlsx", book));
    }
}
