using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

/// <summary>Where a draft belongs. A column with a section of its own decides the section; «各起草科室» leaves it to the draft.</summary>
internal sealed record DraftPlace(string AgencyId, string? ColumnId, string? SectionId)
{
    public static Result<DraftPlace> Of(ContentTypeDefinition type, JsonObject data, OrganisationSnapshot organisation, bool isNew)
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
        if (to.SectionMeaning == SectionMeaning.Named && to.SectionId is not null)
        {
            if (disclosure.SectionId is { } other && other != to.SectionId)
            {
                return Failure.At(section, "draft.section-not-responsible", to.Title, to.SectionText);
            }
            ((JsonObject)data[Disclosure.PartName]!)["SectionId"] = to.SectionId;
            return new DraftPlace(to.AgencyId, to.Id, to.SectionId);
        }
        if (organisation.Section(disclosure.SectionId) is not { } own || own.AgencyId != to.AgencyId)
        {
            return Failure.At(section, "draft.section-required", to.Title, to.SectionText);
        }
        return new DraftPlace(to.AgencyId, to.Id, own.Id);
    }
}
