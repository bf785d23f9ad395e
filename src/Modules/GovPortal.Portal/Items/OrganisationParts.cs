using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>The pages of an organisation (机构职能): where it is and whom to call come first.</summary>
internal static class OrganisationParts
{
    public static OrganisationPart Organisation(ItemFields fields)
    {
        ItemField?[] contacts = [fields.TakeField("Address"), fields.TakeField("Hours"), fields.TakeField("Phone"), fields.TakeField("Fax"), fields.TakeField("Postcode"), fields.TakeField("Head")];
        var offices = fields.Take("Offices");
        var sections = fields.TakeAll(ItemFields.IsLong);
        return new OrganisationPart([.. contacts.OfType<ItemField>(), .. fields.TakeAll()], sections, offices is null ? null : TypedParts.Table(offices));
    }

    public static LeaderPart Leader(ItemFields fields)
    {
        var (post, sections) = (fields.TakeText("Post"), fields.TakeAll(ItemFields.IsLong));
        return new LeaderPart(post, sections, fields.TakeAll());
    }
}
