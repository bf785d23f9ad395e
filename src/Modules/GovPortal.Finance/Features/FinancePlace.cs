using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Features;

/// <summary>Where a workbook belongs: one type, one column, the section that keeps it.</summary>
public sealed record FinancePlace(ContentTypeDefinition Type, Column Column, Section Section, OrganisationSnapshot Organisation)
{
    /// <summary>
    /// Failures: <c>finance.type-unknown</c>, <c>draft.column-unknown</c>, <c>draft.column-is-group</c>, <c>finance.section-unknown</c>,
    /// <c>access.not-allowed</c> (no <c>content.edit</c> in the column's section).
    /// </summary>
    public static Result<FinancePlace> Of(ContentDefinitions definitions, OrganisationSnapshot organisation, string? typeName, string? columnId, string? sectionId, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(organisation);
        if (!FinanceTypes.Is(typeName ?? "") || definitions.Type(typeName!) is not { } type) return Failure.At("type", "finance.type-unknown");
        if (organisation.Column(columnId) is not { } column) return Failure.At("column", "draft.column-unknown");
        if (column.IsGroup) return Failure.At("column", "draft.column-is-group", column.Title);
        var writable = Writable(organisation, column, actor);
        if (writable.Count == 0) return Failure.Of(Failure.NotAllowed);
        var section = writable.Count == 1 ? writable[0] : writable.FirstOrDefault(s => s.Id == sectionId);
        return section is null ? Failure.At("section", "finance.section-unknown", column.Title) : new FinancePlace(type, column, section, organisation);
    }

    /// <summary>The sections in whose name the person may write in the column.</summary>
    public static IReadOnlyList<Section> Writable(OrganisationSnapshot organisation, Column column, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return [.. organisation.Sections.Where(s => s.AgencyId == column.AgencyId
            && (column.SectionMeaning != SectionMeaning.Named || column.SectionId is null || s.Id == column.SectionId)
            && ContentAccess.CanEdit(actor, column.AgencyId, s.Id))];
    }
}
