using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>
/// A day: <c>{"Value": "2024-03-01T00:00:00Z"}</c>; <c>2024-03-01</c> is accepted and stays until it is edited. With the setting
/// <c>NotInFuture</c> submission refuses a day after today: <c>content.in-future</c>.
/// </summary>
internal sealed class DateField(TimeProvider time) : CellElement
{
    public override string Name => "DateField";
    public override IReadOnlyList<string> Properties => ["Value"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (!Stored.TryText(value["Value"], out var text) || text?.Length > 0 && Times.Day(text) is null)
        {
            yield return context.Wrong("Value", Times.DayExample);
        }
        else if (complete && string.IsNullOrEmpty(text))
        {
            if (context.Required) yield return context.Missing("Value");
        }
        else if (complete && Times.Day(text!) is { Year: < Times.FirstYear or > Times.LastYear })
        {
            yield return context.OutOfRange("Value", Times.FirstYear, Times.LastYear);
        }
        else if (complete && context.Settings.Flag("NotInFuture") && time.UtcNow().ToCivilDate() is var today && Times.Day(text!) > today)
        {
            yield return context.Refuse("Value", "content.in-future", Times.Shown(today));
        }
    }

    protected override string Cell(ElementContext context, JsonObject value) => Of(value) is { } day ? Times.Shown(day) : value.Shown("Value");

    protected override void ReadCell(ElementContext context, string text, JsonObject value) =>
        value["Value"] = Line(text) is not { Length: > 0 } typed ? null : Times.TypedDay(typed) is { } day ? Times.StoredDay(day) : typed;

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Line(form, context.Name("Value")) is not { } typed) return;
        value["Value"] = typed.Length == 0 ? null : Times.TypedDay(typed) is { } day ? Times.StoredDay(day) : typed;
    }

    public override string? Html(ElementContext context, JsonObject value) =>
        Text(context, value) is { Length: > 0 } day ? $"<time datetime=\"{day}\">{day}</time>" : null;

    public override string Text(ElementContext context, JsonObject value) => Of(value) is { } day ? Times.Shown(day) : "";

    public static DateOnly? Of(JsonObject value) => value.Text("Value") is { } text ? Times.Day(text) : null;
}

/// <summary>An instant in UTC: <c>{"Value": "2024-03-01T08:00:00Z"}</c>; edited and shown in Asia/Shanghai.</summary>
internal sealed class DateTimeField : ContentElement
{
    public override string Name => "DateTimeField";
    public override IReadOnlyList<string> Properties => ["Value"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        InstantValue.Check(context, value, "Value", complete);

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => InstantValue.ReadForm(context, form, value, "Value");

    public override string? Html(ElementContext context, JsonObject value) =>
        InstantValue.Of(value, "Value") is { } utc ? $"<time datetime=\"{Times.Control(utc)}+08:00\">{Times.Shown(utc)}</time>" : null;

    public override string Text(ElementContext context, JsonObject value) => InstantValue.Of(value, "Value") is { } utc ? Times.Shown(utc) : "";
}

/// <summary>A time of day: <c>{"Value": "09:00:00"}</c>.</summary>
internal sealed class TimeField : CellElement
{
    public override string Name => "TimeField";
    public override IReadOnlyList<string> Properties => ["Value"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (!Stored.TryText(value["Value"], out var text) || text?.Length > 0 && Times.TimeOfDay(text) is null)
        {
            yield return context.Wrong("Value", Times.TimeExample);
        }
        else if (complete && context.Required && string.IsNullOrEmpty(text))
        {
            yield return context.Missing("Value");
        }
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Line(form, context.Name("Value")) is not { } typed) return;
        value["Value"] = typed.Length == 0 ? null : Times.TimeOfDay(typed) is { } time ? Times.StoredTime(time) : typed;
    }

    protected override string Cell(ElementContext context, JsonObject value) => Of(value) is { } time ? Times.Shown(time) : value.Shown("Value");

    protected override void ReadCell(ElementContext context, string text, JsonObject value) =>
        value["Value"] = Line(text) is not { Length: > 0 } typed ? null : Times.TimeOfDay(typed) is { } time ? Times.StoredTime(time) : typed;

    public override string? Html(ElementContext context, JsonObject value) => Text(context, value).OrNull();

    public override string Text(ElementContext context, JsonObject value) => Of(value) is { } time ? Times.Shown(time) : "";

    public static TimeOnly? Of(JsonObject value) => value.Text("Value") is { } text ? Times.TimeOfDay(text) : null;
}
