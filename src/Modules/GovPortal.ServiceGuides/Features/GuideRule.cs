using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.ServiceGuides.Model;
using GovPortal.ServiceGuides.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.ServiceGuides.Features;

/// <summary>
/// What is asked of a guide at submission, and again at publication: that the elements of its layout are there
/// (<c>guide.element-missing</c>, each at its field), that what is promised is not longer than the law allows
/// (<c>guide.promise-too-long</c>), and that no other live guide of the agency has its code (<c>guide.code-taken</c>).
/// </summary>
internal sealed class GuideRule : IPublishRule
{
    public bool AtSubmission => true;

    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (version.Item.ContentType != GuideData.Type) return [];
        var (type, data) = (version.Type, version.Data);
        var failures = (GuideLayout.Of(GuideData.Settings(type), GuideData.Text(data, "Layout"))?.Missing(data, p => IsAsked(type, p)) ?? [])
            .Select(m => Failure.At(m.Path, "guide.element-missing", m.Title)).ToList();
        var (law, promise) = (GuideData.Days(data, "StatutoryDays"), GuideData.Days(data, "PromisedDays"));
        if (!TimeLimits.Agree(law, promise)) failures.Add(Failure.At("ServiceGuide.PromisedDays.Value", "guide.promise-too-long", promise, law));
        if (await TakenByAsync(db, version, cancellation) is { } title) failures.Add(Failure.At("ServiceGuide.ItemCode.Text", "guide.code-taken", title));
        return failures;
    }

    /// <summary>The type has the field, and does not ask for it itself: nothing is said twice.</summary>
    private static bool IsAsked(ContentTypeDefinition type, string path)
    {
        var names = path.Split('.');
        if (type.Parts.FirstOrDefault(p => p.Name == names[0]) is not { } part) return false;
        if (names.Length < 3) return names[0] != "TitlePart";
        return part.Definition.Fields.FirstOrDefault(f => f.Name == names[1]) is { Required: false };
    }

    private static async Task<string?> TakenByAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        var (id, agency, code) = (version.Item.Id, version.Version.AgencyId, GuideData.Code(version.Data));
        if (code.Length == 0) return null;
        return await (
            from c in db.Set<GuideCode>()
            join i in db.Set<ContentItemRow>() on c.ContentItemId equals i.Id
            join v in db.Set<ContentVersion>() on i.PublishedVersionId equals v.Id
            where c.AgencyId == agency && c.Code == code && c.ContentItemId != id
            orderby c.ContentItemId
            select v.DisplayText).FirstOrDefaultAsync(cancellation);
    }
}
