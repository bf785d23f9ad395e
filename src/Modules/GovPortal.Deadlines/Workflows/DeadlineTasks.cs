using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Workflows;

/// <summary>
/// A task on one clock: the instance's own (its correlation id), or the one of <c>Kind</c> that runs for its item. The
/// person on whose behalf the workflow acts must keep the clocks of that agency.
/// </summary>
internal abstract class ClockTask(string name, string title) : IActivity
{
    protected static readonly ActivityProperty Kind = new("Kind", "时限种类", ActivityPropertyKind.Text);
    protected static readonly ActivityProperty Why = new("Why", "原因", ActivityPropertyKind.Liquid, Required: true);

    public string Name => name;
    public string Title => title;
    public virtual IReadOnlyList<ActivityProperty> Properties => [Kind, Why];
    public virtual IReadOnlyList<string> OutcomesOf(JsonObject properties) => [ActivityResult.DoneName];
    public virtual IReadOnlyList<Failure> Check(JsonObject properties) => [];

    public abstract Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation);

    protected static async Task<Obligation?> ClockAsync(ActivityContext context, CancellationToken cancellation)
    {
        var (kind, subject) = (context.Text("Kind"), SubjectOf(context));
        var rows = context.Db.Set<Obligation>().AsNoTracking();
        return kind.Length == 0
            ? await rows.FirstOrDefaultAsync(o => o.Id == context.CorrelationId, cancellation)
            : await rows.Where(o => o.SubjectId == subject && o.Kind == kind).OrderByDescending(o => o.CancelledUtc == null && o.MetUtc == null)
                .ThenByDescending(o => o.OpenedUtc).ThenBy(o => o.Id).FirstOrDefaultAsync(cancellation);
    }

    protected static string SubjectOf(ActivityContext context) =>
        context.ContentItemId ?? (context.Input["subject"] is JsonValue value && value.TryGetValue<string>(out var subject) ? subject : context.CorrelationId);

    protected static ActivityResult Of(Result result) => result.Succeeded ? ActivityResult.Done : ActivityResult.Fault(result.Failures);

    /// <summary>Finds the clock, asks whether it may be touched, and does it.</summary>
    protected static async Task<ActivityResult> OnClockAsync(ActivityContext context, Func<Obligation, Task<Result>> work, CancellationToken cancellation)
    {
        if (await ClockAsync(context, cancellation) is not { } clock) return ActivityResult.Fault(Failure.Of("obligation.unknown"));
        return context.Actor.Can(ChangeDuty.Manage, clock.AgencyId) ? Of(await work(clock)) : ActivityResult.Fault(Failure.Of(Failure.NotAllowed));
    }
}

/// <summary>Starts a clock for the instance's item, from today.</summary>
internal sealed class StartDeadlineTask(IObligations obligations) : ClockTask("StartDeadlineTask", "开始时限")
{
    public override IReadOnlyList<ActivityProperty> Properties =>
        [Kind with { Required = true }, new("Rule", "规则", ActivityPropertyKind.Text, Required: true), new("Basis", "依据", ActivityPropertyKind.Text, Required: true)];

    public override IReadOnlyList<Failure> Check(JsonObject properties) =>
        DeadlineRule.Parse((string?)properties["Rule"] ?? "") is { Succeeded: false } bad ? [.. bad.Failures.Select(f => f with { Field = "Rule" })] : [];

    public override async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        var subject = SubjectOf(context);
        if (await context.Db.Set<ContentItemRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == subject, cancellation) is not { } item)
        {
            return ActivityResult.Fault(Failure.Of("obligation.no-item"));
        }
        var place = await context.Db.Set<ContentVersion>().AsNoTracking().Where(v => v.Id == item.LatestVersionId).Select(v => new { v.ColumnId, v.SectionId }).FirstOrDefaultAsync(cancellation);
        if (!context.Actor.Can(ChangeDuty.Manage, item.AgencyId)) return ActivityResult.Fault(Failure.Of(Failure.NotAllowed));
        return Of(await obligations.OpenAsync(context.Tx!, new ObligationDraft(
            item.Id, null, item.AgencyId, place?.ColumnId, place?.SectionId, context.Text("Kind"), context.Text("Rule"), CivilTime.DateOf(context.NowUtc),
            context.Text("Basis"), context.NowUtc), cancellation));
    }
}

/// <summary>Stops a clock.</summary>
internal sealed class PauseDeadlineTask(IObligations obligations) : ClockTask("PauseDeadlineTask", "中止时限")
{
    public override async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        var why = await context.LiquidAsync("Why", cancellation);
        return await OnClockAsync(context, o => obligations.PauseAsync(context.Tx!, o.SubjectId, o.Kind, why, context.Actor.UserId, cancellation), cancellation);
    }
}

/// <summary>Lets a clock go on.</summary>
internal sealed class ResumeDeadlineTask(IObligations obligations) : ClockTask("ResumeDeadlineTask", "恢复时限")
{
    public override IReadOnlyList<ActivityProperty> Properties => [Kind];

    public override Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) =>
        OnClockAsync(context, o => obligations.ResumeAsync(context.Tx!, o.SubjectId, o.Kind, context.Actor.UserId, cancellation), cancellation);
}

/// <summary>Extends a clock, once.</summary>
internal sealed class ExtendDeadlineTask(IObligations obligations) : ClockTask("ExtendDeadlineTask", "延长时限")
{
    public override IReadOnlyList<ActivityProperty> Properties => [Kind, new("Amount", "延长多少", ActivityPropertyKind.Number, Required: true), Why];

    public override async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        var why = await context.LiquidAsync("Why", cancellation);
        return await OnClockAsync(
            context, o => obligations.ExtendAsync(context.Tx!, o.SubjectId, o.Kind, context.Number("Amount") ?? 0, why, context.Actor.UserId, cancellation), cancellation);
    }
}

/// <summary>Branches by where the clock stands now: a reminder that waited asks whether it is still owed.</summary>
internal sealed class DeadlineStateTask() : ClockTask("DeadlineStateTask", "时限状态")
{
    public override IReadOnlyList<ActivityProperty> Properties => [Kind];
    public override IReadOnlyList<string> OutcomesOf(JsonObject properties) => ["Open", "Met", "Cancelled"];

    public override async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) =>
        await ClockAsync(context, cancellation) is not { } clock ? ActivityResult.Fault(Failure.Of("obligation.unknown"))
        : ActivityResult.Of(clock.MetUtc is not null ? "Met" : clock.CancelledUtc is not null ? "Cancelled" : "Open");
}
