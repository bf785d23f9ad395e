using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>
/// Limits, fees and words that follow from law and may be set otherwise: data, by the recipe step <c>RequestRules</c> and the page
/// <c>/Admin/Requests/Rules</c>. Days are working days but for <see cref="FeeDays"/> and <see cref="CorrectionTimeDays"/>.
/// </summary>
public sealed record RequestRules
{
    public const string SettingKey = "request-rules";
    public const int MaxDays = 60, MaxFeeDays = 365, MaxKeepYears = 30, MaxWords = 100, MaxLetterWord = 12, MaxRereviewYears = 10, MaxSuggestAfter = 100;

    /// <summary>Art. 33.</summary>
    public int AnswerDays { get; init; } = 20;
    /// <summary>Art. 30.</summary>
    public int CorrectionDays { get; init; } = 7;
    /// <summary>Art. 32.</summary>
    public int ThirdPartyDays { get; init; } = 15;
    /// <summary>Art. 34.</summary>
    public int OtherOrganDays { get; init; } = 15;
    /// <summary>Art. 33: at most so many more.</summary>
    public int ExtensionDays { get; init; } = 20;
    /// <summary>Calendar days to pay a fee.</summary>
    public int FeeDays { get; init; } = 30;
    /// <summary>Calendar days an applicant is usually given to correct (合理的补正期限).</summary>
    public int CorrectionTimeDays { get; init; } = 15;
    /// <summary>Years after the end of a case until who applied is erased.</summary>
    public int KeepYears { get; init; } = 5;
    /// <summary>Years until what was withheld is looked at again (art. 18; the law says: regularly).</summary>
    public int RereviewYears { get; init; } = 1;
    /// <summary>Working days to answer who wants a record of themselves corrected (art. 41; the law sets none).</summary>
    public int OwnDataDays { get; init; } = 20;
    /// <summary>So many grants of one subject within twelve months suggest disclosing it without being asked.</summary>
    public int SuggestAfter { get; init; } = 3;
    /// <summary>To whom one turns for review; as it stands in the answer.</summary>
    public string ReviewOrgan { get; init; } = "本级人民政府";
    public string Court { get; init; } = "有管辖权的人民法院";
    /// <summary>Outcomes against which review comes before a suit; codes of <see cref="Outcomes"/>.</summary>
    public IReadOnlyList<string> ReviewFirst { get; init; } =
        [Outcomes.Partly, "state-secret", "forbidden-by-law", "security-stability", "third-party-rights", "internal-affairs", "process-information", "enforcement-files"];
    public FeeSchedule Fee { get; init; } = FeeSchedule.Usual;

    /// <summary>Templates of reasons, by outcome, where they are not the usual ones (<see cref="ReasonTexts"/>).</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>The template of an outcome's reasons; empty where there is none.</summary>
    public string ReasonOf(string? outcome) => outcome is null ? "" : Reasons.GetValueOrDefault(outcome) ?? ReasonTexts.Usual.GetValueOrDefault(outcome) ?? "";

    /// <summary>What the numbers of an agency's letters begin with (机关代字), by its id: 示例人社.</summary>
    public IReadOnlyDictionary<string, string> LetterPrefixes { get; init; } = new Dictionary<string, string>();
    /// <summary>The word of a kind of letter in its number, where it is not the usual one; by <see cref="LetterKind.Code"/>.</summary>
    public IReadOnlyDictionary<string, string> LetterWords { get; init; } = new Dictionary<string, string>();

    public string ReviewText(string outcome, string letter = "本答复") => ReviewRight.Text(ReviewFirst.Contains(outcome), ReviewOrgan, Court, letter);

    public string LetterWordOf(LetterKind kind) => kind.IsNumbered ? LetterWords.GetValueOrDefault(kind.Code, kind.Word) : "";

    /// <summary>
    /// Every reason at once: <c>request.rule-days</c>, <c>request.rule-words</c>, <c>request.rule-outcome</c>, <c>request.fee-bands</c>,
    /// <c>request.letter-word</c>, at the member.
    /// </summary>
    public IReadOnlyList<Failure> Check()
    {
        var failures = new List<Failure>();
        foreach (var (member, value, most) in new[]
        {
            (nameof(AnswerDays), AnswerDays, MaxDays), (nameof(CorrectionDays), CorrectionDays, MaxDays), (nameof(ThirdPartyDays), ThirdPartyDays, MaxDays), (nameof(OtherOrganDays), OtherOrganDays, MaxDays),
            (nameof(ExtensionDays), ExtensionDays, AnswerDays), (nameof(FeeDays), FeeDays, MaxFeeDays), (nameof(CorrectionTimeDays), CorrectionTimeDays, MaxFeeDays), (nameof(KeepYears), KeepYears, MaxKeepYears),
            (nameof(RereviewYears), RereviewYears, MaxRereviewYears), (nameof(OwnDataDays), OwnDataDays, MaxDays), (nameof(SuggestAfter), SuggestAfter, MaxSuggestAfter),
        })
        {
            if (value < 1 || value > most) failures.Add(Failure.At(member, "request.rule-days", most));
        }
        foreach (var (member, text) in new[] { (nameof(ReviewOrgan), ReviewOrgan), (nameof(Court), Court), ("FeeDocument", Fee.Document) })
        {
            if (text.Length is 0 or > MaxWords) failures.Add(Failure.At(member, "request.rule-words", MaxWords));
        }
        foreach (var (outcome, text) in Reasons)
        {
            if (Outcomes.Of(outcome) is null) failures.Add(Failure.At(nameof(Reasons), "request.rule-outcome", outcome));
            else if (text.Length > ReasonTexts.MaxText) failures.Add(Failure.At($"{nameof(Reasons)}[{outcome}]", "request.too-long", ReasonTexts.MaxText));
        }
        if (ReviewFirst.FirstOrDefault(o => Outcomes.Of(o) is null) is { } unknown) failures.Add(Failure.At(nameof(ReviewFirst), "request.rule-outcome", unknown));
        failures.AddRange(LetterPrefixes.Where(p => !IsWord(p.Value)).Select(p => Failure.At($"{nameof(LetterPrefixes)}[{p.Key}]", "request.letter-word", MaxLetterWord)));
        failures.AddRange(LetterWords.Where(w => LetterKinds.Of(w.Key) is not { IsNumbered: true } || !IsWord(w.Value)).Select(w => Failure.At($"{nameof(LetterWords)}[{w.Key}]", "request.letter-word", MaxLetterWord)));
        if (!ProcessingFee.AreWhole(Fee.PerItem)) failures.Add(Failure.At(nameof(Fee.PerItem), "request.fee-bands"));
        if (!ProcessingFee.AreWhole(Fee.PerPage)) failures.Add(Failure.At(nameof(Fee.PerPage), "request.fee-bands"));
        return failures;
    }

    private static bool IsWord(string text) => text.Length is > 0 and <= MaxLetterWord && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '〔' or '〕');

    public static async Task<RequestRules> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        return row is null ? new RequestRules() : JsonSerializer.Deserialize<RequestRules>(row.Json, Json)!;
    }

    /// <summary>Keeps them; an event holds the hashes of what was and what is. Nothing changed, nothing told.</summary>
    internal async Task SaveAsync(PortalTransaction tx, string actorId, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(this, Json);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = SettingKey, Json = json });
        else row.Json = json;
        if (tx.Db.ChangeTracker.HasChanges()) tx.AppendChange(new EventDraft(RequestEvents.RulesChanged, actorId), typeof(SettingRow));
    }

    /// <summary>As in recipes: members in camel case, unknown ones refused.</summary>
    internal static JsonSerializerOptions Json { get; } = new(CanonicalJson.Unescaped)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };
}
