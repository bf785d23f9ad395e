using System.Text.Json.Nodes;
using GovPortal.AdminUi.Lists;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Modules.Tests.Deadlines;

public sealed class ObligationsTests : IAsyncLifetime
{
    private PortalDatabase _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalDatabase.CreateAsync();
        await _portal.InTransactionAsync(tx =>
        {
            tx.Db.Add(new Section { Id = "office", AgencyId = "home", Name = "办公室" });
            tx.Db.Add(new Column { Id = "c1", AgencyId = "home", Path = "zc/wj", Title = "文件", SectionId = "office", DeadlineText = "3个工作日内", DeadlineRule = "3wd" });
            tx.Db.Add(new Column { Id = "c2", AgencyId = "home", Path = "zc/gg", Title = "公告", SectionId = "office" });
            return Task.FromResult(0);
        });
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task A_saved_draft_starts_both_clocks_once()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        Assert.Equal(["disclose 5wd 2026-02-13 → 2026-02-27 running", "disclose-statutory 20wd 2026-02-13 → 2026-03-19 running"], await ClocksAsync());
    }

    [Fact]
    public async Task The_columns_rule_and_urgency_set_the_internal_clock()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13", column: "c1");
        Assert.Equal("disclose 3wd 2026-02-13 → 2026-02-25 running", (await ClocksAsync())[0]);
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13", column: "c1", urgent: true);
        Assert.Equal(
            ["disclose 3wd 2026-02-13 → 2026-02-25 cancelled", "disclose same-day 2026-02-13 → 2026-02-13 running", "disclose-statutory 20wd 2026-02-13 → 2026-03-19 running"],
            await ClocksAsync());
    }

    [Fact]
    public async Task A_corrected_day_replaces_the_clock_and_the_old_day_brings_it_back()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-03-02");
        Assert.Equal(["disclose 5wd 2026-02-13 → 2026-02-27 cancelled", "disclose 5wd 2026-03-02 → 2026-03-09 running"], (await ClocksAsync()).Where(c => c.StartsWith("disclose ", StringComparison.Ordinal)));
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        Assert.Equal(["disclose 5wd 2026-02-13 → 2026-02-27 running", "disclose 5wd 2026-03-02 → 2026-03-09 cancelled"], (await ClocksAsync()).Where(c => c.StartsWith("disclose ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_last_internal_approval_meets_the_internal_clock_and_going_online_the_statutory_one()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        _portal.Clock.Utc = new DateTime(2026, 2, 25, 3, 0, 0, DateTimeKind.Utc);
        await DoAsync(ContentChangeKind.StepApproved, "v1", "2026-02-13");
        Assert.EndsWith("running", (await ClocksAsync())[0], StringComparison.Ordinal);
        await DoAsync(ContentChangeKind.Approved, "v1", "2026-02-13");
        Assert.Equal(["met", "running"], (await ClocksAsync()).Select(c => c.Split(' ')[^1]));
        Assert.Equal(
            """{"text":"5个工作日","due":"2026-02-27","status":"on-time","provisional":false,"metOn":"2026-02-25"}""", await FactAsync("v1", "2026-02-13"));
        await DoAsync(ContentChangeKind.Published, "v1", "2026-02-13");
        Assert.Equal(["met", "met"], (await ClocksAsync()).Select(c => c.Split(' ')[^1]));
    }

    [Fact]
    public async Task What_the_publisher_sends_back_runs_on_to_the_same_day()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Approved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Returned, "v1", "2026-02-13");
        Assert.Equal("disclose 5wd 2026-02-13 → 2026-02-27 running", (await ClocksAsync())[0]);
        await DoAsync(ContentChangeKind.Saved, "v2", "2026-02-13");
        _portal.Clock.Utc = new DateTime(2026, 3, 2, 3, 0, 0, DateTimeKind.Utc);
        await DoAsync(ContentChangeKind.Approved, "v2", "2026-02-13");
        Assert.Contains("\"status\":\"late\"", await FactAsync("v2", "2026-02-13"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_version_starts_a_clock_only_with_a_new_day_of_change()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Approved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Published, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Saved, "v2", "2026-02-13", column: "c1");
        Assert.Equal(2, (await ClocksAsync()).Count);
        await DoAsync(ContentChangeKind.Saved, "v2", "2026-02-13", changed: "2026-04-30", live: true);
        Assert.Equal("disclose 5wd 2026-04-30 → 2026-05-11 running", (await ClocksAsync())[1]);
        await DoAsync(ContentChangeKind.Discarded, "v2", "2026-02-13", changed: "2026-04-30", live: true);
        Assert.Equal(["met", "cancelled", "met", "cancelled"], (await ClocksAsync()).Select(c => c.Split(' ')[^1]));
    }

    [Theory]
    [InlineData(ContentChangeKind.Discarded)]
    [InlineData(ContentChangeKind.Withdrawn)]
    public async Task What_is_given_up_owes_nothing(ContentChangeKind change)
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await DoAsync(change, "v1", "2026-02-13");
        Assert.All(await ClocksAsync(), c => Assert.EndsWith("cancelled", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task A_draft_without_a_day_to_count_from_has_no_clock(string? day)
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await DoAsync(ContentChangeKind.Saved, "v1", day);
        Assert.All(await ClocksAsync(), c => Assert.EndsWith("cancelled", c, StringComparison.Ordinal));
        Assert.Null(await FactAsync("v1", null));
    }

    [Fact]
    public async Task The_board_shows_what_runs_to_those_who_may_see_it()
    {
        await DoAsync(ContentChangeKind.Saved, "v1", "2026-02-13");
        await _portal.InTransactionAsync(tx => Task.FromResult(tx.Db.Add(new ContentIndexRow
        {
            ContentItemId = "i1", VersionId = "v1", State = VersionState.Draft, ContentType = "Article", Title = "春节值班安排", AgencyId = "home",
            ColumnId = "c2", SectionId = "office", Summary = "", Facts = "{}", AuthorId = "u1",
        })));
        _portal.Clock.Utc = new DateTime(2026, 2, 26, 2, 0, 0, DateTimeKind.Utc);

        var page = await BoardAsync(PortalDatabase.Person(VisibleObligations.Read, "home", "office"));
        var row = Assert.Single(page.Rows);
        Assert.Equal(("春节值班安排", ObligationStatus.DueSoon, 1), (row.Title, row.Status, row.WorkingDaysLeft));
        Assert.Equal(1, page.Counts[ObligationStatus.DueSoon]);
        Assert.Empty((await BoardAsync(PortalDatabase.Person(VisibleObligations.Read, "home", "finance"))).Rows);
        Assert.Empty((await BoardAsync(PortalDatabase.Person(VisibleObligations.Read), ObligationStatus.Overdue)).Rows);
        foreach (var status in Enum.GetValues<ObligationStatus>())
        {
            Assert.Equal(page.Counts[status], (await BoardAsync(PortalDatabase.Person(VisibleObligations.Read), status)).Total);
        }

        _portal.Clock.Utc = new DateTime(2026, 2, 28, 2, 0, 0, DateTimeKind.Utc);
        await using var db = _portal.Open();
        var waiting = await _portal.All<IWorkItems>().OfType<DueClocks>().Single().WaitingForAsync(db, PortalDatabase.Person(Permissions.ContentEdit, "home", "office"), default);
        Assert.Equal(("公开时限已逾期", 1, "春节值班安排"), (Assert.Single(waiting).Title, waiting[0].Total, waiting[0].Items[0].Title));
        var view = (await _portal.Get<IObligations>().OfAsync(db, "i1", default))[0];
        Assert.Equal(("5个工作日", ObligationStatus.Overdue), (view.RuleText, view.Status));
    }

    private async Task<ObligationPage> BoardAsync(Actor actor, ObligationStatus? status = null)
    {
        await using var db = _portal.Open();
        return await _portal.Get<ListObligations>().HandleAsync(db, new ListQuery(), new ObligationFilter(status, null, null, null, null), actor, default);
    }

    private Task<int> DoAsync(
        ContentChangeKind change, string versionId, string? formed, string column = "c2", bool urgent = false, string? changed = null, bool live = false) =>
        _portal.InTransactionAsync(async tx =>
        {
            var version = Version(versionId, formed, column, urgent, changed, live, await OrganisationSnapshot.LoadAsync(tx.Db, default));
            foreach (var reaction in _portal.All<IContentReaction>().OfType<DisclosureClocks>()) await reaction.OnAsync(tx, change, version, Actor.System, default);
            return 0;
        });

    private async Task<string?> FactAsync(string versionId, string? formed)
    {
        await using var db = _portal.Open();
        var version = Version(versionId, formed, "c2", false, null, false, await OrganisationSnapshot.LoadAsync(db, default));
        return (await _portal.All<IPublicFacts>().OfType<DeadlineFact>().Single().ForAsync(db, version, default))?.ToJsonString(CanonicalJson.Unescaped);
    }

    private static VersionInHand Version(string id, string? formed, string column, bool urgent, string? changed, bool live, OrganisationSnapshot organisation) => new(
        new ContentItemRow { Id = "i1", ContentType = "Article", AgencyId = "home", LatestVersionId = id, OwnerId = "u1", PublishedVersionId = live ? "v1" : null },
        new ContentVersion { Id = id, ContentItemId = "i1", DisplayText = "题", Data = "{}", AgencyId = "home", ColumnId = column, SectionId = "office", Contributors = "u1" },
        new JsonObject
        {
            [Disclosure.PartName] = new JsonObject { ["ColumnId"] = column, ["FormedOn"] = formed, ["ChangedOn"] = changed, ["Urgency"] = urgent ? "urgent" : null },
        },
        new ContentTypeDefinition("Article", "信息", [], []), organisation);

    private async Task<List<string>> ClocksAsync()
    {
        await using var db = _portal.Open();
        var rows = await db.Set<Obligation>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        return [.. rows.OrderBy(o => o.Kind, StringComparer.Ordinal).ThenBy(o => o.FromDate).ThenBy(o => o.Rule, StringComparer.Ordinal)
            .Select(o => $"{o.Kind} {o.Rule} {o.FromDate:yyyy-MM-dd} → {CivilTime.DateOf(o.DueUtc):yyyy-MM-dd} {(o.MetUtc is not null ? "met" : o.CancelledUtc is not null ? "cancelled" : "running")}")];
    }
}
