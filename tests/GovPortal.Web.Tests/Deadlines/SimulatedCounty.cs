using System.Text.Json.Nodes;
using GovPortal.Columns.Features;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>A duty that comes back each month, with the months it is late in (every fifth) or forgotten (every seventh).</summary>
internal sealed record Duty(string Id, int Day)
{
    public DateOnly? ClosesOn(DateOnly due) => due.Month % 7 == 0 ? null : due.Month % 5 == 0 ? due.AddDays(3) : due.AddDays(-1);
}

/// <summary>The people of the county and what they do, in time or not, as the dice say.</summary>
internal sealed class SimulatedCounty
{
    private readonly Random _random;
    private readonly List<(string Id, string VersionId, DateOnly? HandOver, DateOnly? Publish)> _work = [];
    private readonly Dictionary<string, string> _names = [];
    private OrganisationSnapshot _organisation = OrganisationSnapshot.Empty;

    private SimulatedCounty(Random random) => _random = random;

    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<Duty> Duties { get; private set; } = [];

    public string NameOf(string subject) => _names.GetValueOrDefault(subject, subject);

    public static async Task<SimulatedCounty> OpenAsync(PortalApp portal, Random random)
    {
        var county = new SimulatedCounty(random);
        await using (var file = File.OpenRead(Bureau.Fixture("栏目任务分解表.xlsx")))
        {
            Bureau.Must(await portal.Get<ApplyTaskTable>().HandleAsync(
                new ApplyTaskTableCommand(new TaskTableSource(file, "栏目任务分解表.xlsx"), Trusted: true), Actor.System, default));
        }
        county._organisation = await portal.QueryAsync(db => OrganisationSnapshot.LoadAsync(db, default));
        county.Columns = [.. county._organisation.Columns.Where(c => !c.IsGroup)];
        foreach (var (name, role) in new[] { ("editor", "SectionEditor"), ("head", "SectionHead"), ("reviewer", "ConfidentialityReviewer"), ("leader", "DeputyLeader"), ("office", "Office"), ("publisher", "Publisher") })
        {
            Bureau.Must(await portal.Get<CreateUser>().HandleAsync(
                new CreateUserCommand(name, "模拟" + name, [new MembershipSpec(role, county._organisation.Agencies[0].Id, null)], Password: Bureau.Password, Trusted: true), Actor.System, default));
        }
        await portal.Get<OnceEventPump>().CatchUpAsync(default);
        await portal.Get<ReconcileColumnClocks>().HandleAsync(default);
        var duties = await portal.QueryAsync(db => db.Set<PeriodicDuty>().Where(d => d.IsActive).ToListAsync());
        county.Duties = [.. duties.Where(d => d.Rule.StartsWith("dom", StringComparison.Ordinal)).Select(d => new Duty(d.Id, int.Parse(d.Rule[3..], null)))];
        Assert.Equal(duties.Count, county.Duties.Count);
        foreach (var column in county.Columns) county._names[column.Id] = $"{column.Title} {column.DeadlineRule} {column.FreshnessRule}";
        return county;
    }

    /// <summary>On a working day up to two items are written, each with its fate.</summary>
    public async Task WriteAsync(PortalApp node, DateOnly today, CountyOracle oracle)
    {
        if (!oracle.Works(today)) return;
        for (var n = _random.Next(0, 3); n > 0; n--)
        {
            var column = Columns[_random.Next(Columns.Count)];
            var urgent = _random.Next(10) == 0;
            var due = oracle.DueOf(column, today, urgent);
            DateOnly? handOver = _random.Next(10) switch
            {
                0 => null,
                < 3 => oracle.AddWorkingDays(due, _random.Next(1, 4)),
                _ => due == today ? today : oracle.AddWorkingDays(today, _random.Next(1, 5)),
            };
            DateOnly? publish = handOver is { } day && _random.Next(12) > 0 ? oracle.AddWorkingDays(day, _random.Next(0, 3)) : null;
            var draft = Bureau.Must(await node.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Article", Data(column, today, urgent)), await ActorAsync(node, "editor"), default));
            _work.Add((draft.ContentItemId, draft.VersionId, handOver, publish));
            _names[draft.ContentItemId] = $"item of {column.Title} {column.DeadlineRule}{(urgent ? " urgent" : "")} formed {today:yyyy-MM-dd}, handed over {handOver:yyyy-MM-dd}, online {publish:yyyy-MM-dd}";
            oracle.Item(draft.ContentItemId, column, today, urgent, handOver, publish);
        }
    }

    public async Task HandOverAsync(PortalApp node, DateOnly today, CountyOracle oracle)
    {
        foreach (var (id, versionId, _, publish) in _work.Where(w => w.HandOver == today).ToList())
        {
            Bureau.Must(await node.Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(versionId, Bureau.Form), await ActorAsync(node, "editor"), default));
            await DecideAsync(node, versionId, "section-head", "head");
            await DecideAsync(node, versionId, "confidentiality", "reviewer");
        }
        foreach (var (id, versionId, _, publish) in _work.Where(w => w.Publish == today).ToList())
        {
            Bureau.Must(await node.Get<PublishVersion>().HandleAsync(new PublishVersionCommand(versionId), await ActorAsync(node, "publisher"), default));
        }
        foreach (var duty in Duties)
        {
            var open = await node.QueryAsync(db => db.Set<Obligation>().AsNoTracking().Where(o => o.SubjectId == duty.Id && o.MetUtc == null && o.CancelledUtc == null).ToListAsync());
            foreach (var clock in open.Where(o => duty.ClosesOn(DateOnly.FromDateTime(o.DueUtc.AddHours(8))) == today))
            {
                var closed = await node.Get<ClosePeriod>().HandleAsync(new ClosePeriodCommand(clock.Id, "本月汇总已报送"), await ActorAsync(node, "office"), default);
                Assert.True(closed.Succeeded, string.Join(", ", closed.Failures));
            }
        }
    }

    private JsonObject Data(Column column, DateOnly formed, bool urgent) => new()
    {
        ["TitlePart"] = new JsonObject { ["Title"] = $"模拟信息 {formed:yyyyMMdd}" },
        [Disclosure.PartName] = new JsonObject
        {
            ["ColumnId"] = column.Id, ["SectionId"] = column.SectionId ?? _organisation.Sections[0].Id, ["Stage"] = "management", ["FormedOn"] = formed.ToString("yyyy-MM-dd", null),
            ["Urgency"] = urgent ? "urgent" : "normal", ["UrgencyReason"] = urgent ? "重要事项" : null,
        },
        ["HtmlBodyPart"] = new JsonObject { ["Html"] = "<p>模拟正文。</p>" },
    };

    private static async Task DecideAsync(PortalApp node, string versionId, string step, string by)
    {
        var version = await node.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == versionId));
        Bureau.Must(await node.Get<DecideReview>().HandleAsync(
            new DecideReviewCommand(versionId, version.ManifestHash ?? "", step, ReviewDecision.Approved, null), await ActorAsync(node, by), default));
    }

    private static async Task<Actor> ActorAsync(PortalApp node, string name)
    {
        var id = await node.QueryAsync(db => node.Get<IPeople>().IdOfAsync(db, name, default));
        return (await node.Get<Actors>().LoadAsync(id!, default))!;
    }
}
