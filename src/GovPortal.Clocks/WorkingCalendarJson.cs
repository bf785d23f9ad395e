using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.Kernel.Results;

namespace GovPortal.Clocks;

/// <summary>
/// Reads the calendar file: <c>{"years":{"2026":{"restDays":["2026-01-01"],"makeUpWorkDays":["2026-01-04"],"holidayNames":{"2026-01-01":"元旦"}}}}</c>
/// (<c>holidayNames</c> is optional). All faults come back at once. Failure codes: <c>calendar.not-json</c>,
/// <c>calendar.no-years</c>, <c>calendar.bad-year</c>, <c>calendar.bad-date</c>, <c>calendar.foreign-date</c>
/// (more than a month outside its year), <c>calendar.day-twice</c> (both off and worked),
/// <c>calendar.make-up-on-weekday</c>; <c>Field</c> is the JSON path.
/// </summary>
public static class WorkingCalendarJson
{
    internal static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes years in the shape that <see cref="Read"/> takes.</summary>
    public static string Write(IEnumerable<CalendarYear> years)
    {
        var root = new JsonObject();
        foreach (var year in years.OrderBy(y => y.Year))
        {
            root[year.Year.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["restDays"] = new JsonArray([.. year.RestDays.Order().Select(d => (JsonNode)Iso(d))]),
                ["makeUpWorkDays"] = new JsonArray([.. year.MakeUpWorkDays.Order().Select(d => (JsonNode)Iso(d))]),
                ["holidayNames"] = new JsonObject(year.HolidayNames.OrderBy(n => n.Key).Select(n => KeyValuePair.Create(Iso(n.Key), (JsonNode?)n.Value))),
            };
        }
        return new JsonObject { ["years"] = root }.ToJsonString(Unescaped);
    }

    public static Result<WorkingCalendar> Read(string json)
    {
        JsonObject? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject;
            // A duplicated property shows itself only when the object is first read.
            _ = root?["years"]?.ToJsonString();
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return Failure.Of("calendar.not-json");
        }
        if (root?["years"] is not JsonObject { Count: > 0 } years) return Failure.At("$.years", "calendar.no-years");

        var failures = new List<Failure>();
        var read = new List<CalendarYear>();
        foreach (var (key, node) in years)
        {
            var path = $"$.years.{key}";
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1950 or > 2999 || node is not JsonObject days)
            {
                failures.Add(Failure.At(path, "calendar.bad-year", key));
                continue;
            }
            var rest = Dates(days["restDays"], year, path + ".restDays", failures);
            var work = Dates(days["makeUpWorkDays"], year, path + ".makeUpWorkDays", failures);
            failures.AddRange(rest.Intersect(work).Select(d => Failure.At(path, "calendar.day-twice", Iso(d))));
            failures.AddRange(work.Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .Select(d => Failure.At(path + ".makeUpWorkDays", "calendar.make-up-on-weekday", Iso(d))));
            read.Add(new CalendarYear(year, rest, work, Names(days["holidayNames"], year, path + ".holidayNames", failures)));
        }
        return failures.Count > 0 ? failures : new WorkingCalendar(read);
    }

    private static HashSet<DateOnly> Dates(JsonNode? node, int year, string path, List<Failure> failures)
    {
        var dates = new HashSet<DateOnly>();
        if (node is null) return dates;
        if (node is not JsonArray array)
        {
            failures.Add(Failure.At(path, "calendar.bad-date", node.ToJsonString()));
            return dates;
        }
        for (var i = 0; i < array.Count; i++)
        {
            var text = array[i] is JsonValue value && value.TryGetValue<string>(out var s) ? s : array[i]?.ToJsonString() ?? "null";
            if (Date(text, year, $"{path}[{i}]", failures) is { } date) dates.Add(date);
        }
        return dates;
    }

    private static Dictionary<DateOnly, string> Names(JsonNode? node, int year, string path, List<Failure> failures)
    {
        var names = new Dictionary<DateOnly, string>();
        foreach (var (key, value) in node as JsonObject ?? [])
        {
            if (Date(key, year, path, failures) is { } date && value is JsonValue v && v.TryGetValue<string>(out var name)) names[date] = name;
        }
        return names;
    }

    private static DateOnly? Date(string text, int year, string path, List<Failure> failures)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            failures.Add(Failure.At(path, "calendar.bad-date", text));
            return null;
        }
        if (date < new DateOnly(year - 1, 12, 1) || date > new DateOnly(year + 1, 1, 31))
        {
            failures.Add(Failure.At(path, "calendar.foreign-date", text, year));
            return null;
        }
        return date;
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
