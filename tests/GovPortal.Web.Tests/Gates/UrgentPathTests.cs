using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>The urgent path (R35): shorter, never without the confidentiality review of exactly this content.</summary>
public sealed class UrgentPathTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_named_reviewer_decides_alone_and_nobody_else_can()
    {
        await SecondReviewerAsync();
        var draft = Must(await _bureau.DraftAsync(Urgent("台风期间社保经办服务安排")));
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Reviews/Submit/{draft.VersionId}");
        await editor.SubmitAsync("form[data-guard]", new()
        {
            ["Form.NoSecrets"] = "true", ["Form.PersonalData"] = "none", ["Form.ThirdParty"] = "none",
            ["UrgentReviewer"] = (await _bureau.ActorAsync("reviewer")).UserId, ["UrgentReason"] = "台风登陆，当日必须告知群众",
        });
        Assert.StartsWith("/Admin/Content/Item/", editor.Url, StringComparison.Ordinal);

        Assert.Contains((await _bureau.PublishAsync(draft.VersionId)).Failures, f => f.Code == "publish.step-missing");
        Assert.True((await _bureau.DecideAsync(draft.VersionId, "confidentiality", "urgentreviewer")).Has(Failure.NotAllowed));
        Assert.Equal("review.not-this-step", (await _bureau.DecideAsync(draft.VersionId, "section-head", "head")).Failures[0].Code);
        Assert.Equal(VersionState.Approved, Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer")));
        Must(await _bureau.PublishAsync(draft.VersionId));
        // What was skipped is confirmed afterwards, on a clock.
        Assert.Contains(await ClocksAsync(draft), c => c is { Kind: "review-urgent", MetUtc: null });
        using (var head = await _bureau.SignedInAsync("head"))
        {
            Assert.Contains("等我补办确认的", (await head.GoAsync("/Admin")).Text, StringComparison.Ordinal);
            await head.GoAsync("/Admin/Urgent");
            await head.SubmitAsync("form.rv-confirm", [], "object");
            Assert.Contains("理由", head.Text, StringComparison.Ordinal);
            await head.SubmitAsync("form.rv-confirm", new() { ["Comment"] = "同意，内容属实" }, "agree");
            Assert.Contains("已补办", head.Text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(await ClocksAsync(draft), c => c is { Kind: "review-urgent", MetUtc: null });
        using (var stranger = await _bureau.SignedInAsync("stranger")) Assert.Equal(403, (int)(await stranger.GoAsync("/Admin/Urgent")).Response.StatusCode);
        Assert.Contains("补办确认", (await editor.GoAsync($"/Admin/Reviews/Form/{draft.VersionId}")).Text, StringComparison.Ordinal);
        Assert.Contains("台风登陆", (await editor.GoAsync($"/Admin/Reviews/Form/{draft.VersionId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_urgent_items_and_for_a_reviewer_who_did_not_contribute()
    {
        var reviewer = (await _bureau.ActorAsync("reviewer")).UserId;
        Assert.Equal(["urgent.not-urgent"], await RefusedAsync(_bureau.Article("并不紧急"), new UrgentSubmission(reviewer, "想快一点")));
        Assert.Equal(["urgent.reason-required"], await RefusedAsync(Urgent("没有理由"), new UrgentSubmission(reviewer, " ")));
        Assert.Equal(["urgent.not-a-reviewer"], await RefusedAsync(Urgent("指定的人不对"), new UrgentSubmission((await _bureau.ActorAsync("leader")).UserId, "紧急")));
        Assert.Equal(["urgent.own-work"], await RefusedAsync(Urgent("指定自己"), new UrgentSubmission((await _bureau.ActorAsync("editor")).UserId, "紧急")));
    }

    private Task<IReadOnlyList<Kernel.Organisation.ObligationView>> ClocksAsync(VersionRef draft) =>
        _bureau.App.QueryAsync(db => _bureau.App.Get<Kernel.Organisation.IObligations>().OfAsync(db, draft.ContentItemId, default));

    private async Task<IEnumerable<string>> RefusedAsync(JsonObject data, UrgentSubmission urgent)
    {
        var draft = Must(await _bureau.DraftAsync(data));
        var result = await _bureau.App.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(draft.VersionId, Form, Urgent: urgent), await _bureau.ActorAsync("editor"), default);
        Assert.Equal(VersionState.Draft, await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == draft.VersionId).Select(v => v.State).SingleAsync()));
        return result.Failures.Select(f => f.Code);
    }

    private JsonObject Urgent(string title)
    {
        var data = _bureau.Article(title);
        data[Disclosure.PartName]!["Urgency"] = "urgent";
        data[Disclosure.PartName]!["UrgencyReason"] = "重要紧急事项";
        return data;
    }

    private async Task SecondReviewerAsync() => Must(await _bureau.App.Get<CreateUser>().HandleAsync(
        new CreateUserCommand("urgentreviewer", "另一保密员", [new MembershipSpec("ConfidentialityReviewer", _bureau.Organisation.Agencies[0].Id)], Password: Bureau.Password, Trusted: true), Actor.System, default));
}
