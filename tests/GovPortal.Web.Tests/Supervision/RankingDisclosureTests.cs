using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>A month's ranking before the public: only where the office wants it, only signed, only through the review.</summary>
public sealed class RankingDisclosureTests
{
    [Fact]
    public async Task The_office_drafts_a_signed_ranking_that_is_public_only_when_it_was_reviewed_and_published()
    {
        await using var app = await PortalApp.StartAtAsync("2026-11-10 10:00");
        var bureau = await Bureau.OpenAsync(app);
        var (agency, column) = (bureau.Organisation.Agencies[0].Id, bureau.Column("就业政策"));
        await bureau.PublishedAsync(bureau.Article("十一月的信息", formedOn: "2026-11-09"));
        await InspectionTests.RunAsync(app);
        using var office = await bureau.SignedInAsync("office");
        Assert.True((await DraftAsync("office")).Has("summary.not-signed"));
        await CloseAsync(isSigned: false);
        Assert.True((await DraftAsync("office")).Has("summary.not-signed"));
        await office.GoAsync(Summary);
        Assert.Null(office.Page.QuerySelector(Form));
        Done(await app.Get<SignSummary>().HandleAsync(agency, 202611, await bureau.ActorAsync("leader"), default));

        foreach (var who in "editor head stranger reviewer leader publisher admin".Split(' '))
        {
            Assert.True((await DraftAsync(who)).Has(Failure.NotAllowed), who);
            using var other = await bureau.SignedInAsync(who);
            await other.GoAsync(Summary);
            Assert.Null(other.Page.QuerySelector(Form));
        }
        Assert.Equal("Type", (await DraftAsync("office", type: "Nothing")).Failures.Single(f => f.Code == "ranking.type").Field);
        Assert.Equal("Column", (await DraftAsync("office", columnId: "nowhere")).Failures.Single().Field);
        await office.GoAsync(Summary);
        await office.SubmitAsync(Form, new() { ["Input.Type"] = "Article", ["Input.Column"] = "" });
        Assert.Contains("栏目", office.Page.QuerySelector("[data-valmsg-for='Input.Column'], .gp-field:has([name='Input.Column'])")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await KeptAsync()).RankingVersionId);

        await office.SubmitAsync(Form, new() { ["Input.Type"] = "Article", ["Input.Column"] = column.Id });
        var item = office.Url.Split('?')[0].Split('/')[^1];
        Assert.StartsWith("/Admin/Content/Edit/", office.Url, StringComparison.Ordinal);
        var first = await LatestAsync(item);
        Assert.Equal((bureau.Organisation.Agencies[0].Name + "2026年11月政务公开工作科室排名", VersionState.Draft, 1), (first.DisplayText, first.State, first.Number));
        Assert.True((await DraftAsync("office")).Has("ranking.drafted-already"));
        await office.GoAsync(Summary);
        Assert.Null(office.Page.QuerySelector(Form));
        Assert.NotNull(office.Page.QuerySelector($"a[href='/Admin/Content/Item/{item}']"));
        using var citizen = app.Visitor();
        Assert.Null(await citizen.FindListedAsync("/columns/" + column.Path, "科室排名"));

        await PublishAsync(first.Id);
        await citizen.GoAsync(await bureau.PathAsync(item));
        var kept = await app.QueryAsync(db => db.Set<InspectionScore>().AsNoTracking().CountAsync(s => s.SectionId != ""));
        Assert.True(kept > 0);
        Assert.Equal(kept, citizen.Page.QuerySelectorAll("table tbody tr").Length);

        // Opened, counted and signed again: the next version of the same item, and the public keeps the first until that one is reviewed.
        Done(await app.Get<FreezeSummary>().ReopenAsync(agency, 202611, "漏计了一条", await bureau.ActorAsync("office"), default));
        Assert.True((await DraftAsync("office")).Has("summary.not-signed"));
        app.Clock.Set("2026-11-10 11:00");
        await CloseAsync(isSigned: true);
        await office.GoAsync(Summary);
        Assert.Contains("公开稿仍是重新打开以前的排名", office.Text, StringComparison.Ordinal);
        Assert.Equal(item, Bureau.Must(await DraftAsync("office")).ContentItemId);
        var second = await LatestAsync(item);
        Assert.Equal((VersionState.Draft, 2), (second.State, second.Number));

        // Given up, it is drafted anew, as a version of what the public sees.
        Assert.True((await DraftAsync("office")).Has("ranking.drafted-already"));
        Done(await app.Get<DiscardDraft>().HandleAsync(new DiscardDraftCommand(second.Id), await bureau.ActorAsync("office"), default));
        Assert.Equal(item, Bureau.Must(await DraftAsync("office")).ContentItemId);
        await citizen.GoAsync(await bureau.PathAsync(item));
        Assert.Equal(kept, citizen.Page.QuerySelectorAll("table tbody tr").Length);

        async Task CloseAsync(bool isSigned)
        {
            Done(await app.Get<FreezeSummary>().HandleAsync(agency, 202611, "", await bureau.ActorAsync("office"), default));
            if (isSigned) Done(await app.Get<SignSummary>().HandleAsync(agency, 202611, await bureau.ActorAsync("leader"), default));
        }
        async Task<Result<VersionRef>> DraftAsync(string who, string type = "Article", string? columnId = null) =>
            await app.Get<DraftRanking>().HandleAsync(agency, 202611, type, columnId ?? column.Id, await bureau.ActorAsync(who), default);
        async Task PublishAsync(string version)
        {
            Bureau.Must(await bureau.SubmitAsync(version, "office"));
            Bureau.Must(await bureau.DecideAsync(version, "section-head", "head"));
            Bureau.Must(await bureau.DecideAsync(version, "confidentiality", "reviewer"));
            Bureau.Must(await bureau.PublishAsync(version));
            await app.CatchUpAsync();
        }
        Task<MonthlySummary> KeptAsync() => app.QueryAsync(db => db.Set<MonthlySummary>().AsNoTracking().SingleAsync(s => s.Month == 202611));
        Task<ContentVersion> LatestAsync(string id) => app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().Where(v => v.ContentItemId == id).OrderByDescending(v => v.Number).FirstAsync());
    }

    private static void Done(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Failures));

    private const string Summary = "/Admin/Supervision/Summary?month=202611", Form = "form[action*='handler=DraftRanking']";
}
