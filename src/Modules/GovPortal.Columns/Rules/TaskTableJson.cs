using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GovPortal.Clocks;

namespace GovPortal.Columns.Rules;

/// <summary>The open form of a read task table, as <c>task-table preview --json</c> prints it.</summary>
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
}
