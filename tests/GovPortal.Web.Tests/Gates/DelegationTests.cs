using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>Reviews in another's name: for some days, on the record, and never on what either of the two wrote.</summary>
public sealed class DelegationTests
{
    [Fact]
    public async Task A_delegate_decides_within_the_days_and_the_form_says_for_whom()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        using var reviewer = await bureau.SignedInAsync("reviewer");
        await reviewer.GoAsync("/Admin/Delegations");
        await reviewer.SubmitAsync("form[data-guard]", new() { ["To"] = "reviewer", ["From"] = "2026-11-23", ["Until"] = "2026-11-20", ["Reason"] = "" });
        Assert.Contains("不能委托本人", reviewer.Text, StringComparison.Ordinal);
        Assert.Contains("结束日期不得早于开始日期", reviewer.Text, StringComparison.Ordinal);
        Assert.Contains("请填写委托事由", reviewer.Text, StringComparison.Ordinal);
        await reviewer.SubmitAsync("form[data-guard]", new() { ["To"] = "leader", ["From"] = "2026-11-23", ["Until"] = "2026-11-24", ["Reason"] = "外出学习" });
        Assert.Contains("外出学习", reviewer.Text, StringComparison.Ordinal);

        var first = await WaitingAsync(bureau, "委托前的信息");
        Assert.True((await bureau.DecideAsync(first, "confidentiality", "leader")).Has(Failure.NotAllowed));
        app.Clock.Set("2026-11-23 09:00");
        using (var leader = await bureau.SignedInAsync("leader"))
        {
            Assert.Contains("委托前的信息", (await leader.GoAsync("/Admin/Reviews")).Text, StringComparison.Ordinal);
            Assert.Contains("您受 测试reviewer 委托", (await leader.GoAsync($"/Admin/Reviews/{first}")).Text, StringComparison.Ordinal);
        }
        Assert.Equal(VersionState.Approved, Must(await bureau.DecideAsync(first, "confidentiality", "leader")));
        var review = await app.QueryAsync(db => db.Set<Review>().SingleAsync(r => r.VersionId == first && r.IsConfidentiality));
        Assert.Equal((await bureau.ActorAsync("reviewer")).UserId, review.OnBehalfOf);
        using var back = await bureau.SignedInAsync("reviewer");
        Assert.Contains("代签，受测试reviewer委托", (await back.GoAsync($"/Admin/Reviews/Form/{first}")).Text, StringComparison.Ordinal);
        Must(await bureau.PublishAsync(first));

        // Only reviews are delegated, and only until the last day.
        var leaderNow = await bureau.ActorAsync("leader");
        Assert.False(leaderNow.CanSomewhere(Permissions.ContentPurge));
        Assert.All(leaderNow.Grants.Where(g => g.OnBehalfOf is not null), g => Assert.True(g.Permissions.IsSubsetOf(Permissions.Reviews)));
        var second = await WaitingAsync(bureau, "委托后的信息");
        app.Clock.Set("2026-11-25 09:00");
        Assert.True((await bureau.DecideAsync(second, "confidentiality", "leader")).Has(Failure.NotAllowed));
    }

    [Fact]
    public async Task Neither_the_delegates_nor_the_delegators_own_work_is_decided_and_revoked_is_revoked()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        using var head = await bureau.SignedInAsync("head");
        await head.GoAsync("/Admin/Delegations");
        await head.SubmitAsync("form[data-guard]", new() { ["To"] = "editor", ["From"] = "2026-11-20", ["Until"] = "2026-11-30", ["Reason"] = "休假" });
        var own = Must(await bureau.DraftAsync(bureau.Article("受托人自己起草"), by: "editor"));
        Must(await bureau.SubmitAsync(own.VersionId, "editor"));
        Assert.Equal("review.own-work", (await bureau.DecideAsync(own.VersionId, "section-head", "editor")).Failures.Single().Code);
        var heads = Must(await bureau.DraftAsync(bureau.Article("委托人起草"), by: "head"));
        Must(await bureau.SubmitAsync(heads.VersionId, "head"));
        Assert.True((await bureau.DecideAsync(heads.VersionId, "section-head", "editor")).Has(Failure.NotAllowed));
        var others = Must(await bureau.DraftAsync(bureau.Article("他人起草"), by: "editor2"));
        Must(await bureau.SubmitAsync(others.VersionId, "editor2"));
        await head.GoAsync("/Admin/Delegations");
        await head.SubmitAsync("form[action*=Revoke]");
        Assert.Contains("已撤销", head.Text, StringComparison.Ordinal);
        Assert.True((await bureau.DecideAsync(others.VersionId, "section-head", "editor")).Has(Failure.NotAllowed));
    }

    private static async Task<string> WaitingAsync(Bureau bureau, string title)
    {
        var draft = Must(await bureau.DraftAsync(bureau.Article(title)));
        Must(await bureau.SubmitAsync(draft.VersionId));
        Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        return draft.VersionId;
    }
}
