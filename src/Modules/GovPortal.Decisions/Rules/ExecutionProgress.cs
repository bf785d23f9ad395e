using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Rules;

/// <param name="PlannedOn">When it was to be done; null where the plan names no day.</param>
/// <param name="ActualOn">When it was done; null before.</param>
public sealed record ExecutionStep(DateOnly? PlannedOn, DateOnly? ActualOn, string Title = "", string Note = "");

/// <summary>How far a measure (政策执行) has come, in percent, and whether what it says of itself agrees.</summary>
public static class ExecutionProgress
{
    public const string ProgressField = "ExecutionMeasure.Progress.Value";
    public const string CompletedField = "ExecutionMeasure.CompletedOn.Value";
    public const string StepsField = "ExecutionMeasure.Steps.Rows";

    /// <summary>
    /// <c>execution.complete-without-date</c>, <c>execution.date-without-complete</c>, <c>execution.steps-open</c> (it is said to be
    /// complete and a step has no day), <c>execution.done-in-future</c>.
    /// </summary>
    public static IReadOnlyList<Failure> Check(decimal? progress, DateOnly? completedOn, IReadOnlyList<ExecutionStep> steps, DateOnly today)
    {
        var failures = new List<Failure>();
        if (progress == 100 && completedOn is null) failures.Add(Failure.At(CompletedField, "execution.complete-without-date"));
        if (completedOn is not null && progress is not (null or 100)) failures.Add(Failure.At(ProgressField, "execution.date-without-complete"));
        if (completedOn > today) failures.Add(Failure.At(CompletedField, "execution.done-in-future"));
        if (completedOn is not null && steps.Any(s => s.ActualOn is null)) failures.Add(Failure.At(StepsField, "execution.steps-open", steps.Count(s => s.ActualOn is null)));
        if (steps.Any(s => s.ActualOn > today)) failures.Add(Failure.At(StepsField, "execution.done-in-future"));
        return failures;
    }
}
