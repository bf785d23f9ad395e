using System.Globalization;
using GovPortal.Decisions.Rules;

namespace GovPortal.Modules.Tests.Decisions;

public sealed class ExecutionLightTests
{
    [Theory]
    [InlineData(false, "2026-11-22", ExecutionLight.Late)]
    [InlineData(false, "2026-11-23", ExecutionLight.DueThisMonth)]
    [InlineData(false, "2026-11-30", ExecutionLight.DueThisMonth)]
    [InlineData(false, "2026-12-01", ExecutionLight.OnPlan)]
    [InlineData(false, null, ExecutionLight.OnPlan)]
    [InlineData(true, "2026-11-22", ExecutionLight.Done)]
    public void A_light_follows_from_the_first_day_that_is_not_met(bool isDone, string? pressing, ExecutionLight light)
    {
        Assert.Equal(light, ExecutionLights.Of(isDone, Day(pressing), new DateOnly(2026, 11, 23)));
        Assert.Equal(light, ExecutionLights.Parse(ExecutionLights.Code(light)));
    }

    [Theory]
    [InlineData(60, null, "2026-12-20", "2026-07-15 2026-12-10", false, "2026-07-15", "2026-07-15")]
    [InlineData(60, null, "2026-06-20", "2026-07-15", false, "2026-07-15", "2026-06-20")]
    [InlineData(60, null, null, "2026-07-15", false, "2026-07-15", "2026-07-15")]
    [InlineData(60, null, "2026-12-20", "", false, null, "2026-12-20")]
    [InlineData(null, null, null, "", false, null, null)]
    [InlineData(100, null, "2026-06-20", "2026-07-15", true, "2026-07-15", null)]
    [InlineData(60, "2026-06-19", "2026-06-20", "", true, null, null)]
    public void The_next_step_is_the_one_that_is_planned_first(int? progress, string? completed, string? due, string open, bool isDone, string? next, string? pressing)
    {
        ExecutionStep[] steps = [new(new DateOnly(2026, 1, 31), new DateOnly(2026, 2, 3)), .. open.Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse().Select(d => new ExecutionStep(Day(d), null))];
        var standing = ExecutionStanding.Of(progress, Day(completed), Day(due), steps);
        Assert.Equal((isDone, 1, Day(next), Day(pressing)), (standing.IsDone, standing.StepsDone, standing.Next?.PlannedOn, standing.PressingOn));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
