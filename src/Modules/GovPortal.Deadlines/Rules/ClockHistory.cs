using GovPortal.Clocks;
using GovPortal.Kernel.Results;

namespace GovPortal.Deadlines.Rules;

/// <summary>What can be done to a clock.</summary>
public enum ClockChangeKind { Paused, Resumed, Restarted, Extended, Reopened, Explained }

/// <param name="OnDate">The civil day it takes effect; the new day 0 of a restart.</param>
/// <param name="Amount">In the unit of the rule, for an extension.</param>
public sealed record ClockChange(ClockChangeKind Kind, DateOnly OnDate, int Amount, string Why);

/// <summary>
/// The due date of a clock that was paused, restarted or extended, as a pure function of its start, its rule, what was
/// done to it and the calendar.
/// </summary>
public static class ClockHistory
{
    /// <summary>
    /// The working. A pause leaves out its first day and runs to the day before the clock is resumed, so that one resumed
    /// on the same day changes nothing. A restart sets a new day 0 and ends a pause. An extension adds to the rule.
    /// </summary>
    /// <param name="openPauseUntil">The last day a pause that is still open is shown for; null leaves an open pause out.</param>
    public static Result<DeadlineWorking> Explain(
        ClockStart start, DeadlineRule rule, IEnumerable<ClockChange> changes, WorkingCalendar calendar, DateOnly? openPauseUntil = null)
    {
        var (from, pauses, paused, extension) = (start, new List<ClockPause>(), (ClockChange?)null, (ClockChange?)null);
        foreach (var change in changes)
        {
            switch (change.Kind)
            {
                case ClockChangeKind.Paused:
                    paused ??= change;
                    break;
                case ClockChangeKind.Resumed or ClockChangeKind.Restarted when paused is not null:
                    Add(paused, change.OnDate.AddDays(-1));
                    paused = null;
                    break;
            }
            if (change.Kind == ClockChangeKind.Restarted) from = change.OnDate;
            if (change.Kind == ClockChangeKind.Extended) extension = change;
        }
        if (paused is not null && openPauseUntil is { } until) Add(paused, until);
        if (extension is null) return Deadline.Explain(from, rule, calendar, pauses);

        var extended = Extended(rule, extension.Amount);
        var (before, after) = (Deadline.Explain(from, rule, calendar, pauses), Deadline.Explain(from, extended, calendar, pauses));
        if (!before.Succeeded || !after.Succeeded) return after;
        var steps = after.Value.Steps.Select(s => s.Date != before.Value.Due || s.Date == after.Value.Due ? s
            : s with { Why = $"{s.Why}；原期限届满，延长{RuleWords.Chinese(OfAmount(rule, extension.Amount))}（{extension.Why}）" });
        return after.Value with { Steps = [.. steps] };

        void Add(ClockChange pause, DateOnly last)
        {
            if (last >= pause.OnDate) pauses.Add(new ClockPause(pause.OnDate, last, $"中止，不计入（{pause.Why}）"));
        }
    }

    /// <summary>Only rules that count days stand still; a month runs through.</summary>
    public static bool CanPause(DeadlineRule rule) => rule.Kind is RuleKind.WorkingDays or RuleKind.NaturalDays;

    /// <summary>Only rules with an amount of their own can be extended by one.</summary>
    public static bool CanExtend(DeadlineRule rule) => rule.Kind is RuleKind.WorkingDays or RuleKind.NaturalDays or RuleKind.Hours or RuleKind.Months;

    private static DeadlineRule Extended(DeadlineRule rule, int amount) => OfAmount(rule, rule.Amount + amount);

    private static DeadlineRule OfAmount(DeadlineRule rule, int amount) => DeadlineRule.Parse(amount + rule.ToString().TrimStart([.. "0123456789"])).Value!;
}
