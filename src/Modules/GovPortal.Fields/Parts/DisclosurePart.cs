using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>
/// What every disclosed item carries (公开属性): column, section, stage of 五公开, the day it was formed or changed, and
/// urgency, what a version changed. Days are stored as <c>yyyy-MM-dd</c>. Whether column and section exist and fit is the kernel's to say.
/// Refusals: <c>disclosure.in-future</c>, <c>disclosure.changed-before-formed</c> and the shared ones.
/// </summary>
internal sealed class DisclosurePart(TimeProvider time) : ContentElement
{
    public const int ReasonMaxLength = 500;
    public const int ChangeNoteMaxLength = 200;

    /// <summary>A text may be entered some days before the date it will bear.</summary>
    private const int DaysAhead = 31;

    private static readonly (string Property, string Title)[] Days = [("FormedOn", "信息形成日期"), ("ChangedOn", "信息变更日期"), ("StartedOn", "时限起算日期")];

    public override string Name => Disclosure.PartName;
    public override IReadOnlyList<string> Properties => ["ColumnId", "SectionId", "Stage", "FormedOn", "ChangedOn", "StartedOn", "Urgency", "UrgencyReason", "ChangeNote"];
    public override bool IsStructural => true;

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (At("栏目").CheckText(value, "ColumnId", 64) is { } column) yield return column;
        if (At("责任科室").CheckText(value, "SectionId", 64) is { } section) yield return section;
        if (!IsOneOf("Stage", Disclosure.Stages.Keys)) yield return At("五公开环节").Wrong("Stage", string.Join(" / ", Disclosure.Stages.Keys));
        if (!IsOneOf("Urgency", ["normal", "urgent"])) yield return At("缓急").Wrong("Urgency", "normal / urgent");
        if (At("紧急理由").CheckText(value, "UrgencyReason", ReasonMaxLength) is { } reason) yield return reason;
        if (At("变更说明").CheckText(value, "ChangeNote", ChangeNoteMaxLength) is { } note) yield return note;
        foreach (var (property, title) in Days)
        {
            if (!Stored.TryText(value[property], out var text) || text?.Length > 0 && Times.Day(text) is null)
            {
                yield return At(title).Wrong(property, Times.DayExample);
            }
        }
        if (!complete) yield break;

        foreach (var (property, title) in new[] { ("ColumnId", "栏目"), ("Stage", "五公开环节"), ("FormedOn", "信息形成日期") })
        {
            if (value.Text(property) is null) yield return At(title).Missing(property);
        }
        if (value.Text("Urgency") == "urgent" && value.Text("UrgencyReason") is null) yield return At("紧急理由").Missing("UrgencyReason");
        var last = time.UtcNow().ToCivilDate().AddDays(DaysAhead);
        foreach (var (property, title) in Days)
        {
            if (Day(value, property) is not { } day) continue;
            if (day > last) yield return At(title).Refuse(property, "disclosure.in-future", Times.Shown(last));
            if (day.Year < Times.FirstYear) yield return At(title).OutOfRange(property, Times.FirstYear, Times.LastYear);
        }
        if (Day(value, "ChangedOn") < Day(value, "FormedOn")) yield return At("信息变更日期").Refuse("ChangedOn", "disclosure.changed-before-formed");

        ElementContext At(string title) => context with { DisplayName = title };

        bool IsOneOf(string property, IEnumerable<string> known) =>
            Stored.TryText(value[property], out var text) && (string.IsNullOrEmpty(text) || known.Contains(text));
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        foreach (var property in (string[])["ColumnId", "SectionId", "Stage", "UrgencyReason", "ChangeNote"])
        {
            if (Posted.Raw(form, context.Name(property)) is { } text) value[property] = text.Trim().OrNull();
        }
        foreach (var (property, _) in Days)
        {
            if (Posted.Line(form, context.Name(property)) is not { } typed) continue;
            value[property] = Times.TypedDay(typed) is { } day ? Times.Shown(day) : typed.OrNull();
        }
        if (Posted.Line(form, context.Name("Urgency")) is not { } urgency) return;
        value["Urgency"] = urgency.Length == 0 ? "normal" : urgency;
        // A reason left over from an urgency that was taken back would go public with the record.
        if (urgency == "normal") value["UrgencyReason"] = null;
    }

    private static DateOnly? Day(JsonObject value, string property) => value.Text(property) is { } text ? Times.Day(text) : null;
}
