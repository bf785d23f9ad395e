using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

/// <summary>
/// Where a draft belongs. A column with a section of its own is written by it and by the sections that support it (配合科室);
/// «各起草科室» leaves the section to the draft.
/// </summary>
internal sealed record DraftPlace(string AgencyId, string? ColumnId, string? SectionId)
{
    public static Result<DraftPlace> Of(ContentTypeDefinition type, JsonObject data, OrganisationSnapshot organisation, bool isNew, Actor actor)
    {
        const string column = Disclosure.PartName + ".ColumnId", section = Disclosure.PartName + ".SectionId";
        if (!type.Has(Disclosure.PartName))
        {
            return organisation.Agencies.Count == 0 ? Failure.Of("draft.no-agency") : new DraftPlace(organisation.Agencies[0].Id, null, null);
        }
        var disclosure = Disclosure.Of(data);
        if (disclosure.ColumnId is null) return Failure.At(column, "draft.column-required");
        if (organisation.Column(disclosure.ColumnId) is not { } to) return Failure.At(column, "draft.column-unknown");
        if (to.IsGroup) return Failure.At(column, "draft.column-is-group", to.Title);
        if (to.IsClosed && isNew) return Failure.At(column, "draft.column-closed", to.Title);
        var writing = organisation.WritingSections(to).ToList();
        var responsible = to.SectionMeaning == SectionMeaning.Named ? organisation.Section(to.SectionId) : null;
        var wanted = disclosure.SectionId is { } given ? organisation.Section(given) : SectionOf(actor, to, responsible, writing);
        if (wanted is null || wanted.AgencyId != to.AgencyId) return Failure.At(section, "draft.section-required", to.Title, to.SectionText);
        if (!writing.Contains(wanted)) return Failure.At(section, "draft.section-not-responsible", to.Title, to.SectionText);
        ((JsonObject)data[Disclosure.PartName]!)["SectionId"] = wanted.Id;
        return new DraftPlace(to.AgencyId, to.Id, wanted.Id);
    }

    /// <summary>For a draft that leaves the section open: the responsible one, else the only one the author may write for there.</summary>
    private static Section? SectionOf(Actor actor, Column column, Section? responsible, List<Section> writing)
    {
        if (responsible is not null && ContentAccess.CanEdit(actor, column.AgencyId, responsible.Id)) return responsible;
        return writing.FindAll(s => ContentAccess.CanEdit(actor, column.AgencyId, s.Id)) is [var only] ? only : responsible;
    }
}
