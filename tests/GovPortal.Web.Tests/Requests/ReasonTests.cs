using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>What stands in an answer's reasons before somebody writes them.</summary>
public sealed class ReasonTests
{
    [Fact]
    public async Task The_reasons_of_an_answer_are_composed_from_the_offices_template_and_completed_by_hand()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var office = await bureau.ActorAsync("office");
        Done(await app.Get<ChangeRequestRules>().HandleAsync(new RequestRules { Reasons = new Dictionary<string, string> { ["not-held"] = "经检索〔请写明范围〕，本局没有这项信息。" } }, office, default));
        var given = await bureau.DispatchedAsync();
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Requests/{given.Id}?do=draft");
        await editor.SubmitAsync("form:has(select[name='Input.Outcome'])", new() { ["Input.Outcome"] = "not-held" }, "draft");
        Assert.Contains("已按办理结果的模板写好理由", editor.Text, StringComparison.Ordinal);
        Assert.Equal("经检索〔请写明范围〕，本局没有这项信息。", editor.Page.QuerySelector("textarea[name='Input.AnswerReason']")!.TextContent.Trim());
        await editor.SubmitAsync("form:has(select[name='Input.Outcome'])", new() { ["Input.Outcome"] = "not-held", ["Input.AnswerReason"] = "经检索〔请写明范围〕，本局没有这项信息。" }, "draft");
        Assert.Contains("没有补充", editor.Text, StringComparison.Ordinal);
        await editor.SubmitAsync("form:has(select[name='Input.Outcome'])", new() { ["Input.Outcome"] = "not-held", ["Input.AnswerReason"] = "经检索2025年档案，本局没有这项信息。" }, "draft");
        Assert.Equal(RequestState.AnswerDrafted, (await bureau.CaseAsync(given.Id)).State);
        using var visitor = await bureau.SignedInAsync("office");
        await visitor.GoAsync("/Admin/Requests/Rules");
        Assert.Equal("经检索〔请写明范围〕，本局没有这项信息。", visitor.Page.QuerySelector("textarea[name='Input.Reasons[not-held]']")!.TextContent.Trim());
    }
}
