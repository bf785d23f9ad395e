namespace GovPortal.Decisions.Rules;

/// <summary>How a task of the execution ledger stands (R19).</summary>
public enum ExecutionLight
{
    /// <summary>已逾期: the task's planned day, or that of a step which is not done, has passed.</summary>
    Late,
    /// <summary>本月到期: such a day is in this month.</summary>
    DueThisMonth,
    /// <summary>按计划推进.</summary>
    OnPlan,
    /// <summary>已完成.</summary>
    Done,
}

/// <summary>What a task's own plan says of it.</summary>
/// <param name="Next">The step that is to be done next: among those without an actual day the one that is planned first; null where none is left.</param>
/// <param name="PressingOn">The first planned day that is not met yet, the task's or a step's; null where it is done.</param>
public sealed record ExecutionStanding(bool IsDone, int StepsDone, ExecutionStep? Next, DateOnly? PressingOn)
{
    public static ExecutionStanding Of(decimal? progress, DateOnly? completedOn, DateOnly? dueOn, IReadOnlyList<ExecutionStep> steps)
    {
        var isDone = completedOn is not null || progress == 100;
        var next = steps.Where(s => s.ActualOn is null).OrderBy(s => s.PlannedOn ?? DateOnly.MaxValue).FirstOrDefault();
        var pressing = next?.PlannedOn is { } planned && (dueOn is null || planned < dueOn) ? planned : dueOn;
        return new ExecutionStanding(isDone, steps.Count(s => s.ActualOn is not null), next, isDone ? null : pressing);
    }
}

public static class ExecutionLights
{
    public static ExecutionLight Of(bool isDone, DateOnly? pressingOn, DateOnly today) =>
        isDone ? ExecutionLight.Done
        : pressingOn < today ? ExecutionLight.Late
        : pressingOn < NextMonth(today) ? ExecutionLight.DueThisMonth : ExecutionLight.OnPlan;

    /// <summary>The first day of the month after.</summary>
    public static DateOnly NextMonth(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(1);

    public static string Title(ExecutionLight light) => light switch
    {
        ExecutionLight.Late => "已逾期", ExecutionLight.DueThisMonth => "本月到期", ExecutionLight.OnPlan => "按计划推进", _ => "已完成",
    };

    public static string Tone(ExecutionLight light) => light switch
    {
        ExecutionLight.Late => "danger", ExecutionLight.DueThisMonth => "warning", ExecutionLight.OnPlan => "info", _ => "success",
    };

    /// <summary>As in addresses.</summary>
    public static string Code(ExecutionLight light) => light switch
    {
        ExecutionLight.Late => "late", ExecutionLight.DueThisMonth => "month", ExecutionLight.OnPlan => "plan", _ => "done",
    };

    public static ExecutionLight? Parse(string? code) => Enum.GetValues<ExecutionLight>().Cast<ExecutionLight?>().FirstOrDefault(l => Code(l!.Value) == code);
}
