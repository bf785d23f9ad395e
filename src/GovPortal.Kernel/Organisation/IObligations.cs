using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Organisation;

/// <summary>A clock to start.</summary>
/// <param name="SubjectId">What it runs for: a content item, a request, an opinion case.</param>
/// <param name="VersionId">The version that asks for it; null where the subject has none.</param>
/// <param name="Kind">What has to be done by then, in the module's own words: <c>disclose</c>. One clock of a kind runs for a subject.</param>
/// <param name="Rule">A RULE of the contract that sets a date: <c>5wd</c>, <c>same-day</c>.</param>
/// <param name="From">Day 0, the legal date in Asia/Shanghai.</param>
/// <param name="Basis">The legal basis, shown beside the date.</param>
/// <param name="FromUtc">The instant, needed by rules in hours only.</param>
public sealed record ObligationDraft(
    string SubjectId, string? VersionId, string AgencyId, string? ColumnId, string? SectionId,
    string Kind, string Rule, DateOnly From, string Basis, DateTime? FromUtc = null);

/// <summary>Where a clock stands; computed when asked, never stored.</summary>
public enum ObligationStatus
{
    /// <summary>未到期.</summary>
    Pending,
    /// <summary>临期: at most one working day is left after today.</summary>
    DueSoon,
    /// <summary>逾期: not met, the due instant has passed.</summary>
    Overdue,
    /// <summary>按时: met in time.</summary>
    Met,
    /// <summary>逾期完成: met after the due instant.</summary>
    MetLate,
    /// <summary>已取消.</summary>
    Cancelled,
}

/// <summary>One clock of a subject, for whoever shows it. Its working is at <c>/Admin/Deadlines/{Id}</c>.</summary>
/// <param name="RuleText">The rule in Chinese words: 5个工作日.</param>
/// <param name="Provisional">暂定: the count ran through a year whose holidays are not announced.</param>
public sealed record ObligationView(
    string Id, string Kind, string Rule, string RuleText, DateOnly From, DateTime DueUtc, bool Provisional, string Basis,
    DateTime? MetUtc, ObligationStatus Status);

/// <summary>A day of a clock's working: whether it was counted, and why.</summary>
public sealed record ObligationDay(DateOnly Date, bool Counts, string Why);

/// <summary>A clock that is not met, as a row of a query: modules join it with their own subjects.</summary>
public sealed class RunningClock
{
    public required string SubjectId { get; init; }
    public required string Kind { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>Who has to meet it; null where it is the office's.</summary>
    public string? SectionId { get; init; }
    public DateTime DueUtc { get; init; }
    /// <summary>Since when it stands still; null while it runs.</summary>
    public DateTime? PausedUtc { get; init; }
}

/// <summary>
/// A kind of clock, declared by the module that opens it; filters and workflows offer it by the text <c>event.kind.{Name}</c>.
/// </summary>
/// <param name="LateRule">The rule of the self-inspection that a clock of the kind breaks when it runs out (one of <see cref="LateRules"/>); null where being late is not ours, or where somebody is after it already.</param>
public sealed record ClockKind(string Name, string? LateRule = LateRules.Other);

/// <summary>Rules of the self-inspection that a clock breaks which ran out without being met.</summary>
public static class LateRules
{
    public const string Column = "column-stale", Disclosure = "disclosure-late", Interpretation = "interpretation-late", Adoption = "adoption-late", Answer = "answer-late", Other = "clock-late";
}

/// <summary>
/// The clocks (时限) that run for items and cases: opened, met and cancelled inside the transaction of what causes it.
/// The due instant follows from start, rule and working calendar alone; the working can be shown at any time.
/// </summary>
public interface IObligations
{
    /// <summary>
    /// Starts a clock. The same clock (subject, kind, rule, day) is started once: running, it takes over version, column and
    /// section; cancelled, it runs again; met, it stays met. Another running clock of the kind is cancelled, the new one
    /// replaces it; a day that was already met for the kind starts nothing. Failures: <c>clock.bad-rule</c>,
    /// <c>clock.rule-out-of-range</c>, <c>clock.date-out-of-range</c>, <c>clock.instant-needed</c>, <c>obligation.no-due</c>
    /// (a rule that sets no date).
    /// </summary>
    Task<Result> OpenAsync(PortalTransaction tx, ObligationDraft draft, CancellationToken cancellation);

    /// <summary>
    /// Starts a clock each time it is called, whatever ran or was met before: for what comes round again, such as a step of a
    /// review. The second time on one day the clock of that day goes on. What else runs of the kind is cancelled. Failures as
    /// <see cref="OpenAsync"/>.
    /// </summary>
    Task<Result> OpenAnewAsync(PortalTransaction tx, ObligationDraft draft, CancellationToken cancellation);

    /// <summary>Meets what runs for the subject and kind, at the transaction's instant. Answers how many.</summary>
    Task<int> MeetAsync(PortalTransaction tx, string subjectId, string kind, CancellationToken cancellation);

    /// <summary>Takes back that a version met its clocks of a kind: they run again, to the same due instant. Answers how many.</summary>
    Task<int> ReopenAsync(PortalTransaction tx, string subjectId, string kind, string versionId, CancellationToken cancellation);

    /// <summary>
    /// Stops the running clock: today and the days until it is resumed are not counted (the time third parties and other organs
    /// are asked, 《政府信息公开条例》第三十三条). Failures: <c>obligation.not-running</c>, <c>obligation.paused</c>,
    /// <c>obligation.cannot-pause</c> (only day rules stand still), <c>obligation.reason-required</c>.
    /// </summary>
    Task<Result> PauseAsync(PortalTransaction tx, string subjectId, string kind, string why, string actorId, CancellationToken cancellation);

    /// <summary>Lets a paused clock go on; today is counted. Failures: <c>obligation.not-running</c>, <c>obligation.not-paused</c>.</summary>
    Task<Result> ResumeAsync(PortalTransaction tx, string subjectId, string kind, string actorId, CancellationToken cancellation);

    /// <summary>
    /// Starts the running clock anew from another day 0 (补正: 自收到补正申请之日的次日起计算, 第三十条). Failures:
    /// <c>obligation.not-running</c>, <c>obligation.restart-before-start</c>, <c>obligation.reason-required</c>.
    /// </summary>
    Task<Result> RestartAsync(PortalTransaction tx, string subjectId, string kind, DateOnly from, string why, string actorId, CancellationToken cancellation);

    /// <summary>
    /// Adds to the running clock, once (第三十三条: 延长期限最长不得超过20个工作日), in the unit of its rule. Failures:
    /// <c>obligation.not-running</c>, <c>obligation.extended-already</c>, <c>obligation.cannot-extend</c>,
    /// <c>obligation.extension-too-long</c> (more than the rule itself), <c>obligation.reason-required</c>.
    /// </summary>
    Task<Result> ExtendAsync(PortalTransaction tx, string subjectId, string kind, int amount, string why, string actorId, CancellationToken cancellation);

    /// <summary>Cancels what runs for the subject; of one version only where <paramref name="versionId"/> is given. Answers how many.</summary>
    Task<int> CancelAsync(PortalTransaction tx, string subjectId, string? versionId, CancellationToken cancellation);

    /// <summary>The subject's clocks, the latest start first, cancelled ones left out.</summary>
    Task<IReadOnlyList<ObligationView>> OfAsync(PortalDbContext db, string subjectId, CancellationToken cancellation);

    /// <summary>The clocks of these kinds, null for all, that are not met, for lists and counts of a module: a part of its own query, which says who may see what.</summary>
    IQueryable<RunningClock> Running(PortalDbContext db, IReadOnlyCollection<string>? kinds);

    /// <summary>The end of the working day that comes so many working days after today, by the calendar in force; 0 is today.</summary>
    DateTime EndOfWorkingDayUtc(int days);

    /// <summary>How one clock was counted, day by day; none where there is no such clock. A pause that is still open is shown up to today.</summary>
    Task<IReadOnlyList<ObligationDay>> WorkingAsync(PortalDbContext db, string obligationId, CancellationToken cancellation);
}

/// <summary>
/// What the log tells of clocks. The subject is what the clock runs for; the payload holds <c>obligation</c> (its id),
/// <c>kind</c>, <c>rule</c>, <c>due</c> (UTC), <c>section</c> and <c>column</c>. Each of approaching and breached comes once for a due instant.
/// </summary>
public static class DeadlineEvents
{
    public const string Started = "deadline.started";
    public const string Approaching = "deadline.approaching";
    public const string Breached = "deadline.breached";
    /// <summary>In time or late; the payload's <c>late</c> says which.</summary>
    public const string Met = "deadline.met";
    /// <summary>Paused, resumed, restarted or extended; the payload's <c>change</c> says which.</summary>
    public const string Changed = "deadline.changed";
    public const string Cancelled = "deadline.cancelled";
    /// <summary>Derived anew with another calendar; the payload holds <c>was</c> and <c>calendar</c>.</summary>
    public const string Rederived = "deadline.rederived";
    /// <summary>A breach was given its reason (R77).</summary>
    public const string Explained = "deadline.explained";

    /// <summary>The subjects whose clocks of these kinds have got another due instant; which one, <see cref="IObligations.Running"/> knows: an event may be older than what stands there now.</summary>
    public static HashSet<string> Moved(IReadOnlyList<PortalEvent> events, params string[] kinds) =>
    [
        .. events.Where(e => e.Kind is Changed or Rederived && e.SubjectId is not null && kinds.Contains((string?)JsonNode.Parse(e.Payload)!["kind"])).Select(e => e.SubjectId!),
    ];
}
