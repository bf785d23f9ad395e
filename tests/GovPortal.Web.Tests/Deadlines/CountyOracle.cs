using System.Text.Json.Nodes;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Web.Tests.Deadlines;

/// <param name="Of">The kind of clock: <c>disclose</c>.</param>
/// <param name="Kind">The kind of event.</param>
internal sealed record Signal(string Subject, string Of, string Kind, DateOnly On);

/// <summary>
/// What ought to be signalled in the simulated county, by plain counting on the notices themselves and nothing of the
/// product. Nine o'clock tells of what is due soon; half past midnight of what ran out.
/// </summary>
internal sealed class CountyOracle
{
    private readonly DateOnly _start, _end;
    private readonly HashSet<DateOnly> _rest = [], _work = [];
    private readonly HashSet<Signal> _expected = [];
    private readonly Dictionary<string, List<DateOnly>> _publications = [];
    private readonly List<Column> _columns = [];
    private readonly List<(string Id, List<(DateOnly Due, DateOnly? Closed)> Periods)> _duties = [];

    public CountyOracle(DateOnly start, DateOnly end)
    {
        (_start, _end) = (start, end);
        var years = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "working-calendar-cn.json")))!["years"]!.AsObject();
        foreach (var (_, year) in years)
        {
            _rest.UnionWith(year!["restDays"]!.AsArray().Select(d => DateOnly.Parse((string)d!, null)));
            _work.UnionWith(year["makeUpWorkDays"]!.AsArray().Select(d => DateOnly.Parse((string)d!, null)));
        }
    }

    public bool Works(DateOnly day) => _work.Contains(day) || (!_rest.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Works(day)) count--;
        }
        return day;
    }

    public DateOnly Back(DateOnly day)
    {
        while (!Works(day)) day = day.AddDays(-1);
        return day;
    }

    public void Watch(Column column) => _columns.Add(column);

    public void Watch(Duty duty)
    {
        var periods = new List<(DateOnly, DateOnly?)>();
        for (var month = new DateOnly(_start.Year, _start.Month, 1); month <= _end; month = month.AddMonths(1))
        {
            var due = Back(new DateOnly(month.Year, month.Month, Math.Min(duty.Day, DateTime.DaysInMonth(month.Year, month.Month))));
            if (due >= _start) periods.Add((due, duty.ClosesOn(due)));
        }
        _duties.Add((duty.Id, periods));
    }

    /// <summary>An item was written on its own day 0.</summary>
    /// <param name="handedOver">When it reaches the publisher's queue; null is never.</param>
    /// <param name="published">When it goes online, in an internal column within the office; null is never.</param>
    public void Item(string id, Column column, DateOnly formed, bool urgent, DateOnly? handedOver, DateOnly? published)
    {
        Clock(id, "disclose", formed, DueOf(column, formed, urgent), handedOver);
        Clock(id, "disclose-statutory", formed, AddWorkingDays(formed, 20), published);
        if (published is { } day)
        {
            if (!_publications.TryGetValue(column.Id, out var days)) _publications[column.Id] = days = [];
            days.Add(day);
        }
    }

    public DateOnly DueOf(Column column, DateOnly formed, bool urgent)
    {
        if (urgent || (column.DeadlineRule == "same-day" && column.DeadlineFrom is null or "formed" or "changed")) return formed;
        var rule = column.DeadlineFrom is null or "formed" or "changed" ? column.DeadlineRule ?? "" : "";
        if (rule.EndsWith("wd", StringComparison.Ordinal)) return AddWorkingDays(formed, int.Parse(rule[..^2], null));
        if (rule.Length > 1 && rule[^1] == 'd' && char.IsDigit(rule[0])) return formed.AddDays(int.Parse(rule[..^1], null));
        return AddWorkingDays(formed, 5);
    }

    public HashSet<Signal> Expected()
    {
        foreach (var column in _columns)
        {
            var days = _publications.GetValueOrDefault(column.Id, []).Where(d => d <= _end).Order().ToList();
            if (!column.IsInternal && Months(column.FreshnessRule) is { } months)
            {
                var from = _start;
                while (from <= _end)
                {
                    var next = days.Find(d => d > from);
                    Clock(column.Id, "freshness", from, from.AddMonths(months), next == default ? null : next);
                    if (next == default) break;
                    from = next;
                }
            }
            if (column.DeadlineRule is { } rule) foreach (var (first, last, due) in PeriodsOf(rule))
            {
                var met = days.Find(d => d >= first && d <= last);
                Clock(column.Id, "periodic", first, due, met == default ? null : met);
            }
        }
        foreach (var (id, periods) in _duties)
        {
            foreach (var (due, closed) in periods) Clock(id, "duty", new DateOnly(due.Year, due.Month, 1), due, closed);
        }
        return _expected;
    }

    private IEnumerable<(DateOnly First, DateOnly Last, DateOnly Due)> PeriodsOf(string rule)
    {
        var (months, due) = rule switch
        {
            "qend" => (3, (Func<DateOnly, DateOnly>)(first => first.AddMonths(3).AddDays(-1))),
            _ when rule.StartsWith("dom", StringComparison.Ordinal) => (1, first => Back(new DateOnly(first.Year, first.Month, Math.Min(int.Parse(rule[3..], null), DateTime.DaysInMonth(first.Year, first.Month))))),
            _ when rule.StartsWith("yearly", StringComparison.Ordinal) => (12, first => new DateOnly(first.Year, int.Parse(rule[6..8], null), int.Parse(rule[8..], null))),
            _ => (0, first => first),
        };
        if (months == 0) yield break;
        var start = new DateOnly(_start.Year, (_start.Month - 1) / months * months + 1, 1);
        if (due(start) < _start) start = start.AddMonths(months);
        for (var first = start; first <= _end; first = first.AddMonths(months)) yield return (first, first.AddMonths(months).AddDays(-1), due(first));
    }

    private static int? Months(string? rule) =>
        rule is null || !rule.StartsWith("every", StringComparison.Ordinal) ? null
        : rule.EndsWith("mo", StringComparison.Ordinal) ? int.Parse(rule[5..^2], null) : int.Parse(rule[5..^1], null) * 12;

    /// <summary>Working days before the due day, as the set-up recipe lays them down.</summary>
    private static int LeadOf(string of) => of switch { "freshness" => 5, "periodic" or "duty" => 3, _ => 1 };

    /// <summary>What one clock has to be told of: things are done at four in the afternoon, after the day's signals.</summary>
    private void Clock(string subject, string of, DateOnly from, DateOnly due, DateOnly? met)
    {
        var approaches = Back(due);
        for (var lead = LeadOf(of); lead > 0; lead--) approaches = Back(approaches.AddDays(-1));
        if (approaches < from) approaches = from;
        if (approaches < _start) approaches = _start;
        if (approaches <= due && approaches >= _start && (met is null || met >= approaches)) Add("deadline.approaching", approaches);
        if (met is null || met > due) Add("deadline.breached", due.AddDays(1));

        void Add(string kind, DateOnly on)
        {
            if (on <= _end) _expected.Add(new Signal(subject, of, kind, on));
        }
    }
}
