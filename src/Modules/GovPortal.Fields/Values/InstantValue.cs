using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Values;

/// <summary>An instant as a field and some parts hold it: stored in UTC, edited in civil time.</summary>
internal static class InstantValue
{
    public static IEnumerable<Failure> Check(ElementContext context, JsonObject value, string property, bool complete)
    {
        if (!Stored.TryText(value[property], out var text) || text?.Length > 0 && Times.Instant(text) is null)
        {
            yield return context.Wrong(property, Times.InstantExample);
        }
        else if (complete && string.IsNullOrEmpty(text))
        {
            if (context.Required) yield return context.Missing(property);
        }
        else if (complete && Times.Instant(text!) is { Year: < Times.FirstYear or > Times.LastYear })
        {
            yield return context.OutOfRange(property, Times.FirstYear, Times.LastYear);
        }
    }

    public static void ReadForm(ElementContext context, IFormCollection form, JsonObject value, string property)
    {
        if (Posted.Line(form, context.Name(property)) is not { } typed) return;
        var stored = Of(value, property);
        // The control shows whole seconds: an untouched one must not cut the stored instant.
        if (stored is { } same && Times.Control(same).StartsWith(typed.Replace(' ', 'T'), StringComparison.Ordinal) && typed.Length >= 16)
        {
            if (typed.Length >= 19 || same.Second == 0) value[property] = Times.StoredInstant(same);
            else value[property] = Times.StoredInstant(same.AddSeconds(-same.Second).AddTicks(-(same.Ticks % TimeSpan.TicksPerSecond)));
            return;
        }
        value[property] = typed.Length == 0 ? null : Times.TypedCivil(typed) is { } utc ? Times.StoredInstant(utc) : typed;
    }

    public static DateTime? Of(JsonObject value, string property) => value.Text(property) is { } text ? Times.Instant(text) : null;

    /// <summary>The value of its control: civil time, or what was typed where that is none.</summary>
    public static string Control(JsonObject value, string property) => Of(value, property) is { } utc ? Times.Control(utc) : value.Shown(property);
}
