using System.Text.Json.Nodes;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Reviews.Features;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Policies;

/// <summary>三同步 (R37): a policy document and its interpretation are drafted, reviewed and published together.</summary>
public sealed class InterpretationTests(SharedBureau shared)
{
    private const string Whole = "<h2>背景依据</h2><p>一</p><h2>主要内容</h2><p>二</p><h2>适用范围</h2><p>三</p><h2>执行标准</h2><p>四</p><h2>执行期限</h2><p>五</p><h2>术语释义</h2><p>无</p>";
    private const string Plan = "解读方案：文字解读，与文件同日在门户网站发布";

    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_document_goes_online_with_its_interpretation_or_not_at_all()
    {
        var document = await ApprovedAsync("PolicyDocument", Document("办法同步解读"));
        var alone = await _bureau.PublishAsync(document.VersionId);
        Assert.Equal(["policy.interpretation-missing"], alone.Failures.Select(f => f.Code));
        var interpretation = await ApprovedAsync("Interpretation", Interpretation("办法同步解读的解读", document));
        var waiting = Assert.Single((await _bureau.PublishAsync(document.VersionId)).Failures);
        Assert.Equal(("policy.interpretation-waiting", "办法同步解读的解读"), (waiting.Code, waiting.Args[0]));

        using var publisher = await _bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Publishing?q=办法同步解读");
        // The document first: the order is no matter.
        using var chosen = new FormUrlEncodedContent([.. Token(publisher), new("version", document.VersionId), new("version", interpretation.VersionId)]);
        var answer = await publisher.PostRawAsync("/Admin/Publishing?handler=Together", chosen);
        Assert.Equal(302, (int)answer.StatusCode);
        await _bureau.App.CatchUpAsync();
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(document.ContentItemId));
        Assert.Contains("办法同步解读的解读", citizen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Plan, citizen.Page.Source.Text, StringComparison.Ordinal);
        await citizen.GoAsync(await _bureau.PathAsync(interpretation.ContentItemId));
        Assert.Contains("办法同步解读", citizen.Page.QuerySelector(".pointer")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_is_published_together_all_goes_or_nothing()
    {
        var good = await _bureau.ApprovedAsync(_bureau.Article("可以发布的一条"));
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("没有审查的一条")));
        var handler = _bureau.App.Get<PublishTogether>();
        var refused = await handler.HandleAsync(new PublishTogetherCommand([good.VersionId, draft.VersionId]), await _bureau.ActorAsync("publisher"), default);
        Assert.Contains(refused.Failures, f => f.Code == "publish.not-reviewed" && f.Field == "没有审查的一条");
        Assert.DoesNotContain(refused.Failures, f => f.Field == "可以发布的一条");
        Assert.Equal(VersionState.Approved, await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == good.VersionId).Select(v => v.State).SingleAsync()));
        Assert.Equal("release.too-few", (await handler.HandleAsync(new PublishTogetherCommand([good.VersionId, good.VersionId]), await _bureau.ActorAsync("publisher"), default)).Failures[0].Code);
        var second = await _bureau.ApprovedAsync(_bureau.Article("可以发布的又一条"));
        Assert.Equal(Failure.NotAllowed, (await handler.HandleAsync(new PublishTogetherCommand([good.VersionId, second.VersionId]), await _bureau.ActorAsync("editor"), default)).Failures[0].Code);
        Assert.Equal(2, Must(await handler.HandleAsync(new PublishTogetherCommand([good.VersionId, second.VersionId]), await _bureau.ActorAsync("publisher"), default)).Count);
    }

    [Fact]
    public async Task What_is_deferred_follows_within_three_working_days()
    {
        var document = await ApprovedAsync("PolicyDocument", Document("办法暂缓解读", "暂缓解读", "配套表格未定稿"));
        Must(await _bureau.PublishAsync(document.VersionId));
        var clock = Assert.Single(await ClocksAsync(document));
        Assert.Equal(("3wd", (DateTime?)null), (clock.Rule, clock.MetUtc));
        var interpretation = await ApprovedAsync("Interpretation", Interpretation("办法暂缓解读的解读", document));
        Must(await _bureau.PublishAsync(interpretation.VersionId));
        Assert.NotNull(Assert.Single(await ClocksAsync(document)).MetUtc);

        var none = await ApprovedAsync("PolicyDocument", Document("通知无需解读", "无需解读", "公布结果，不作新规定"));
        Must(await _bureau.PublishAsync(none.VersionId));
        Assert.Empty(await ClocksAsync(none));
    }

    [Theory]
    [InlineData("同步解读", null, null, "PolicyDocument.InterpretationPlan.Text policy.plan-required")]
    [InlineData(null, null, null, "PolicyDocument.InterpretationPlan.Text policy.plan-required")]
    [InlineData("暂缓解读", null, "方案", "PolicyDocument.InterpretationReason.Text policy.reason-required")]
    [InlineData("无需解读", null, null, "PolicyDocument.InterpretationReason.Text policy.reason-required")]
    [InlineData("无需解读", "公布结果", null, null)]
    public async Task A_document_says_at_submission_how_it_is_interpreted(string? mode, string? reason, string? plan, string? refusal)
    {
        var data = Document("解读安排", mode, reason);
        if (mode is null) data["PolicyDocument"]!.AsObject().Remove("InterpretationMode");
        data["PolicyDocument"]!["InterpretationPlan"] = new JsonObject { ["Text"] = plan };
        var draft = Must(await DraftAsync("PolicyDocument", data));
        var submitted = await _bureau.SubmitAsync(draft.VersionId);
        Assert.Equal(refusal, submitted.Succeeded ? null : string.Join(' ', submitted.Failures.Select(f => $"{f.Field} {f.Code}")));
    }

    [Fact]
    public async Task Who_drafts_interprets_and_says_all_there_is_to_say()
    {
        var document = await ApprovedAsync("PolicyDocument", Document("谁起草谁解读"));
        var data = Interpretation("别的科室的解读", document);
        var column = _bureau.Organisation.Columns.First(c => !c.IsGroup && !c.IsInternal && c.SectionId == _bureau.Organisation.Sections.Single(s => s.Name == "财务科").Id);
        data["DisclosurePart"]!["ColumnId"] = column.Id;
        data["HtmlBodyPart"]!["Html"] = Whole.Replace("<h2>执行标准</h2>", "", StringComparison.Ordinal).Replace("<h2>术语释义</h2>", "<p><strong>名词解释</strong>：无</p>", StringComparison.Ordinal);
        var draft = Must(await DraftAsync("Interpretation", data, "stranger"));
        var refused = await _bureau.SubmitAsync(draft.VersionId, "stranger");
        Assert.Equal(
            ["Interpretation.Document.ContentItemIds interpretation.other-section 谁起草谁解读", "HtmlBodyPart.Html interpretation.aspects-missing 执行标准"],
            refused.Failures.Select(f => $"{f.Field} {f.Code} {f.Args[0]}"));
    }

    [Fact]
    public async Task The_plan_is_for_the_reviewers_alone()
    {
        var draft = Must(await DraftAsync("PolicyDocument", Document("方案只供审查", "无需解读", "不公开的理由")));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        using var head = await _bureau.SignedInAsync("head");
        await head.GoAsync($"/Admin/Reviews/{draft.VersionId}");
        Assert.Contains(Plan, head.Text, StringComparison.Ordinal);
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Must(await _bureau.PublishAsync(draft.VersionId));
        await _bureau.App.CatchUpAsync();
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(draft.ContentItemId));
        Assert.DoesNotContain("不公开的理由", citizen.Page.Source.Text, StringComparison.Ordinal);
        await citizen.GoAsync("/search?q=不公开的理由");
        Assert.DoesNotContain("方案只供审查", citizen.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> Token(Visitor visitor) =>
        [new("__RequestVerificationToken", visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)];

    private Task<List<Obligation>> ClocksAsync(VersionRef item) =>
        _bureau.App.QueryAsync(db => db.Set<Obligation>().AsNoTracking().Where(o => o.SubjectId == item.ContentItemId && o.Kind == "interpretation").ToListAsync());

    private JsonObject Document(string title, string? mode = "同步解读", string? reason = null)
    {
        var data = _bureau.Article(title);
        data["PolicyDocument"] = new JsonObject
        {
            ["DocumentNumber"] = Text("澄人社发〔2026〕99号"), ["IssuedOn"] = new JsonObject { ["Value"] = "2026-11-20" }, ["IssuingAgency"] = Text("县人社局"),
            ["Topic"] = Text("就业创业"), ["Validity"] = Text("有效"), ["InterpretationMode"] = Text(mode), ["InterpretationReason"] = Text(reason), ["InterpretationPlan"] = Text(Plan),
        };
        return data;
    }

    private JsonObject Interpretation(string title, VersionRef document)
    {
        var data = _bureau.Article(title, Whole);
        data["Interpretation"] = new JsonObject { ["Document"] = new JsonObject { ["ContentItemIds"] = new JsonArray(document.ContentItemId) }, ["Form"] = Text("文字解读") };
        return data;
    }

    private static JsonObject Text(string? text) => new() { ["Text"] = text };

    private async Task<Result<VersionRef>> DraftAsync(string type, JsonObject data, string by = "editor") =>
        await _bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, type, data), await _bureau.ActorAsync(by), default);

    private async Task<VersionRef> ApprovedAsync(string type, JsonObject data)
    {
        var draft = Must(await DraftAsync(type, data));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        return draft;
    }
}
