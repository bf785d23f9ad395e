using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Imports.Features;

/// <summary>Where a list belongs: items of one type that one section keeps in one column.</summary>
public sealed record ListPlace(ContentTypeDefinition Type, Column Column, Section Section, OrganisationSnapshot Organisation)
{
    /// <summary>
    /// Failures: <c>import.type-unknown</c>, <c>draft.column-unknown</c>, <c>draft.column-is-group</c>, <c>import.section-unknown</c>,
    /// <c>access.not-allowed</c> (no <c>content.edit</c> in the column's section).
    /// </summary>
    public static Result<ListPlace> Of(
        ContentDefinitions definitions, ContentElements elements, OrganisationSnapshot organisation, string? typeName, string? columnId, string? sectionId, Actor actor)
    {
        if (definitions.Type(typeName ?? "") is not { } type || !HasLists(type, elements)) return Failure.At("type", "import.type-unknown");
        if (organisation.Column(columnId) is not { } column) return Failure.At("column", "draft.column-unknown");
        if (column.IsGroup) return Failure.At("column", "draft.column-is-group", column.Title);
        var own = Writable(organisation, column, actor);
        if (own.Count == 0) return Failure.Of(Failure.NotAllowed);
        var wanted = sectionId is { Length: > 0 } ? sectionId : own is [var only] ? only.Id : column.SectionId;
        return own.FirstOrDefault(s => s.Id == wanted) is { } section
            ? new ListPlace(type, column, section, organisation) : Failure.At("section", "import.section-unknown", column.Title);
    }

    /// <summary>
    /// Types whose items a list can hold: they stand in columns and have fields of their own that fit cells. A type of which one item fills
    /// a workbook says so itself: <c>"SheetSettings": {"AsList": false}</c>.
    /// </summary>
    public static bool HasLists(ContentTypeDefinition type, ContentElements elements)
    {
        ArgumentNullException.ThrowIfNull(type);
        if ((type.Settings["SheetSettings"] as JsonObject)?["AsList"] is JsonValue asList && asList.TryGetValue(out bool listed) && !listed) return false;
        return type.Creatable && type.Has(Disclosure.PartName) && ListFields.Of(type, elements) is var fields && fields.Exists(f => f.Field.IsTitle) && fields.Count > 2;
    }

    /// <summary>The sections in whose name the person may write in the column.</summary>
    public static IReadOnlyList<Section> Writable(OrganisationSnapshot organisation, Column column, Actor actor) =>
        [.. organisation.WritingSections(column).Where(s => ContentAccess.CanEdit(actor, column.AgencyId, s.Id))];
}
