using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Clocks;

/// <summary>
/// Reads the pasted text of a State Council notice on holidays (国务院办公厅关于部分节假日安排的通知). Only sentences that are
/// understood from the first character to the last give days; all others are refused with the sentence. Failure codes:
/// <c>calendar.notice-no-year</c>, <c>calendar.notice-empty</c>, <c>calendar.notice-unread</c> (a sentence),
/// <c>calendar.notice-weekday</c> (the weekday in brackets is not the date's), <c>calendar.notice-count</c> (共N天 is not
/// what the dates give), <c>calendar.bad-date</c>, <c>calendar.day-twice</c>, <c>calendar.make-up-on-weekday</c>.
/// </summary>
public static partial class HolidayNotice
{
    public static Result<CalendarYear> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = Blank().Replace(text.Replace('(', '（').Replace(')', '）').Replace(':', '：').Replace(',', '，'), "");
        if (!Year().Match(plain).Groups["year"].Success) return Failure.Of("calendar.notice-no-year");
        var year = int.Parse(Year().Match(plain).Groups["year"].ValueSpan, CultureInfo.InvariantCulture);

        var (failures, rest, work, names) = (new List<Failure>(), new SortedSet<DateOnly>(), new SortedSet<DateOnly>(), new Dictionary<DateOnly, string>());
        string? festival = null;
        foreach (var whole in plain.Split(['。', '；', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var sentence = whole;
            if (Item().Match(sentence) is { Success: true } item) (festival, sentence) = (item.Groups["name"].Value, sentence[item.Length..]);
            if (sentence.Length == 0) continue;
            // Preamble, closing words and signature name no day off; encouragement is no day off either (2024年除夕).
            if (festival is null || !Date().IsMatch(sentence) || Signature().IsMatch(sentence))
            {
                if (festival is null && Date().IsMatch(sentence) && !Signature().IsMatch(sentence)) failures.Add(Unread(whole));
                else if (festival is not null && SaysDaysOff().IsMatch(sentence) && !Closing().IsMatch(sentence)) failures.Add(Unread(whole));
                continue;
            }
            if (sentence.StartsWith("鼓励", StringComparison.Ordinal)) continue;
            var read = new NoticeSentence(year, sentence).Read();
            if (!read.Succeeded)
            {
                failures.AddRange(read.Failures.Select(f => f.Code == "calendar.notice-unread" ? Unread(whole) : f));
                continue;
            }
            foreach (var day in read.Value.Off)
            {
                rest.Add(day);
                names[day] = festival;
            }
            work.UnionWith(read.Value.Worked);
        }
        failures.AddRange(rest.Intersect(work).Select(d => Failure.Of("calendar.day-twice", Iso(d))));
        failures.AddRange(work.Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(d => Failure.Of("calendar.make-up-on-weekday", Iso(d))));
        if (failures.Count > 0) return failures;
        return rest.Count == 0 ? Failure.Of("calendar.notice-empty") : new CalendarYear(year, rest, work, names);
    }

    internal static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Failure Unread(string sentence) => Failure.Of("calendar.notice-unread", sentence);

    [GeneratedRegex(@"[ \t\r\u3000\u00a0]+")]
    private static partial Regex Blank();

    // 现将2026年元旦、春节…, 关于2026年部分节假日安排, or the user's own heading 2027年.
    [GeneratedRegex(@"(?:现将|关于)(?<year>(?:19|20)\d{2})年|(?<year>(?:19|20)\d{2})年(?:部分)?节假日")]
    private static partial Regex Year();

    [GeneratedRegex(@"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．])?(?<name>[\u4e00-\u9fff、]{2,20}?)：")]
    private static partial Regex Item();

    [GeneratedRegex(@"\d{1,2}月\d{1,2}日|\d{1,2}日")]
    private static partial Regex Date();

    [GeneratedRegex(@"^(?:国务院办公厅)?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:印发)?\z")]
    private static partial Regex Signature();

    [GeneratedRegex("放假|上班|补休|连休|调休")]
    private static partial Regex SaysDaysOff();

    [GeneratedRegex("^(?:节假日期间|放假期间|鼓励)")]
    private static partial Regex Closing();
}
