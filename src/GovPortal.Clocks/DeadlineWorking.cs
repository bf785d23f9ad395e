using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace GovPortal.Clocks;

/// <summary>One date of a working and what it did to the count.</summary>
/// <param name="Date">The legal date in Asia/Shanghai.</param>
/// <param name="Counts">True where the date was counted, or is the due date itself.</param>
/// <param name="Why">The reason, in Chinese, as printed beside the deadline.</param>
public sealed record DeadlineStep(DateOnly Date, bool Counts, string Why);

/// <summary>
/// A deadline (时限) with its working: every skipped rest day, every counted make-up day.
/// </summary>
/// <param name="From">Where the clock starts.</param>
/// <param name="Rule">The rule applied.</param>
/// <param name="Due">The due date; null for rules that set none.</param>
/// <param name="DueUtc">The due instant in UTC: 23:59:59 civil time of the due date, or the exact instant of a rule in hours.</param>
/// <param name="NotBefore">The first day a minimum (<c>min30d</c>) is satisfied; null for other rules.</param>
/// <param name="Provisional">True where the count ran through a year whose holidays are not announced (暂定).</param>
/// <param name="Steps">The working, in the order of the count.</param>
public sealed record DeadlineWorking(
    ClockStart From,
    DeadlineRule Rule,
    DateOnly? Due,
    DateTime? DueUtc,
    DateOnly? NotBefore,
    bool Provisional,
    IReadOnlyList<DeadlineStep> Steps)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The due date; for same-day and rules in hours the civil instant with its offset; null where there is none.</summary>
    public string? DueText =>
        Due is not { } due ? null
        : Rule.Kind is RuleKind.Hours or RuleKind.SameDay ? ClockStart.InstantText(DueUtc!.Value)
        : Iso(due);

    /// <summary>One line: <c>{"from","rule","due","provisional","steps":[{"date","counts","why"}]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            from = From.ToString(),
            rule = Rule.ToString(),
            due = DueText,
            provisional = Provisional,
            steps = Steps.Select(s => new { date = Iso(s.Date), counts = s.Counts, why = s.Why }),
        }, Json);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
