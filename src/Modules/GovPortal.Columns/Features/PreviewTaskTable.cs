using GovPortal.Columns.Model;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Features;

/// <summary>What an import would do.</summary>
/// <param name="Table">The reading; <see cref="TaskTableJson.Write"/> gives its open form.</param>
/// <param name="Plan">The difference from the portal as it stands.</param>
/// <param name="Token">Given to <see cref="ApplyTaskTable"/>, ties it to exactly this preview.</param>
public sealed record TaskTablePreview(Agency Agency, TaskTable Table, TaskTablePlan Plan, string Token);

/// <summary>
/// Reads a task table and compares it with the portal; changes nothing. Failures: <c>access.not-allowed</c>,
/// <c>task-table.agency-unknown</c>, <c>task-table.agency-needed</c>, <c>task-table.too-long</c>, and those of
/// <see cref="TaskTableReader"/> and the table reader. Cells that were not understood are no failure here; they stand in the reading.
/// </summary>
public sealed class PreviewTaskTable(IDbContextFactory<PortalDbContext> contexts)
{
    /// <param name="source">The file and whose it is.</param>
    /// <param name="actor">Needs <c>columns.manage</c> in the agency.</param>
    /// <param name="trusted">True at set-up and from the command line, where no permission is asked.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="separate">Ids of columns and sections that the table does not rename or move, though it looks so.</param>
    public async Task<Result<TaskTablePreview>> HandleAsync(
        TaskTableSource source, Actor actor, bool trusted, CancellationToken cancellation, IReadOnlySet<string>? separate = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var agency = TaskTableAgency.Of(organisation, source.AgencyId, actor, trusted);
        if (!agency.Succeeded) return agency.As<TaskTablePreview>();
        var read = await ReadTaskTable.FromAsync(source, cancellation);
        if (!read.Succeeded) return read.As<TaskTablePreview>();
        var plan = TaskTablePlan.Build(read.Value.Table, organisation, agency.Value.Id, separate);
        return plan.Succeeded
            ? new TaskTablePreview(agency.Value, read.Value.Table, plan.Value, read.Value.TokenFor(organisation, agency.Value.Id))
            : plan.As<TaskTablePreview>();
    }
}
