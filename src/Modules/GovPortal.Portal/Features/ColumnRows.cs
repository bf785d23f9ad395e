using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>Columns with who answers for them, by when, and how fresh they are; from the snapshot and one set of figures.</summary>
internal sealed class ColumnRows(Generation generation, IReadOnlyList<ColumnFigures> figures)
{
    private readonly Dictionary<string, ColumnFigures> _figures = figures.ToDictionary(f => f.ColumnId, StringComparer.Ordinal);

    public ColumnRow Of(Column column)
    {
        var (last, count) = (LastUpdate(column), Count(column));
        return new ColumnRow(
            column.Title, SiteMenu.Url(column), SiteMenu.SectionText(generation.Organisation, column), column.DeadlineText, column.FreshnessText,
            Freshness(column).Status, last, count);
    }

    /// <summary>Groups and columns outside the task table owe nothing.</summary>
    public Freshness Freshness(Column column) =>
        column.IsGroup || column.IsClosed ? new Freshness("none", null) : Rules.Freshness.Of(column.FreshnessRule, LastUpdate(column), generation.Today);

    public DateOnly? LastUpdate(Column column) =>
        Below(column).Where(f => f.PublishedCount > 0).Max(f => f.LastPublishedUtc)?.ToCivilDate();

    public int Count(Column column) => Below(column).Sum(f => f.PublishedCount);

    /// <summary>The columns below that hold items, in the order of the table.</summary>
    public IEnumerable<Column> Leaves(Column column) =>
        generation.Organisation.WithDescendants(column).Where(c => !c.IsGroup && SiteMenu.Shown(generation.Organisation, c));

    private IEnumerable<ColumnFigures> Below(Column column) =>
        (column.IsGroup ? generation.Organisation.WithDescendants(column).Where(c => !generation.Organisation.IsInternal(c)) : [column])
        .Select(c => _figures.GetValueOrDefault(c.Id)).OfType<ColumnFigures>();
}
