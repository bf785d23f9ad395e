using System.Text.Json.Nodes;
using Cronos;
using GovPortal.Kernel.Data;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Engine;

/// <summary>Instants of a cron expression of five fields, or six with seconds first.</summary>
internal static class CronTimes
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static CronExpression? Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return CronExpression.TryParse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out var cron) ? cron : null;
    }

    /// <summary>The first instant after the given one, in Asia/Shanghai where the timer says so, else in UTC; null where there is none.</summary>
    public static DateTime? Next(JsonObject properties, DateTime afterUtc)
    {
        var zone = WorkflowJson.Flag(properties, "UseSiteTimeZone") ? Shanghai : TimeZoneInfo.Utc;
        return Parse(WorkflowJson.Text(properties, "CronExpression"))?.GetNextOccurrence(DateTime.SpecifyKind(afterUtc, DateTimeKind.Utc), zone) is { } next
            ? Instants.Truncate(next) : null;
    }
}
