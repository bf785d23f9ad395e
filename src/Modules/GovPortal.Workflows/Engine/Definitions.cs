using System.Collections.Concurrent;
using GovPortal.Kernel.Data;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>Workflow types, read once for each version: a version never changes.</summary>
internal sealed class Definitions
{
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<(string, int), WorkflowDefinition> _read = new();

    public async Task<WorkflowDefinition> OfAsync(PortalDbContext db, string typeId, int version, CancellationToken cancellation)
    {
        if (_read.TryGetValue((typeId, version), out var known)) return known;
        var json = await db.Set<WorkflowTypeVersion>().Where(v => v.WorkflowTypeId == typeId && v.Version == version).Select(v => v.Json).SingleAsync(cancellation);
        if (_read.Count > MaxKept) _read.Clear();
        return _read[(typeId, version)] = WorkflowDefinition.Read(json, version);
    }

    /// <summary>The types that are enabled now, with the instant since when.</summary>
    public async Task<IReadOnlyList<(WorkflowDefinition Definition, DateTime SinceUtc)>> EnabledAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Set<WorkflowTypeRow>().Where(t => t.IsEnabled).OrderBy(t => t.Id).Select(t => new { t.Id, t.Version, t.EnabledUtc }).ToListAsync(cancellation);
        var found = new List<(WorkflowDefinition, DateTime)>();
        foreach (var row in rows) found.Add((await OfAsync(db, row.Id, row.Version, cancellation), row.EnabledUtc ?? DateTime.MaxValue));
        return found;
    }
}
