using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <param name="Id">Null makes a new one.</param>
public sealed record ChangeDutyCommand(string? Id, string AgencyId, string? Title, string? Rule, string? Role, string? SectionId, string? Basis, bool IsActive);

/// <summary>
/// Adds a duty that comes back, changes it or rests it; its clocks follow at once. Failures: <c>access.not-allowed</c>,
/// <c>duty.unknown</c>, <c>duty.title-required</c>, <c>duty.too-long</c>, <c>duty.rule</c>, <c>duty.section</c>,
/// <c>duty.agency</c>, <c>duty.role</c>. Side effects: <c>deadline.duty-changed</c>, and clocks started or cancelled.
/// </summary>
public sealed class ChangeDuty(PortalTransactions transactions, ReconcileColumnClocks reconcile)
{
    public const string Manage = "duties.manage";
    public const string Changed = "deadline.duty-changed";
    private const int MaxTitle = 100, MaxBasis = 300;

    public async Task<Result> HandleAsync(ChangeDutyCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await OneWriter.EnterAsync(tx, cancellation);
        var duty = command.Id is null ? null : await tx.Db.Set<PeriodicDuty>().FirstOrDefaultAsync(d => d.Id == command.Id, cancellation);
        if (command.Id is not null && duty is null) return Failure.Of("duty.unknown");
        if (!actor.Can(Manage, duty?.AgencyId ?? command.AgencyId)) return Failure.Of(Failure.NotAllowed);
        var failures = await CheckAsync(tx.Db, command, cancellation);
        if (failures.Count > 0) return failures;
        await WriteAsync(tx, command with { Id = duty?.Id ?? ContentIds.New(), AgencyId = duty?.AgencyId ?? command.AgencyId }, actor.UserId, cancellation);
        await reconcile.InAsync(tx, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    internal static async Task<List<Failure>> CheckAsync(PortalDbContext db, ChangeDutyCommand command, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        if (string.IsNullOrWhiteSpace(command.Title)) failures.Add(Failure.At("Title", "duty.title-required"));
        if (command.Title?.Trim().Length > MaxTitle) failures.Add(Failure.At("Title", "duty.too-long", MaxTitle));
        if (command.Basis?.Trim().Length > MaxBasis) failures.Add(Failure.At("Basis", "duty.too-long", MaxBasis));
        if (DeadlineRule.Parse(command.Rule ?? "") is not { Succeeded: true } rule || !Periods.IsPeriodic(rule.Value)) failures.Add(Failure.At("Rule", "duty.rule"));
        if (!await db.Set<Agency>().AnyAsync(a => a.Id == command.AgencyId, cancellation)) failures.Add(Failure.At("AgencyId", "duty.agency"));
        if (command.SectionId is { Length: > 0 } section && !await db.Set<Section>().AnyAsync(s => s.Id == section && s.AgencyId == command.AgencyId, cancellation))
        {
            failures.Add(Failure.At("SectionId", "duty.section"));
        }
        if (command.Role is { Length: > 0 } role && !await db.Set<Role>().AnyAsync(r => r.Name == role, cancellation)) failures.Add(Failure.At("Role", "duty.role"));
        return failures;
    }

    internal static async Task WriteAsync(PortalTransaction tx, ChangeDutyCommand command, string actorId, CancellationToken cancellation)
    {
        var duty = await tx.Db.Set<PeriodicDuty>().FirstOrDefaultAsync(d => d.Id == command.Id, cancellation);
        if (duty is null)
        {
            duty = new PeriodicDuty { Id = command.Id!, AgencyId = command.AgencyId, Title = "", Rule = "" };
            tx.Db.Add(duty);
        }
        (duty.Title, duty.Rule, duty.IsActive) = (command.Title!.Trim(), DeadlineRule.Parse(command.Rule!).Value!.ToString(), command.IsActive);
        (duty.Role, duty.SectionId, duty.Basis) = (command.Role is { Length: > 0 } role ? role : null, command.SectionId is { Length: > 0 } section ? section : null, command.Basis?.Trim() ?? "");
        tx.AppendChange(new EventDraft(Changed, actorId, duty.Id, AgencyId: duty.AgencyId, Payload: new Dictionary<string, object?>
        {
            ["rule"] = duty.Rule, ["active"] = duty.IsActive, ["role"] = duty.Role, ["section"] = duty.SectionId,
        }), typeof(PeriodicDuty));
        await tx.Db.SaveChangesAsync(cancellation);
    }
}

/// <summary>
/// Recipe step <c>{"name":"PeriodicDuties","duties":[{"id","agency","title","rule","role","section","basis","active"}]}</c>:
/// duties by stable ids. Their clocks start with the next sweep.
/// </summary>
internal sealed class PeriodicDutiesStep(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts) : IRecipeStep
{
    private static readonly string[] Members = ["id", "agency", "title", "rule", "role", "section", "basis", "active"];

    public string Name => "PeriodicDuties";

    public async Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var failures = context.Step.Where(m => m.Key is not ("name" or "duties")).Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "duties")).ToList();
        if (context.Step["duties"] is not JsonArray duties) return [.. failures, Failure.At("$.duties", "recipe.value-missing", "duties")];
        for (var i = 0; i < duties.Count; i++)
        {
            var (path, duty) = ($"$.duties[{i}]", duties[i] as JsonObject ?? []);
            failures.AddRange(duty.Where(m => !Members.Contains(m.Key)).Select(m => Failure.At($"{path}.{m.Key}", "recipe.unknown-member", m.Key, "title")));
            foreach (var needed in (string[])["id", "agency", "title", "rule"])
            {
                if (Text(duty, needed) is null) failures.Add(Failure.At($"{path}.{needed}", "recipe.value-missing", needed));
            }
            if (Text(duty, "rule") is { } text && (DeadlineRule.Parse(text) is not { Succeeded: true } rule || !Periods.IsPeriodic(rule.Value))) failures.Add(Failure.At($"{path}.rule", "duty.rule"));
        }
        return failures;
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var commands = context.Step["duties"]!.AsArray().OfType<JsonObject>().Select(d => new ChangeDutyCommand(
            Text(d, "id"), Text(d, "agency")!, Text(d, "title"), Text(d, "rule"), Text(d, "role"), Text(d, "section"), Text(d, "basis"),
            d["active"] is not JsonValue active || !active.TryGetValue<bool>(out var on) || on)).ToList();
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var failures = new List<Failure>();
            for (var i = 0; i < commands.Count; i++)
            {
                failures.AddRange((await ChangeDuty.CheckAsync(db, commands[i], cancellation)).Select(f => f with { Field = $"$.duties[{i}]" }));
            }
            if (failures.Count > 0) return failures;
        }
        await using var tx = await transactions.BeginAsync(cancellation);
        foreach (var command in commands) await ChangeDuty.WriteAsync(tx, command, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static string? Text(JsonObject duty, string member) =>
        duty[member] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
