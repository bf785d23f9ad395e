using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

internal sealed record WorkflowTypeLine(WorkflowTypeRow Type, string ChangedByName, DateTime? LastStartUtc, int Running, int Faulted)
{
    public bool IsEdited => Type.ShippedHash is not null && Type.ShippedHash != WorkflowJson.Hash((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(Type.Json)!);
}

/// <summary>The types with what their instances do.</summary>
internal sealed class ListWorkflowTypes(IPeople people)
{
    /// <param name="state">enabled, disabled or faulted; null for all.</param>
    public async Task<(IReadOnlyList<WorkflowTypeLine> Rows, int Total)> HandleAsync(PortalDbContext db, ListQuery list, string? state, CancellationToken cancellation)
    {
        var types = db.Set<WorkflowTypeRow>().AsNoTracking();
        if (list.Q is { } words) types = types.Where(t => t.Name.Contains(words) || t.Id == words);
        types = state switch
        {
            "enabled" => types.Where(t => t.IsEnabled),
            "disabled" => types.Where(t => !t.IsEnabled),
            "faulted" => types.Where(t => db.Set<WorkflowInstance>().Any(i => i.WorkflowTypeId == t.Id && i.Status == WorkflowStatus.Faulted)),
            _ => types,
        };
        var total = await types.CountAsync(cancellation);
        var rows = await types.OrderByDescending(t => t.IsEnabled).ThenBy(t => t.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        var ids = rows.ConvertAll(t => t.Id);
        var figures = await db.Set<WorkflowInstance>().Where(i => ids.Contains(i.WorkflowTypeId)).GroupBy(i => new { i.WorkflowTypeId, i.Status })
            .Select(g => new { g.Key.WorkflowTypeId, g.Key.Status, Count = g.Count() }).ToListAsync(cancellation);
        var starts = await db.Set<WorkflowStart>().Where(s => ids.Contains(s.WorkflowTypeId)).GroupBy(s => s.WorkflowTypeId)
            .Select(g => new { g.Key, Last = g.Max(s => s.AtUtc) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancellation);
        var names = await people.NamesAsync(db, rows.Select(t => t.ChangedBy).Distinct(), cancellation);
        int Count(string id, params WorkflowStatus[] states) => figures.Where(f => f.WorkflowTypeId == id && states.Contains(f.Status)).Sum(f => f.Count);
        return ([.. rows.Select(t => new WorkflowTypeLine(t, names.GetValueOrDefault(t.ChangedBy, t.ChangedBy), starts.TryGetValue(t.Id, out var last) ? last : null,
            Count(t.Id, WorkflowStatus.Starting, WorkflowStatus.Executing, WorkflowStatus.Halted), Count(t.Id, WorkflowStatus.Faulted)))], total);
    }
}

/// <param name="Subject">The title of the item it is about, where the reader may know it.</param>
internal sealed record InstanceLine(WorkflowInstance Instance, string TypeName, string? Subject, string? WaitsAt);

/// <param name="Status">A status by its name; null for all.</param>
internal sealed record InstanceFilter(string? TypeId, string? Status);

/// <summary>The instances, newest first; words find a correlation or an instance by its id.</summary>
internal sealed class ListInstances
{
    public async Task<(IReadOnlyList<InstanceLine> Rows, int Total)> HandleAsync(PortalDbContext db, ListQuery list, InstanceFilter filter, Actor actor, CancellationToken cancellation)
    {
        var rows = db.Set<WorkflowInstance>().AsNoTracking();
        if (filter.TypeId is { Length: > 0 } type) rows = rows.Where(i => i.WorkflowTypeId == type);
        if (Enum.TryParse<WorkflowStatus>(filter.Status, ignoreCase: true, out var status)) rows = rows.Where(i => i.Status == status);
        if (list.Q is { } words) rows = rows.Where(i => i.CorrelationId == words || i.Id == words || i.ContentItemId == words);
        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderByDescending(i => i.CreatedUtc).ThenBy(i => i.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        var (ids, types) = (page.ConvertAll(i => i.Id), page.Select(i => i.WorkflowTypeId).Distinct().ToList());
        var names = await db.Set<WorkflowTypeRow>().Where(t => types.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, cancellation);
        var subjects = await ContentAccess.TitlesAsync(db, [.. page.Select(i => i.ContentItemId).OfType<string>().Distinct()], actor, cancellation);
        var waits = (await db.Set<WorkflowBlock>().Where(b => ids.Contains(b.WorkflowId)).Select(b => new { b.WorkflowId, b.Name }).ToListAsync(cancellation))
            .ToLookup(b => b.WorkflowId, b => b.Name);
        return ([.. page.Select(i => new InstanceLine(i, names.GetValueOrDefault(i.WorkflowTypeId, i.WorkflowTypeId),
            i.ContentItemId is null ? null : subjects.GetValueOrDefault(i.ContentItemId), waits[i.Id].FirstOrDefault()))], total);
    }
}

/// <param name="Notes">What log tasks wrote is shown to those who may read the item.</param>
internal sealed record InstanceView(
    WorkflowInstance Instance, WorkflowDefinition Definition, IReadOnlyList<WorkflowStep> Steps, IReadOnlyList<WorkflowBlock> Blocks, IReadOnlyDictionary<string, string> Names, bool Notes);

/// <summary>An instance with its trail.</summary>
internal sealed class ShowInstance(Definitions definitions, IPeople people)
{
    private const int MaxSteps = 500;

    public async Task<InstanceView?> HandleAsync(PortalDbContext db, string workflowId, Actor actor, CancellationToken cancellation)
    {
        if (await db.Set<WorkflowInstance>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == workflowId, cancellation) is not { } instance) return null;
        var definition = await definitions.OfAsync(db, instance.WorkflowTypeId, instance.TypeVersion, cancellation);
        var steps = await db.Set<WorkflowStep>().AsNoTracking().Where(s => s.WorkflowId == workflowId).OrderByDescending(s => s.Number).Take(MaxSteps).ToListAsync(cancellation);
        var blocks = await db.Set<WorkflowBlock>().AsNoTracking().Where(b => b.WorkflowId == workflowId).ToListAsync(cancellation);
        var version = instance.ContentItemId is null ? null : await (
            from i in db.Set<ContentItemRow>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
            where i.Id == instance.ContentItemId
            select v).FirstOrDefaultAsync(cancellation);
        var names = await people.NamesAsync(db, steps.Select(s => s.DecidedBy).OfType<string>().Distinct(), cancellation);
        return new InstanceView(instance, definition, [.. steps.OrderBy(s => s.Number)], blocks, names, version is null || ContentAccess.CanRead(actor, version));
    }
}
