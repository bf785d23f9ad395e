using GovPortal.Columns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;
using SectionMeaning = GovPortal.Kernel.Organisation.SectionMeaning;

namespace GovPortal.Columns.Features;

/// <summary>A workbook (.xlsx) and the name to save it under.</summary>
public sealed record ExportedTaskTable(byte[] Content, string FileName, int Columns);

/// <summary>
/// Writes an agency's open columns as a task table. Importing it again changes nothing. Failures: <c>access.not-allowed</c>,
/// <c>task-table.agency-unknown</c>, <c>task-table.agency-needed</c>.
/// </summary>
public sealed class ExportTaskTable(IDbContextFactory<PortalDbContext> contexts)
{
    private static readonly (string Title, double Width)[] Levels = [("一级栏目", 12), ("二级栏目", 18), ("三级栏目", 18)];

    private static readonly (string Title, double Width)[] Rest =
    [
        ("公开内容（要素）", 46), ("公开依据", 34), ("公开时限", 28), ("更新频率", 14), ("责任科室", 16), ("配合科室", 14), ("公开渠道", 20), ("公开对象", 14), ("公开方式", 12), ("公开层级", 12), ("备注", 24),
    ];

    public async Task<Result<ExportedTaskTable>> HandleAsync(string? agencyId, Actor actor, bool trusted, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var agency = TaskTableAgency.Of(organisation, agencyId, actor, trusted);
        return agency.Succeeded ? Write(organisation, agency.Value) : agency.As<ExportedTaskTable>();
    }

    internal static ExportedTaskTable Write(OrganisationSnapshot organisation, Agency agency)
    {
        var columns = organisation.Columns.Where(c => c.AgencyId == agency.Id && !c.IsGroup && !c.IsClosed)
            .Select(c => (Column: c, Titles: TaskTablePlan.TitlesOf(c, organisation))).ToList();
        var depth = Math.Max(2, columns.Select(c => c.Titles.Count).DefaultIfEmpty(0).Max());
        var header = new[] { ("序号", 6d) }.Concat(Levels.Take(depth)).Concat(Rest).ToList();
        var title = agency.Name + "栏目任务分解表";
        var rows = columns.Select((c, i) => Row(i + 1, c.Titles, c.Column, depth));
        return new ExportedTaskTable(SheetWriter.Write("栏目任务分解表", title, header, [.. rows]), title + ".xlsx", columns.Count);
    }

    private static IReadOnlyList<string> Row(int number, IReadOnlyList<string> titles, Column column, int depth) =>
    [
        number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        .. titles, .. Enumerable.Repeat("", depth - titles.Count),
        column.Content, column.Basis, column.DeadlineText, column.FreshnessText,
        // A blank section would be read as the one above.
        column.SectionText.Length == 0 && column.SectionMeaning == SectionMeaning.Named ? "无" : column.SectionText,
        column.SupportingText, column.Channels, column.Audience, column.Manner, column.Tier, column.Note,
    ];
}
