using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Rules;

public enum PeriodState { Waiting, Open, Closed }

/// <summary>The days of a consultation (征求意见的起止时间); both days belong to it, from midnight to midnight in Asia/Shanghai.</summary>
public static class ConsultationPeriod
{
    public const string OpensField = "Consultation.OpensOn.Value";
    public const string ClosesField = "Consultation.ClosesOn.Value";

    public static PeriodState State(DateOnly opensOn, DateOnly closesOn, DateOnly today) =>
        today < opensOn ? PeriodState.Waiting : today <= closesOn ? PeriodState.Open : PeriodState.Closed;

    /// <summary>
    /// <c>consultation.closes-before-opens</c>; <c>consultation.shorter-than-a-day</c> where it would end on the day it
    /// begins, which is never a whole day after the page is up; <c>consultation.too-short</c> where it has fewer days, both counted,
    /// than the column asks for (征集期不少于30日). Missing days are refused as required fields elsewhere.
    /// </summary>
    /// <param name="leastDays">From the column's rule, <c>min30d</c>; null where it asks for none.</param>
    public static IReadOnlyList<Failure> Check(DateOnly? opensOn, DateOnly? closesOn, int? leastDays)
    {
        if (opensOn is not { } opens || closesOn is not { } closes) return [];
        if (closes < opens) return [Failure.At(ClosesField, "consultation.closes-before-opens")];
        var days = closes.DayNumber - opens.DayNumber + 1;
        if (days < leastDays) return [Failure.At(ClosesField, "consultation.too-short", leastDays, days)];
        return closes == opens ? [Failure.At(ClosesField, "consultation.shorter-than-a-day")] : [];
    }
}
