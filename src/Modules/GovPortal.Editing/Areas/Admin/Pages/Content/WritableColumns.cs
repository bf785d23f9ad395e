using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

/// <summary>The columns a person may write in; the choices of the editor. The handler decides again.</summary>
internal static class WritableColumns
{
    public static IReadOnlyList<Column> For(Actor actor, OrganisationSnapshot organisation) =>
        [.. organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && Sections(actor, organisation, c).Count > 0)];

    /// <summary>The sections in whose name the person may write in the column.</summary>
    public static IReadOnlyList<Section> Sections(Actor actor, OrganisationSnapshot organisation, Column column) =>
        [.. organisation.WritingSections(column).Where(s => ContentAccess.CanEdit(actor, column.AgencyId, s.Id))];
}
