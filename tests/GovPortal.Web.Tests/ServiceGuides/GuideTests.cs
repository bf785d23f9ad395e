using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Web.Tests.Decisions;

namespace GovPortal.Web.Tests.ServiceGuides;

/// <summary>办事指南: what is asked at submission, and what a citizen finds.</summary>
public sealed class GuideTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_guide_without_its_elements_is_refused_with_each_missing_one_at_its_field()
    {
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Edit?type=ServiceGuide&column={_bureau.Column("就业政策").Id}");
        await editor.SubmitAsync("form[enctype]", new()
        {
            ["TitlePart.Title"] = "缺少要素的办事指南", ["DisclosurePart.Stage"] = "service", ["DisclosurePart.FormedOn"] = "2026-11-20",
            ["ServiceGuide.ItemCode.Text"] = "T-001", ["ServiceGuide.Scope.Text"] = "企业", ["ServiceGuide.StatutoryDays.Value"] = "20", ["ServiceGuide.PromisedDays.Value"] = "21",
        }, "submit");
        await editor.SubmitAsync("form[enctype]", buttonValue: "submit");
        Assert.StartsWith("/Admin/Content/Edit", editor.Url, StringComparison.Ordinal);
        foreach (var (field, element) in new[]
        {
            ("HandlingType.Text", "办件类型"), ("Channels.Text", "办理方式"), ("Visits.Value", "现场办事次数"), ("Basis.Text", "设立依据"), ("Conditions.Text", "办理条件"),
            ("Materials.Rows", "申办材料"), ("Steps.Rows", "办理流程"), ("Fee.Text", "收费依据及标准"), ("Result.Text", "审批结果"), ("Delivery.Text", "结果送达"),
            ("Place.Text", "办理地址和时间"), ("Hours.Text", "办理地址和时间"), ("Phone.Text", "咨询方式"), ("Progress.Text", "办理进程和结果查询"), ("ComplaintPhone.Text", "监督投诉渠道"),
        })
        {
            Assert.Contains($"缺少要素“{element}”", ErrorsAt(editor, "ServiceGuide." + field), StringComparison.Ordinal);
        }
        Assert.Contains("承诺时限（21 个工作日）不能长于法定时限（20 个工作日）", ErrorsAt(editor, "ServiceGuide.PromisedDays.Value"), StringComparison.Ordinal);
        Assert.Equal("", ErrorsAt(editor, "ServiceGuide.Scope.Text"));
    }

    [Theory]
    [InlineData("sixteen", "Result", "ServiceGuide.Result.Text")]
    [InlineData("eleven", "Result", null)]
    [InlineData("eleven", "Hours", "ServiceGuide.Hours.Text")]
    public async Task The_layout_decides_what_is_asked(string layout, string without, string? refusedAt)
    {
        var data = Guide(_bureau, "版式" + layout + without, "T-" + layout + without, layout);
        ((JsonObject)data["ServiceGuide"]!).Remove(without);
        var submitted = await _bureau.SubmitAsync((await _bureau.DraftAsync("ServiceGuide", data)).VersionId);
        Assert.Equal(refusedAt, submitted.Succeeded ? null : string.Join(' ', submitted.Failures.Select(f => f.Field)));
    }

    [Fact]
    public async Task A_code_belongs_to_one_live_guide()
    {
        var first = await _bureau.PublishedAsync("ServiceGuide", Guide(_bureau, "编码在先的指南", "CX-77"));
        var second = await _bureau.DraftAsync("ServiceGuide", Guide(_bureau, "编码在后的指南", " cx-77 "));
        var refused = Assert.Single((await _bureau.SubmitAsync(second.VersionId)).Failures);
        Assert.Equal(("ServiceGuide.ItemCode.Text", "guide.code-taken", "编码在先的指南"), (refused.Field, refused.Code, refused.Args[0]));

        // The guide itself keeps its code in its next version, and leaves it when it goes.
        var next = await _bureau.DraftAsync("ServiceGuide", Guide(_bureau, "编码在先的指南，第二版", "CX-77"), first.ContentItemId);
        Bureau.Must(await _bureau.SubmitAsync(next.VersionId));
        Assert.True((await _bureau.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(first.ContentItemId, "content-error"), await _bureau.ActorAsync("publisher"), default)).Succeeded);
        Bureau.Must(await _bureau.SubmitAsync(second.VersionId));
    }

    [Fact]
    public async Task A_citizen_finds_time_and_fee_then_materials_steps_and_a_number_to_call()
    {
        var guide = await _bureau.PublishedAsync("ServiceGuide", Guide(_bureau, "失业登记指南", "CX-78"));
        var service = await _bureau.PublishedAsync("ServiceItem", Service(_bureau, "失业登记", "CX-78", guide.ContentItemId));
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(service.ContentItemId));
        var link = citizen.Page.QuerySelector("main .doc__head a")!;
        Assert.Contains("查看办事指南", link.TextContent, StringComparison.Ordinal);
        await citizen.GoAsync(link.GetAttribute("href")!);
        var main = citizen.Page.QuerySelector("main")!;
        Assert.Equal(["承诺时限即时办结信息不一致的，2个工作日", "现场办事次数0 次不用到现场", "收费不收费"], main.QuerySelectorAll(".glance > div").Select(d => d.TextContent.Trim()));
        Assert.Equal(["居民身份证|政府部门核发|1|原件|必要|", "登记表|||电子|必要|"], main.QuerySelectorAll("table.data tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(c => c.TextContent))));
        Assert.Equal(["申请", "比对"], main.QuerySelectorAll("ol.steps > li .steps__title").Select(s => s.TextContent));
        Assert.Equal("tel:06005550109", main.QuerySelector("a[href^='tel:']")!.GetAttribute("href"));
        Assert.DoesNotContain("sixteen", main.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("要素版式", main.TextContent, StringComparison.Ordinal);
    }

    /// <summary>A guide that has all it needs.</summary>
    internal static JsonObject Guide(Bureau bureau, string title, string code, string layout = "sixteen")
    {
        var data = bureau.Article(title, "<p>在法定劳动年龄内、处于无业状态的劳动者可以办理失业登记。</p>");
        data[Disclosure.PartName]!["Stage"] = "service";
        data["ServiceGuide"] = new JsonObject
        {
            ["Layout"] = Text(layout), ["ItemCode"] = Text(code), ["Scope"] = Text("无业的城乡劳动者"), ["HandlingType"] = Text("即办件"), ["Channels"] = Text("网上办理"), ["Visits"] = Value(0),
            ["Basis"] = Text("《就业促进法》第三十五条"), ["Conditions"] = Text("年满16周岁"), ["PromisedDays"] = Value(0), ["LimitNote"] = Text("信息不一致的，2个工作日"),
            ["Materials"] = Rows("""{"material":"居民身份证","source":"政府部门核发","copies":1,"form":"原件","need":"必要"}""", """{"material":"登记表","form":"电子","need":"必要"}"""),
            ["Steps"] = Rows("""{"step":"申请","content":"登录网上平台"}""", """{"step":"比对","limit":"即时"}"""),
            ["Fee"] = Text("不收费"), ["Result"] = Text("失业登记信息"), ["Delivery"] = Text("即时推送"), ["Place"] = Text("二楼B区7号窗口"), ["Hours"] = Text("工作日8:30—12:00"),
            ["Phone"] = Text("0600-5550109"), ["Progress"] = Text("网上平台查询"), ["ComplaintPhone"] = Text("0600-5550103"),
        };
        return data;
    }

    private static JsonObject Service(Bureau bureau, string title, string code, string guideId)
    {
        var data = bureau.Article(title);
        data.Remove("HtmlBodyPart");
        data["ServiceItem"] = new JsonObject
        {
            ["Code"] = Text(code), ["ItemType"] = Text("公共服务"), ["LegalBody"] = Text("县人社局"), ["Applicants"] = Text("自然人"), ["Level"] = Text("县级"), ["Basis"] = Text("《就业促进法》"),
            ["Guide"] = new JsonObject { ["ContentItemIds"] = new JsonArray(guideId) },
        };
        return data;
    }

    private static string ErrorsAt(Visitor person, string field) => person.Page.GetElementById(field.Replace('.', '_') + "-error")?.TextContent ?? "";

    private static JsonObject Text(string text) => new() { ["Text"] = text };

    private static JsonObject Value(int value) => new() { ["Value"] = value };

    private static JsonObject Rows(params string[] rows) => new() { ["Rows"] = new JsonArray([.. rows.Select(r => JsonNode.Parse(r))]) };
}
