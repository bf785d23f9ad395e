using GovPortal.Deadlines.Model;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using GovPortal.Web.Tests.Deadlines;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>Something that breaks a rule. Of an item's problems only the item is told, of the others the whole subject.</summary>
internal sealed record Fault(string Rule, string Subject, string? SectionId);

/// <summary>What was done in the county, as far as an inspection can notice it.</summary>
internal sealed class CountyDeeds
{
    /// <summary>By column: the days of its first and its last publication.</summary>
    public Dictionary<string, (DateOnly First, DateOnly Last)> Published { get; } = [];
    /// <summary>Faults of items, from the moment they slipped in until they are mended.</summary>
    public HashSet<Fault> Standing { get; } = [];
    public List<(string Id, DateOnly Received, DateOnly? Closed)> Letters { get; } = [];
    /// <summary>By working day: the day its entry of the monitoring log was or will be written.</summary>
    public Dictionary<DateOnly, DateOnly> Logged { get; } = [];
    public Dictionary<string, string> ColumnOf { get; } = [];
    public List<(string Item, DateOnly Day)> First { get; } = [];
    public (string Id, DateOnly Confirmed)? Guide { get; set; }
    public DateOnly? LastAny { get; set; }
    public string OwnRuleCode { get; set; } = "";
}

/// <summary>
/// What an inspection ought to find each night, by plain counting on what was done and nothing of the product. Clocks are read from their
/// rows: that they are right is another simulation's matter.
/// </summary>
internal sealed class SupervisedOracle(PortalApp app, Bureau bureau, CountyOracle calendar, CountyDeeds deeds)
{
    /// <summary>The column that a rule of the county's own asks to be renewed, and within how many days.</summary>
    public const string StillColumn = "社保政策";
    public const int StillDays = 20;

    private static readonly Dictionary<string, string?> RuleOfClock = new()
    {
        ["freshness"] = "column-stale", ["periodic"] = "column-stale", ["interpretation"] = "interpretation-late", ["adoption-report"] = "adoption-late", ["inquiry-reply"] = "answer-late", ["correction-reply"] = "answer-late",
        ["disclose"] = "disclosure-late", ["disclose-statutory"] = "disclosure-late", ["supervision-order"] = null,
    };

    private string Agency => bureau.Organisation.Agencies[0].Id;

    /// <summary>What tonight's inspection ought to find standing.</summary>
    public async Task<HashSet<Fault>> ExpectedAsync(DateOnly night, DateTime nowUtc)
    {
        var expected = deeds.Standing.ToHashSet();
        var blank = bureau.Organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && bureau.Organisation.IsPublic(c) && !deeds.Published.ContainsKey(c.Id)).ToList();
        expected.UnionWith(blank.Select(c => new Fault("column-blank", c.Id, c.SectionId)));
        if (blank.Count >= 5) expected.Add(new Fault("columns-blank", Agency, null));
        if (deeds.LastAny is not { } last || night.DayNumber - last.DayNumber > 14) expected.Add(new Fault("home-stale", Agency, null));
        expected.UnionWith(await ClocksAsync(nowUtc));
        foreach (var (id, received, closed) in deeds.Letters.Where(l => l.Closed is null || l.Closed >= night))
        {
            if (received < night.AddMonths(-2)) expected.Add(new Fault("letter-waiting", id, null));
            if (received < night.AddMonths(-3)) expected.Add(new Fault("letter-forgotten", id, null));
        }
        var firstLog = deeds.Logged.Where(l => l.Value < night).Select(l => (DateOnly?)l.Key).Min();
        for (var day = night.AddDays(-30); firstLog is not null && day < night; day = day.AddDays(1))
        {
            if (day >= firstLog && calendar.Works(day) && !(deeds.Logged.TryGetValue(day, out var written) && written < night)) expected.Add(new Fault("monitoring-gap", $"{Agency}:{day:yyyyMMdd}", null));
        }
        foreach (var (rule, title, months) in new[] { ("notice-stale", "通知公告", 6), ("reply-stale", "咨询回复", 2) })
        {
            var column = bureau.Column(title);
            if (deeds.Published.TryGetValue(column.Id, out var at) && at.Last.AddMonths(months) < night) expected.Add(new Fault(rule, column.Id, column.SectionId));
        }
        var policies = bureau.Organisation.Columns.Single(c => c is { IsGroup: true, Title: "政策文件" });
        var policy = bureau.Organisation.WithDescendants(policies).Where(c => deeds.Published.ContainsKey(c.Id)).Select(c => (DateOnly?)deeds.Published[c.Id].Last).Max();
        if (policy is { } renewed && renewed.AddMonths(6) < night) expected.Add(new Fault("policy-stale", policies.Id, policies.SectionId));
        var still = bureau.Column(StillColumn);
        if (!deeds.Published.TryGetValue(still.Id, out var seen) || night.DayNumber - seen.Last.DayNumber > StillDays) expected.Add(new Fault(deeds.OwnRuleCode, still.Id, still.SectionId));
        if (deeds.Guide is { } guide && guide.Confirmed.AddMonths(12) < night) expected.Add(new Fault("contact-stale", guide.Id, bureau.Column("就业政策").SectionId));
        return expected;
    }

    private async Task<IEnumerable<Fault>> ClocksAsync(DateTime nowUtc)
    {
        var late = await app.QueryAsync(db => db.Set<Obligation>().AsNoTracking().Where(o => o.MetUtc == null && o.CancelledUtc == null && o.PausedUtc == null && o.DueUtc < nowUtc).ToListAsync());
        var faults = late.Where(o => RuleOfClock.GetValueOrDefault(o.Kind, "clock-late") is not null).Select(o => new Fault(RuleOfClock.GetValueOrDefault(o.Kind, "clock-late")!, o.Id, o.SectionId)).ToList();
        var stale = late.Where(o => o.ColumnId is not null && RuleOfClock.GetValueOrDefault(o.Kind) == "column-stale").Select(o => o.ColumnId).Distinct().Count();
        return stale >= 10 ? faults.Append(new Fault("columns-stale", Agency, null)) : faults;
    }

    /// <summary>Items that went online for the first time in a month, by the section of their column.</summary>
    public Dictionary<string, int> PublishedIn(int month) => deeds.First.Where(f => ReadSummary.MonthOf(f.Day) == month)
        .GroupBy(f => bureau.Organisation.Column(deeds.ColumnOf[f.Item])!.SectionId ?? "").ToDictionary(g => g.Key, g => g.Count());
}
