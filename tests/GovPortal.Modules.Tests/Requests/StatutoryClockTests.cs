using GovPortal.Clocks;
using GovPortal.Deadlines.Rules;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>The paths of 《政府信息公开条例》 across Spring Festival, National Day and a year change; dates counted by hand.</summary>
public sealed class StatutoryClockTests
{
    [Theory]
    // 答复 (art. 33): 14 February is a make-up working day, 15 to 23 are off, 28 February is one again.
    [InlineData("20wd", "2026-02-13", "", "2026-03-19", false)]
    // 补正告知 (art. 30): 02-14, 24, 25, 26, 27, 28, 03-02.
    [InlineData("7wd", "2026-02-13", "", "2026-03-02", false)]
    // 征求第三方意见 (art. 32): 09-28 to 30, 10-08, 09, the make-up Saturday 10, 12 to 16, 19 to 22.
    [InlineData("15wd", "2026-09-24", "", "2026-10-22", false)]
    // The answer stands still while a third party is asked: four days before (with Sunday 09-20), sixteen after.
    [InlineData("20wd", "2026-09-18", "paused 2026-09-24, resumed 2026-10-15", "2026-11-05", false)]
    // 补正: anew from the day the corrected application came.
    [InlineData("20wd", "2026-01-30", "paused 2026-02-05, restarted 2026-02-25", "2026-03-24", false)]
    // 延期 once by twenty working days (art. 33).
    [InlineData("20wd", "2025-01-24", "", "2025-02-27", false)]
    [InlineData("20wd", "2025-01-24", "extended 20", "2025-03-27", false)]
    // Into a year whose holidays are not announced: Monday to Friday, 暂定.
    [InlineData("20wd", "2026-12-15", "", "2027-01-12", true)]
    [InlineData("20wd", "2026-12-15", "paused 2026-12-21, resumed 2026-12-28", "2027-01-19", true)]
    [InlineData("15wd", "2026-12-21", "", "2027-01-11", true)]
    [InlineData("7wd", "2026-12-29", "", "2027-01-07", true)]
    public void The_due_day_of_each_path(string rule, string from, string history, string due, bool provisional)
    {
        var working = ClockHistory.Explain(DateOnly.Parse(from, null), DeadlineRule.Parse(rule).Value!, Read(history), WorkingCalendar.China).Value!;
        Assert.Equal((due, provisional), (working.Due!.Value.ToString("O"), working.Provisional));
    }

    private static IEnumerable<ClockChange> Read(string history) => history.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(' ')).Select(h => h[0] switch
    {
        "paused" => new ClockChange(ClockChangeKind.Paused, DateOnly.Parse(h[1], null), 0, "征求第三方意见"),
        "resumed" => new ClockChange(ClockChangeKind.Resumed, DateOnly.Parse(h[1], null), 0, ""),
        "restarted" => new ClockChange(ClockChangeKind.Restarted, DateOnly.Parse(h[1], null), 0, "收到补正的申请"),
        _ => new ClockChange(ClockChangeKind.Extended, default, int.Parse(h[1], null), "经批准延期"),
    });
}
