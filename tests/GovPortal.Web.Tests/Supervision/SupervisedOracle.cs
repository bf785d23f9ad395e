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
    /// <summary>Rules that read items, whose problems say which place of the item they are about.</summary>
    public static readonly string[] ItemRules = ["dead-link", "date-missing", "personal-data", "sensitive-word", "contact-stale", "external-link-dead", "attachment-no-text"];

    /// <summary>By column: the days of its first and its last publication.</summary>
    public Dictionary<string, (DateOnly First, DateOnly Last)> Published { get; } = [];
    /// <summary>Faults of items, from the moment they slipped in until they are mended.</summary>
    public HashSet<Fault> Standing { get; } = [];
    /// <summary>Items with a link outside that is dead: the day they went online with it.</summary>
    public Dictionary<string, DateOnly> LinkedOutside { get; } = [];
    /// <summary>Running tasks: the day of what is to be done next, and the day something was last said of it.</summary>
    public Dictionary<string, (DateOnly Pressing, DateOnly Reported)> Tasks { get; } = [];
    public Dictionary<string, (DateOnly Published, DateOnly? Interpreted)> Documents { get; } = [];
    public List<(string Id, DateOnly Received, DateOnly? Closed)> Letters { get; } = [];
    /// <summary>By working day: the day its entry of the monitoring log was or will be written.</summary>
    public Dictionary<DateOnly, DateOnly> Logged { get; } = [];
    public Dictionary<string, string> ColumnOf { get; } = [];
    public List<(string Item, DateOnly Day)> First { get; } = [];
    public (string Id, DateOnly Confirmed)? Guide { get; set; }
    public DateOnly? LastAny { get; set; }
    public string OwnRuleCode { get; set; } = "";

    /// <summary>Of such rules an order has its own item read again, of the others everything.</summary>
    public bool ReadByItem(string rule) => ItemRules.Contains(rule) || rule == OwnRuleCode;
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

    /// <summary>What the office named as its columns of news, and of the figures of its services.</summary>
    public static readonly string[] NewsColumns = ["补贴公示", "社保政策", "就业政策", "通知公告", "咨询回复"];
    public const string StatisticsColumn = "咨询回复";

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
        var news = NewsColumns.Select(bureau.Column).Where(c => deeds.Published.TryGetValue(c.Id, out var at) && at.Last.AddDays(14) < night).ToList();
        expected.UnionWith(news.Select(c => new Fault("news-stale", c.Id, c.SectionId)));
        var statistics = bureau.Column(StatisticsColumn);
        if (deeds.Published.TryGetValue(statistics.Id, out var figures) && figures.Last.AddMonths(3) < night) expected.Add(new Fault("statistics-stale", statistics.Id, statistics.SectionId));
        var policies = bureau.Organisation.Columns.Single(c => c is { IsGroup: true, Title: "政策文件" });
        var policy = bureau.Organisation.WithDescendants(policies).Where(c => deeds.Published.ContainsKey(c.Id)).Select(c => (DateOnly?)deeds.Published[c.Id].Last).Max();
        var isOld = policy is { } renewed && renewed.AddMonths(6) < night;
        if (isOld) expected.Add(new Fault("policy-stale", policies.Id, policies.SectionId));
        var front = news.Select(c => c.Id).Concat(expected.Where(f => f.Rule is "notice-stale" or "policy-stale").Select(f => f.Subject)).Distinct().Count();
        if (front >= 5) expected.Add(new Fault("front-stale", Agency, null));
        var section = bureau.Column("就业政策").SectionId;
        expected.UnionWith(deeds.LinkedOutside.Where(l => l.Value.AddDays(3) <= night).Select(l => new Fault("external-link-dead", l.Key, section)));
        expected.UnionWith(deeds.Tasks.Where(t => t.Value.Pressing < night).Select(t => new Fault("execution-late", t.Key, section)));
        expected.UnionWith(deeds.Tasks.Where(t => t.Value.Reported < night.AddMonths(-3)).Select(t => new Fault("execution-silent", t.Key, section)));
        var documents = deeds.Documents.Values.Where(d => d.Published >= night.AddMonths(-12) && d.Published.AddDays(15) < night).ToList();
        if (documents.Count(d => d.Interpreted is not null) * 2 < documents.Count) expected.Add(new Fault("interpretation-ratio", Agency, null));
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
