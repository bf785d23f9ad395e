using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Web.Tests.Decisions;
using GovPortal.Web.Tests.Imports;

namespace GovPortal.Web.Tests.ServiceGuides;

/// <summary>Lists of guides and the catalogue of services, as offices keep them, in and out.</summary>
public sealed class GuideListTests
{
    private const string Clerk = "clerk";

    private static readonly string[] Heads = ["序号", "事项编码", "事项名称", "事项简述", "申办材料", "办理流程", "办理流程说明", "法定时限", "承诺时限", "现场办事次数", "网上办理地址"];

    private static byte[] Guides() => ListOffice.Sheet(
        Heads,
        ["1", "XK-1", "人力资源服务许可", "从事职业中介的应当许可。\n其他业务备案。", "1.申请书 2.章程；3.场所证明", "申请→受理→决定→送达", "注意：\n1.网上提交\n2.窗口提交", "20个工作日", "5个工作日", "0次", "https://zwfw.example/XK-1"],
        ["2", "GG-11", "失业登记", "无业人员登记。", "居民身份证", "1、申请\n2、比对", "", "", "即时办结", "零次", ""]);

    [Fact]
    public async Task A_list_of_guides_becomes_rows_and_paragraphs_and_its_export_changes_nothing()
    {
        await using var office = await OpenAsync();
        using var clerk = await office.Bureau.SignedInAsync(Clerk);
        await office.UploadAsync(clerk, Guides(), "ServiceGuide", "办事指南", "办事指南.xlsx");
        Assert.Equal("2 0 0 0 0 0", ListOffice.Figures(clerk));
        await office.ApplyAsync(clerk);
        var items = await office.ItemsAsync("ServiceGuide");
        var permit = items.Single(i => i.Title == "人力资源服务许可").Data;
        Assert.Equal("<p>从事职业中介的应当许可。</p><p>其他业务备案。</p>", (string?)permit["HtmlBodyPart"]!["Html"]);
        Assert.Equal("<p>注意：</p><ol><li>网上提交</li><li>窗口提交</li></ol>", (string?)permit["ServiceGuide"]!["Process"]!["Html"]);
        Assert.Equal(["申请书", "章程", "场所证明"], Column(permit, "Materials", "material"));
        Assert.Equal(["申请", "受理", "决定", "送达"], Column(permit, "Steps", "step"));
        Assert.Equal(("20", "5", "0"), (Number(permit, "StatutoryDays"), Number(permit, "PromisedDays"), Number(permit, "Visits")));
        Assert.Equal("https://zwfw.example/XK-1", (string?)permit["ServiceGuide"]!["OnlineUrl"]!["Url"]);
        Assert.Equal(("0", "0"), (Number(items.Single(i => i.Title == "失业登记").Data, "PromisedDays"), Number(items.Single(i => i.Title == "失业登记").Data, "Visits")));

        // The same list again, then the export: nothing changes.
        await office.UploadAsync(clerk, Guides(), "ServiceGuide", "办事指南", "办事指南.xlsx");
        Assert.Equal("0 0 2 0 0 0", ListOffice.Figures(clerk));
        await office.UploadAsync(clerk, await ExportAsync(office, clerk, "ServiceGuide", "办事指南"), "ServiceGuide", "办事指南", "导出.xlsx");
        Assert.Equal("0 0 2 0 0 0", ListOffice.Figures(clerk));
        Assert.Equal(items.Select(i => i.Data.ToJsonString()), (await office.ItemsAsync("ServiceGuide")).Select(i => i.Data.ToJsonString()));
    }

    [Fact]
    public async Task A_draft_of_another_section_is_not_known_by_its_title()
    {
        await using var office = await OpenAsync();
        var draft = await office.Bureau.DraftAsync("ServiceGuide", office.Bureau.Article("别的科室没有公开的指南"));
        using var clerk = await office.Bureau.SignedInAsync(Clerk);
        byte[] Catalogue(string guide) => ListOffice.Sheet(
            ["事项编码", "事项名称", "事项类型", "实施主体", "服务对象", "办理层级", "法定依据", "是否全程网办", "办事指南"], ["1", "事项", "公共服务", "县人社局", "自然人", "县级", "《就业促进法》", "是", guide]);
        await office.UploadAsync(clerk, Catalogue("别的科室没有公开的指南"), "ServiceItem", "服务事项目录", "目录.xlsx");
        Assert.Contains("没有找到", clerk.Page.QuerySelector("[data-problem]")!.TextContent, StringComparison.Ordinal);
        // Nor does its id become its title in what is exported.
        await office.UploadAsync(clerk, Catalogue(draft.ContentItemId), "ServiceItem", "服务事项目录", "目录.xlsx");
        await office.ApplyAsync(clerk);
        using var stream = new MemoryStream(await ExportAsync(office, clerk, "ServiceItem", "服务事项目录"));
        var cells = (await GovPortal.Tables.TableReader.ReadAsync(stream, "导出.xlsx")).Value!.Tables[0].Cells.Select(c => c.Text).ToList();
        Assert.Contains(draft.ContentItemId, cells);
        Assert.DoesNotContain("别的科室没有公开的指南", cells);
    }

    [Fact]
    public async Task The_catalogue_names_its_guides_by_their_titles()
    {
        await using var office = await OpenAsync();
        using var clerk = await office.Bureau.SignedInAsync(Clerk);
        await office.UploadAsync(clerk, Guides(), "ServiceGuide", "办事指南", "办事指南.xlsx");
        await office.ApplyAsync(clerk);
        string[] heads = ["事项编码", "事项名称", "事项类型", "实施主体", "服务对象", "办理层级", "法定依据", "是否全程网办", "办事指南"];
        string[] Row(string code, string guide) => [code, "事项" + code, "公共服务", "县人社局", "自然人", "县级", "《就业促进法》", "是", guide];
        await office.UploadAsync(clerk, ListOffice.Sheet(heads, Row("1", "失业登记"), Row("2", "《人力资源服务许可》"), Row("3", ""), Row("4", "没有的指南")), "ServiceItem", "服务事项目录", "目录.xlsx");
        Assert.Equal("4 0 0 0 0 1", ListOffice.Figures(clerk));
        Assert.Contains("“办事指南”中没有找到《没有的指南》", clerk.Page.QuerySelector("[data-problem=I6]")!.TextContent, StringComparison.Ordinal);

        var good = ListOffice.Sheet(heads, Row("1", "失业登记"), Row("2", "《人力资源服务许可》"), Row("3", ""));
        await office.UploadAsync(clerk, good, "ServiceItem", "服务事项目录", "目录.xlsx");
        await office.ApplyAsync(clerk);
        var items = await office.ItemsAsync("ServiceItem");
        Assert.Equal([1, 1, 0], items.Select(i => i.Data["ServiceItem"]!["Guide"]?["ContentItemIds"]?.AsArray().Count ?? 0));
        await office.UploadAsync(clerk, good, "ServiceItem", "服务事项目录", "目录.xlsx");
        Assert.Equal("0 0 3 0 0 0", ListOffice.Figures(clerk));
        await office.UploadAsync(clerk, await ExportAsync(office, clerk, "ServiceItem", "服务事项目录"), "ServiceItem", "服务事项目录", "导出.xlsx");
        Assert.Equal("0 0 3 0 0 0", ListOffice.Figures(clerk));
    }

    private static async Task<byte[]> ExportAsync(ListOffice office, Visitor person, string type, string column)
    {
        using var response = await person.GetRawAsync($"/Admin/Imports/Export?type={type}&column={office.Bureau.Column(column).Id}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static IEnumerable<string?> Column(JsonObject guide, string table, string column) => guide["ServiceGuide"]![table]!["Rows"]!.AsArray().Select(r => (string?)r![column]);

    private static string? Number(JsonObject guide, string field) => guide["ServiceGuide"]![field]!["Value"]?.ToString();

    private static async Task<ListOffice> OpenAsync()
    {
        var office = await ListOffice.OpenAsync();
        var section = office.Bureau.Organisation.Sections.Single(s => s.Name == "行政审批科");
        Bureau.Must(await office.App.Get<CreateUser>().HandleAsync(
            new CreateUserCommand(Clerk, "测试窗口", [new MembershipSpec("SectionEditor", section.AgencyId, section.Id)], Password: Bureau.Password, Trusted: true), Actor.System, default));
        return office;
    }
}
