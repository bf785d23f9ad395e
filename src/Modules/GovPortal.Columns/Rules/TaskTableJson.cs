using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.Clocks;
using GovPortal.Kernel.Results;

namespace GovPortal.Columns.Rules;

/// <summary>The open form of a task table: as <c>task-table preview --json</c> prints it, and as a recipe brings it.</summary>
public static class TaskTableJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>One document, two-space indent. A clock that was not read, or is not there, has a null rule.</summary>
    public static string Write(TaskTable table) => JsonSerializer.Serialize(
        new
        {
            columns = table.Columns.Select(c => new
            {
                path = c.Path,
                title = c.Title,
                parent = c.Parent,
                section = c.Section?.Text,
                supportingSections = c.SupportingSections.Select(s => s.Text),
                content = c.Content,
                basis = c.Basis,
                deadline = new { text = c.Deadline.Text, rule = c.Deadline.Rule?.ToString(), from = c.Deadline.From?.Code() },
                freshness = new { text = c.Freshness.Text, rule = c.Freshness.Rule?.ToString() },
                channels = c.Channels,
                note = c.Note,
            }),
            unread = table.Unread.Select(u => new { cell = u.Cell, text = u.Text, why = u.Why }),
        }, Options);

    private static readonly string[] Members =
    [
        "id", "path", "titles", "title", "parent", "section", "supportingSections", "content", "basis", "deadline", "freshness", "channels",
        "audience", "manner", "tier", "note", "route",
    ];

    /// <summary>
    /// Reads <c>columns</c>. A column has <c>titles</c>, or <c>title</c> with <c>parent</c>; a clock's rule is used where its text
    /// can't be read, as a person chose it. Failures at their JSON path: <c>recipe.value-missing</c>, <c>recipe.unknown-member</c>,
    /// <c>clock.bad-rule</c>, <c>task-table.rule-contradicts</c>, <c>task-table.duplicate-column</c>, <c>task-table.no-columns</c>.
    /// </summary>
    public static Result<TaskTable> Read(JsonObject step, Func<string, string> slug)
    {
        ArgumentNullException.ThrowIfNull(step);
        var (failures, paths, known) = (new List<Failure>(), new ColumnPaths(slug), new HashSet<string>());
        var columns = new List<TaskColumn>();
        var given = step["columns"] as JsonArray ?? [];
        for (var i = 0; i < given.Count; i++)
        {
            var path = $"$.columns[{i}]";
            var column = given[i] as JsonObject ?? [];
            failures.AddRange(column.Where(m => !Members.Contains(m.Key)).Select(m => Failure.At($"{path}.{m.Key}", "recipe.unknown-member", m.Key, "titles")));
            if (TitlesOf(column) is not { Count: > 0 and <= 3 } titles)
            {
                failures.Add(Failure.At($"{path}.titles", "recipe.value-missing", "titles"));
                continue;
            }
            if (!known.Add(string.Join('\n', titles))) failures.Add(Failure.At(path, "task-table.duplicate-column", path, string.Join('/', titles)));
            columns.Add(new TaskColumn(
                i + 1, paths.Of(titles), titles, Text(column, "section") is { Length: > 0 } section ? ColumnSection.Of(section) : null,
                [.. Texts(column, "supportingSections").Select(ColumnSection.Of)], Text(column, "content"), Text(column, "basis"),
                Clock(column, "deadline", DeadlineText.ReadDeadline, path, failures), Clock(column, "freshness", DeadlineText.ReadFreshness, path, failures),
                Texts(column, "channels"), Text(column, "audience"), Text(column, "manner"), Text(column, "tier"), Text(column, "note"))
            {
                Route = Text(column, "route") is { Length: > 0 } route ? route : null, Id = Text(column, "id") is { Length: > 0 } id ? id : null,
            });
        }
        if (given.Count == 0) failures.Add(Failure.At("$.columns", "task-table.no-columns"));
        if (failures.Count > 0) return failures;
        var unread = (step["unread"] as JsonArray ?? []).OfType<JsonObject>().Select(u => new UnreadCell(Text(u, "cell"), Text(u, "text"), Text(u, "why")));
        return new TaskTable(null, [.. columns.GroupBy(c => c.Titles[0]).Select(g => new TaskGroup(g.Key, paths.Of(g.Key), [.. g]))], null, [.. unread]);
    }

    private static List<string> TitlesOf(JsonObject column) =>
        column["titles"] is JsonArray ? Texts(column, "titles")
        : Text(column, "title") is { Length: > 0 } title ? [.. Text(column, "parent").Split('/', StringSplitOptions.RemoveEmptyEntries), title] : [];

    private static ClockReading Clock(JsonObject column, string member, Func<string, ClockReading> read, string path, List<Failure> failures)
    {
        var clock = column[member] as JsonObject ?? [];
        var reading = read(Text(clock, "text"));
        if (Text(clock, "rule") is not { Length: > 0 } text) return reading with { Why = null };
        var rule = DeadlineRule.Parse(text);
        failures.AddRange(rule.Failures.Select(f => f with { Field = $"{path}.{member}.rule" }));
        if (!rule.Succeeded) return reading;
        if (!reading.IsUnread && reading.Rule?.ToString() != rule.Value.ToString())
        {
            failures.Add(Failure.At($"{path}.{member}.rule", "task-table.rule-contradicts", reading.Text, text));
        }
        return reading.IsUnread ? new ClockReading(reading.Text, rule.Value, ClockEvents.FromCode(Text(clock, "from")), null, null) : reading;
    }

    private static string Text(JsonObject of, string member) => of[member] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static List<string> Texts(JsonObject of, string member) =>
        [.. (of[member] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue(out string? text) ? text : "").Where(t => t.Length > 0)];
}
