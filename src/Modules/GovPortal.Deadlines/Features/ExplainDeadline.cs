using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Results;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// Works a deadline out and shows how: <c>deadline explain DATE RULE</c>. <see cref="DeadlineWorking.ToJson"/> gives the
/// line of <c>--json</c>. Failures: <c>clock.bad-date</c>, <c>clock.date-out-of-range</c>, <c>clock.bad-rule</c>,
/// <c>clock.rule-out-of-range</c>, <c>clock.instant-needed</c>, <c>deadline.bad-line</c>.
/// </summary>
public sealed class ExplainDeadline(Calendars calendars)
{
    /// <param name="date"><c>2026-02-13</c>, or an instant for rules in hours: <c>2026-02-13T09:30</c>.</param>
    /// <param name="rule">A RULE of the contract.</param>
    public Result<DeadlineWorking> Handle(string date, string rule)
    {
        var (start, read) = (ClockStart.Parse(date), DeadlineRule.Parse(rule));
        if (!start.Succeeded || !read.Succeeded) return start.Failures.Concat(read.Failures).ToList();
        return Deadline.Explain(start.Value, read.Value, calendars.Current);
    }

    /// <summary>One line of standard input: <c>DATE RULE</c>.</summary>
    public Result<DeadlineWorking> HandleLine(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 2 ? Handle(words[0], words[1]) : Failure.Of("deadline.bad-line", line.Trim());
    }
}
