using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Clocks;

/// <summary>One sentence of a holiday notice: 2月15日（周日）至23日（周一）放假调休，共9天 · 2月14日（周六）、2月28日（周六）上班.</summary>
internal sealed partial class NoticeSentence(int year, string sentence)
{
    private const string Weekdays = "日一二三四五六";
    private readonly List<Failure> _failures = [];
    private readonly List<DateOnly> _rest = [], _work = [];
    private (int Year, int Month)? _last;
    private bool _withWeekend;

    public Result<(IReadOnlyList<DateOnly> Off, IReadOnlyList<DateOnly> Worked)> Read()
    {
        foreach (var clause in Clauses(sentence))
        {
            if (Count().Match(clause) is { Success: true } count) CheckCount(int.Parse(count.Groups["n"].ValueSpan, CultureInfo.InvariantCulture));
            else if (clause is "与周末连休") _withWeekend = true;
            else if (clause is not "不调休" && !ReadDays(clause)) return Failure.Of("calendar.notice-unread", sentence);
            if (_failures.Count > 0) return _failures;
        }
        return (_rest, _work);
    }

    private bool ReadDays(string clause)
    {
        if (Days().Match(clause) is not { Success: true } match) return false;
        var days = new List<DateOnly>();
        foreach (var part in Parts(match.Groups["days"].Value))
        {
            var ends = Ends().Match(part);
            if (!ends.Success || ReadDay(ends.Groups["first"].Value) is not { } first) return _failures.Count > 0;
            days.Add(first);
            if (!ends.Groups["last"].Success) continue;
            if (ReadDay(ends.Groups["last"].Value) is not { } last) return _failures.Count > 0;
            if (last < first || last.DayNumber - first.DayNumber > 31)
            {
                _failures.Add(Failure.Of("calendar.bad-date", part));
                return true;
            }
            for (var day = first.AddDays(1); day <= last; day = day.AddDays(1)) days.Add(day);
        }
        var verb = match.Groups["verb"].Value;
        (verb == "上班" ? _work : _rest).AddRange(days);
        if (match.Groups["n"].Success && int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) != days.Count)
        {
            _failures.Add(Failure.Of("calendar.notice-count", sentence, match.Groups["n"].Value, days.Count));
        }
        return true;
    }

    /// <summary>A date; month and year go on from the one before. Null and no failure: not understood.</summary>
    private DateOnly? ReadDay(string text)
    {
        if (Day().Match(text) is not { Success: true } match) return null;
        var inYear = match.Groups["y"].Success ? Number(match, "y") : _last is { } before && !match.Groups["m"].Success ? before.Year : _last?.Year > year ? _last.Value.Year : year;
        if (!match.Groups["m"].Success && _last is null) return null;
        var month = match.Groups["m"].Success ? Number(match, "m") : _last!.Value.Month;
        var day = Number(match, "d");
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(inYear, month))
        {
            _failures.Add(Failure.Of("calendar.bad-date", text));
            return null;
        }
        var date = new DateOnly(inYear, month, day);
        _last = (inYear, month);
        foreach (var note in match.Groups["note"].Value.Split(['、', '，'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Weekday().Match(note) is { Success: true } weekday)
            {
                var said = weekday.Groups["w"].Value is "天" ? 0 : Weekdays.IndexOf(weekday.Groups["w"].Value, StringComparison.Ordinal);
                if (said != (int)date.DayOfWeek) _failures.Add(Failure.Of("calendar.notice-weekday", HolidayNotice.Iso(date), note, "周" + Weekdays[(int)date.DayOfWeek]));
            }
            else if (!Lunar().IsMatch(note)) return null;
        }
        return _failures.Count > 0 ? null : date;
    }

    private void CheckCount(int said)
    {
        var days = _rest.ToHashSet();
        if (_withWeekend)
        {
            foreach (var step in (int[])[-1, 1])
            {
                foreach (var day in _rest)
                {
                    for (var next = day.AddDays(step); next.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday; next = next.AddDays(step)) days.Add(next);
                }
            }
        }
        if (days.Count != said) _failures.Add(Failure.Of("calendar.notice-count", sentence, said, days.Count));
    }

    /// <summary>Split at commas that stand outside brackets.</summary>
    private static IEnumerable<string> Clauses(string text) => Outside(text, '，');

    private static IEnumerable<string> Parts(string text) => Outside(text, '、');

    private static IEnumerable<string> Outside(string text, char at)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '（') depth++;
            if (i < text.Length && text[i] == '）') depth--;
            if (i < text.Length && (text[i] != at || depth > 0)) continue;
            if (i > start) yield return text[start..i];
            start = i + 1;
        }
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^共(?:计)?(?<n>\d{1,2})天\z")]
    private static partial Regex Count();

    [GeneratedRegex(@"^(?<days>.+?)(?:为)?(?<verb>放假调休|放假公休|放假|补休|调休|连休|公休|上班)(?:(?<n>\d{1,2})天)?\z")]
    private static partial Regex Days();

    [GeneratedRegex(@"^(?<first>[^至]+?)(?:至(?<last>[^至]+))?\z")]
    private static partial Regex Ends();

    [GeneratedRegex(@"^(?:(?<y>(?:19|20)\d{2})年)?(?:(?<m>\d{1,2})月)?(?<d>\d{1,2})日(?:（(?<note>[^（）]*)）)?\z")]
    private static partial Regex Day();

    [GeneratedRegex(@"^(?:周|星期|礼拜)(?<w>[日天一二三四五六])\z")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"^(?:农历)?(?:除夕|(?:正|腊|[一二三四五六七八九十冬]{1,2})月(?:初|十|廿|二十|三十)?[一二三四五六七八九十]{0,2})(?:除夕)?\z|^(?:农历)?(?:初|廿|十|二十)[一二三四五六七八九十]\z")]
    private static partial Regex Lunar();
}
