using GovPortal.Clocks;
using GovPortal.Columns.Model;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using SectionMeaning = GovPortal.Kernel.Organisation.SectionMeaning;

namespace GovPortal.Columns.Features;

/// <summary>A column as a person wants it; of a group only title, note and closing count.</summary>
/// <param name="SectionId">With <see cref="SectionMeaning.Named"/>; null leaves the column without a section.</param>
/// <param name="DeadlineRule">Used only where <paramref name="DeadlineText"/> can't be read: the text rules.</param>
/// <param name="FreshnessRule">As <paramref name="DeadlineRule"/>.</param>
/// <param name="RouteName">Null is the default route.</param>
public sealed record ChangeColumnCommand(
    string ColumnId, string? Title, SectionMeaning Meaning, string? SectionId, string? Supporting, string? Content, string? Basis,
    string? DeadlineText, string? DeadlineRule, string? FreshnessText, string? FreshnessRule, string? Channels, string? Note,
    string? RouteName, bool IsClosed)
{
    /// <summary>公开对象.</summary>
    public string? Audience { get; init; }

    /// <summary>公开方式.</summary>
    public string? Manner { get; init; }

    /// <summary>公开层级.</summary>
    public string? Tier { get; init; }
}

/// <summary>
/// Changes one column; its address stays. Failures: <c>access.not-allowed</c>, <c>column.unknown</c>, <c>column.title-required</c>,
/// <c>column.title-taken</c>, <c>column.too-long</c>, <c>column.section-unknown</c>, <c>column.route-unknown</c>,
/// <c>clock.bad-rule</c>, <c>clock.rule-out-of-range</c>. Side effect: <c>columns.changed</c>.
/// </summary>
public sealed class ChangeColumn(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(ChangeColumnCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        if (organisation.Column(command.ColumnId) is not { } known) return Failure.Of("column.unknown");
        if (!actor.Can(Permissions.ColumnsManage, known.AgencyId)) return Failure.Of(Failure.NotAllowed);

        var title = TaskText.Title(command.Title ?? "");
        var failures = CheckTitle(title, known, organisation);
        var before = ColumnState.Of(known, organisation);
        var section = command.Meaning == SectionMeaning.Named ? organisation.Section(command.SectionId) : null;
        if (command.SectionId is { Length: > 0 } && command.Meaning == SectionMeaning.Named && section?.AgencyId != known.AgencyId)
        {
            failures.Add(Failure.At("SectionId", "column.section-unknown"));
        }
        var route = command.RouteName is { Length: > 0 } name && name != ReviewRouteRow.Default ? name : null;
        if (route is not null && !await tx.Db.Set<ReviewRouteRow>().AnyAsync(r => r.Name == route, cancellation))
        {
            failures.Add(Failure.At("RouteName", "column.route-unknown", route));
        }
        var after = known.IsGroup
            ? before with { Note = Text(command.Note), IsClosed = command.IsClosed }
            : StateOf(command, before, section, failures);
        if (failures.Count > 0) return failures;
        after = after with { Route = route ?? "" };

        var members = before.ChangesTo(after).Select(m => m.Label).ToList();
        if (title != known.Title) members.Add("栏目名称");
        if (members.Count == 0) return Result.Ok;

        var columns = await tx.Db.Set<Column>().Where(c => c.AgencyId == known.AgencyId).ToListAsync(cancellation);
        var column = columns.Single(c => c.Id == known.Id);
        after.WriteTo(column, known.IsGroup ? known.SectionId : section?.Id);
        column.Title = title;
        await InternalColumns.FollowAsync(tx.Db, organisation, columns, cancellation);
        tx.AppendChange(new EventDraft(OrganisationEvents.ColumnsChanged, actor.UserId, known.Id, AgencyId: known.AgencyId,
            Payload: new Dictionary<string, object?> { ["members"] = members }), typeof(Column));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static List<Failure> CheckTitle(string title, Column column, OrganisationSnapshot organisation)
    {
        if (title.Length == 0) return [Failure.At("Title", "column.title-required")];
        if (title.Length > TaskTablePlan.MaxName) return [Failure.At("Title", "column.too-long", TaskTablePlan.MaxName)];
        return organisation.Columns.Any(c => c.Id != column.Id && c.AgencyId == column.AgencyId && c.ParentId == column.ParentId && c.Title == title)
            ? [Failure.At("Title", "column.title-taken", title)] : [];
    }

    private static ColumnState StateOf(ChangeColumnCommand command, ColumnState before, Section? section, List<Failure> failures)
    {
        var deadline = DeadlineText.ReadDeadline(Text(command.DeadlineText));
        var freshness = DeadlineText.ReadFreshness(Text(command.FreshnessText));
        var (channels, _) = TaskChannels.Read(Text(command.Channels));
        return before with
        {
            Meaning = command.Meaning,
            Section = section?.Name,
            SectionText = section?.Name ?? SectionWords.Of(command.Meaning, before.SectionText),
            SupportingText = string.Join('、', TaskChannels.Split(Text(command.Supporting)).Where(n => !TaskText.IsNone(n))),
            Content = Text(command.Content),
            Basis = Text(command.Basis),
            DeadlineText = deadline.Text,
            DeadlineRule = RuleOf(deadline, command.DeadlineRule, "DeadlineRule", failures),
            DeadlineFrom = deadline.From?.Code(),
            FreshnessText = freshness.Text,
            FreshnessRule = RuleOf(freshness, command.FreshnessRule, "FreshnessRule", failures),
            Channels = string.Join('、', channels),
            Audience = Text(command.Audience),
            Manner = Text(command.Manner),
            Tier = Text(command.Tier),
            Note = Text(command.Note),
            IsInternal = channels.Any(TaskChannels.IsInternal),
            IsClosed = command.IsClosed,
        };
    }

    private static string? RuleOf(ClockReading reading, string? chosen, string field, List<Failure> failures)
    {
        if (!reading.IsUnread || string.IsNullOrWhiteSpace(chosen)) return reading.Rule?.ToString();
        var rule = DeadlineRule.Parse(chosen);
        failures.AddRange(rule.Failures.Select(f => f with { Field = field }));
        return rule.Value?.ToString();
    }

    /// <summary>As a table file would hold it: no blanks around, plain line ends.</summary>
    private static string Text(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>The words of a task table for whoever is responsible where no section is named.</summary>
internal static class SectionWords
{
    /// <summary>The words that stand there already where they mean the same.</summary>
    public static string Of(SectionMeaning meaning, string before = "") =>
        meaning.ToString() == ColumnSection.Of(before).Meaning.ToString() && meaning != SectionMeaning.Named ? before : meaning switch
        {
            SectionMeaning.Drafting => "各起草科室",
            SectionMeaning.Business => "各业务科室",
            SectionMeaning.Concerned => "涉事科室",
            SectionMeaning.Every => "各科室",
            _ => "",
        };
}
