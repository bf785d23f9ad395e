using GovPortal.Columns.Model;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Features;

/// <param name="Token">Of the preview that the person confirmed; null applies whatever the difference is now.</param>
/// <param name="AcceptUnread">Import although cells were not understood; their texts are kept, their rules stay empty.</param>
/// <param name="Trusted">True at set-up and from the command line, where no permission is asked.</param>
/// <param name="Separate">Ids of columns and sections that the table does not rename or move, though it looks so.</param>
public sealed record ApplyTaskTableCommand(
    TaskTableSource Source, string? Token = null, bool AcceptUnread = false, bool Trusted = false, IReadOnlySet<string>? Separate = null);

/// <summary>What an import did, in columns (groups not counted); all zero but <paramref name="Unchanged"/> where nothing differed.</summary>
public sealed record TaskTableApplied(int New, int Changed, int Unchanged, int Closed, int NewSections, int RenamedSections = 0);

/// <summary>
/// Imports a task table in one transaction; a second import of the same table changes nothing and leaves no event.
/// Columns are recognised by agency and full title, moved and renamed ones by what else they say, and keep their address for good; those that the table no longer
/// names are closed, never removed. Failures: <c>access.not-allowed</c>, <c>task-table.unread</c> (one for each cell),
/// <c>task-table.preview-stale</c>, <c>task-table.other-file</c>, <c>column.route-unknown</c> and those of <see cref="PreviewTaskTable"/>. Side effects:
/// <c>columns.changed</c>, and <c>organisation.changed</c> where sections were made.
/// </summary>
public sealed class ApplyTaskTable(PortalTransactions transactions)
{
    public async Task<Result<TaskTableApplied>> HandleAsync(ApplyTaskTableCommand command, Actor actor, CancellationToken cancellation)
    {
        var read = await ReadTaskTable.FromAsync(command.Source, cancellation);
        if (!read.Succeeded) return read.As<TaskTableApplied>();

        await using var tx = await transactions.BeginAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        var agency = TaskTableAgency.Of(organisation, command.Source.AgencyId, actor, command.Trusted);
        if (!agency.Succeeded) return agency.As<TaskTableApplied>();
        var agencyId = agency.Value.Id;
        if (command.Token is { } token && token != read.Value.TokenFor(organisation, agencyId))
        {
            return Failure.Of(token.StartsWith(read.Value.FileHash[..32], StringComparison.Ordinal) ? "task-table.preview-stale" : "task-table.other-file");
        }
        if (!command.AcceptUnread && read.Value.Table.Unread.Count > 0) return Unread(read.Value.Table);
        var built = TaskTablePlan.Build(read.Value.Table, organisation, agencyId, command.Separate);
        if (!built.Succeeded) return built.As<TaskTableApplied>();

        var plan = built.Value;
        var routes = await tx.Db.Set<ReviewRouteRow>().Select(r => r.Name).ToListAsync(cancellation);
        var unknown = plan.Columns.Select(c => c.State.Route).Where(r => r.Length > 0 && !routes.Contains(r)).Distinct().ToList();
        if (unknown.Count > 0) return unknown.ConvertAll(r => Failure.Of("column.route-unknown", r));
        var done = new TaskTableApplied(plan.Count(ColumnChange.New), plan.Count(ColumnChange.Changed), plan.Count(ColumnChange.Unchanged),
            plan.Count(ColumnChange.Closed), plan.NewSections.Count, plan.RenamedSections.Count);
        if (!plan.HasChanges) return done;

        foreach (var rename in plan.RenamedSections)
        {
            var section = await tx.Db.Set<Section>().SingleAsync(s => s.Id == rename.Section.Id, cancellation);
            section.Name = rename.NewName;
            await ChangeSection.RenameInColumnsAsync(tx.Db, section, rename.Section.Name, cancellation);
        }
        var sections = await SectionsAsync(tx, plan, organisation, agencyId, cancellation);
        var columns = await tx.Db.Set<Column>().Where(c => c.AgencyId == agencyId).ToDictionaryAsync(c => c.Id, cancellation);
        Write(tx, plan, agencyId, sections, columns, [.. organisation.Columns.Select(c => c.Id)]);
        await InternalColumns.FollowAsync(tx.Db, organisation, columns.Values, cancellation);

        if (plan.NewSections.Count + plan.RenamedSections.Count > 0)
        {
            tx.AppendChange(new EventDraft(OrganisationEvents.Changed, actor.UserId, AgencyId: agencyId,
                Payload: new Dictionary<string, object?> { ["newSections"] = plan.NewSections.Count, ["renamedSections"] = plan.RenamedSections.Count }), typeof(Section));
        }
        tx.AppendChange(new EventDraft(OrganisationEvents.ColumnsChanged, actor.UserId, AgencyId: agencyId, Payload: new Dictionary<string, object?>
        {
            ["new"] = done.New, ["changed"] = done.Changed, ["closed"] = done.Closed, ["unread"] = read.Value.Table.Unread.Count,
        }), typeof(Column));
        await tx.CommitAsync(cancellation);
        return done;
    }

    /// <summary>Ids of the agency's sections by name, new ones among them.</summary>
    private static async Task<Dictionary<string, string>> SectionsAsync(
        PortalTransaction tx, TaskTablePlan plan, OrganisationSnapshot organisation, string agencyId, CancellationToken cancellation)
    {
        var ids = organisation.Sections.Where(s => s.AgencyId == agencyId).ToDictionary(s => s.Name, s => s.Id);
        foreach (var rename in plan.RenamedSections) ids[rename.NewName] = rename.Section.Id;
        var position = await tx.Db.Set<Section>().MaxAsync(s => (int?)s.Position, cancellation) ?? -1;
        foreach (var name in plan.NewSections)
        {
            var section = new Section { Id = ContentIds.New(), AgencyId = agencyId, Name = name, Position = ++position };
            tx.Db.Add(section);
            ids[name] = section.Id;
        }
        return ids;
    }

    private static void Write(
        PortalTransaction tx, TaskTablePlan plan, string agencyId, Dictionary<string, string> sections, Dictionary<string, Column> columns,
        HashSet<string> taken)
    {
        var byKey = new Dictionary<string, Column>();
        foreach (var planned in plan.Columns)
        {
            if (planned.Change == ColumnChange.Closed)
            {
                columns[planned.Existing!.Id].IsClosed = true;
                continue;
            }
            var column = planned.Existing is { } known ? columns[known.Id] : null;
            if (column is null)
            {
                column = new Column { Id = planned.NewId is { } id && !taken.Contains(id) ? id : ContentIds.New(), AgencyId = agencyId, Path = planned.Path, Title = planned.Titles[^1] };
                tx.Db.Add(column);
                columns[column.Id] = column;
            }
            column.Title = planned.Titles[^1];
            column.ParentId = planned.Titles.Count == 1 ? null : byKey[TaskTablePlan.KeyOf(planned.Titles.SkipLast(1))].Id;
            column.Position = planned.Position;
            planned.State.WriteTo(column, planned.State.Section is { } name ? sections[name] : null);
            byKey[planned.Key] = column;
        }
    }

    private static List<Failure> Unread(TaskTable table) =>
        [.. table.Unread.Take(TableLimits.MaxReported).Select(u => Failure.At(u.Cell, "task-table.unread", u.Cell, u.Text, u.Why))];
}
