using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>Who may do what, decided in the handlers: a table of people and verbs.</summary>
[AnyEngine]
public sealed class RolesAndActionsTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    // editor and head are of the responsible section, stranger and otherhead of another.
    [Theory]
    [InlineData("draft", "editor editor2 head office admin", "stranger otherhead reviewer leader publisher")]
    [InlineData("submit", "editor editor2 head office admin", "stranger otherhead reviewer leader publisher")]
    [InlineData("recall", "editor editor2 head office admin", "stranger otherhead reviewer leader publisher")]
    [InlineData("review-content", "head", "stranger otherhead reviewer leader office publisher admin editor2")]
    [InlineData("review-confidentiality", "reviewer", "head otherhead leader office publisher admin stranger editor2")]
    [InlineData("publish", "publisher", "head reviewer leader office admin stranger editor2")]
    [InlineData("withdraw", "publisher admin", "editor head stranger otherhead reviewer leader office")]
    [InlineData("purge", "admin", "editor head stranger otherhead reviewer leader publisher")]
    public async Task The_table_of_roles_and_actions(string action, string may, string mayNot)
    {
        foreach (var who in may.Split(' ')) Assert.False((await ActAsync(action, who)).Has(Failure.NotAllowed), $"{who} should be allowed to {action}");
        foreach (var who in mayNot.Split(' ')) Assert.True((await ActAsync(action, who)).Has(Failure.NotAllowed), $"{who} should not be allowed to {action}");
    }

    private async Task<Result> ActAsync(string action, string who)
    {
        var (app, actor) = (_bureau.App, await _bureau.ActorAsync(who));
        var data = _bureau.Article($"{action} {who}");
        if (action == "draft") return await app.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Article", data), actor, default);
        if (action is "publish" or "withdraw" or "purge")
        {
            var approved = await _bureau.ApprovedAsync(data);
            if (action == "publish") return await _bureau.PublishAsync(approved.VersionId, who);
            Must(await _bureau.PublishAsync(approved.VersionId));
            var withdrawal = new WithdrawItemCommand(approved.ContentItemId, "expired");
            if (action == "withdraw") return await app.Get<WithdrawItem>().HandleAsync(withdrawal, actor, default);
            await app.Get<WithdrawItem>().HandleAsync(withdrawal, await _bureau.ActorAsync("publisher"), default);
            return await app.Get<PurgeVersion>().HandleAsync(new PurgeVersionCommand(approved.VersionId, "测试"), actor, default);
        }
        var draft = Must(await _bureau.DraftAsync(data));
        if (action == "submit") return await _bureau.SubmitAsync(draft.VersionId, who);
        Must(await _bureau.SubmitAsync(draft.VersionId));
        if (action == "recall") return await app.Get<RecallVersion>().HandleAsync(new RecallVersionCommand(draft.VersionId), actor, default);
        if (action == "review-content") return await _bureau.DecideAsync(draft.VersionId, "section-head", who);
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        return await _bureau.DecideAsync(draft.VersionId, "confidentiality", who);
    }

    [Theory]
    [InlineData("/Admin")]
    [InlineData("/Admin/Content")]
    [InlineData("/Admin/Users")]
    [InlineData("/Admin/Columns")]
    [InlineData("/Admin/Audit")]
    [InlineData("/Admin/Deadlines")]
    [InlineData("/Admin/SearchIndex")]
    public async Task An_anonymous_visitor_is_sent_to_sign_in(string url)
    {
        using var visitor = _bureau.App.Visitor();
        await visitor.GoAsync(url);
        Assert.StartsWith("/Login", visitor.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("editor", "/Admin/Users")]
    [InlineData("editor", "/Admin/Audit")]
    [InlineData("editor", "/Admin/Columns/Import")]
    [InlineData("publisher", "/Admin/Users")]
    [InlineData("reviewer", "/Admin/SearchIndex")]
    public async Task A_page_of_others_duties_is_refused(string who, string url)
    {
        using var visitor = await _bureau.SignedInAsync(who);
        await visitor.GoAsync(url);
        Assert.True((int)visitor.Response.StatusCode is 403 or 404, $"{who} {url}: {(int)visitor.Response.StatusCode}");
    }

    [Fact]
    public async Task A_right_taken_away_is_gone_with_the_next_request()
    {
        Must(await _bureau.App.Get<Users.Features.CreateUser>().HandleAsync(new Users.Features.CreateUserCommand(
            "leaver", "离岗人员", [new Users.Model.MembershipSpec("Office", _bureau.Organisation.Agencies[0].Id)], Password: Bureau.Password, Trusted: true), Actor.System, default));
        using var visitor = await _bureau.SignedInAsync("leaver");
        Assert.Equal(200, (int)(await visitor.GoAsync("/Admin/Content")).Response.StatusCode);
        var id = (await _bureau.ActorAsync("leaver")).UserId;
        await _bureau.App.Get<Users.Features.ChangeUser>().HandleAsync(new Users.Features.ChangeUserCommand(id, IsClosed: true, Trusted: true), Actor.System, default);
        await visitor.GoAsync("/Admin/Content");
        Assert.StartsWith("/Login", visitor.Url, StringComparison.Ordinal);
    }
}
