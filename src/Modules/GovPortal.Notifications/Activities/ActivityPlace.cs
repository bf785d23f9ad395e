using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Activities;

/// <summary>Where what a workflow is about belongs: the start event says it, else the item's latest version does.</summary>
internal sealed record ActivityPlace(string? AgencyId, string? SectionId, string? ContentItemId, IReadOnlyList<string> ContributorIds)
{
    public static async Task<ActivityPlace> OfAsync(ActivityContext context, CancellationToken cancellation)
    {
        var item = context.ContentItemId ?? Member(context.Input, "contentItemId");
        var latest = item is null ? null : await (
            from i in context.Db.Set<ContentItemRow>().AsNoTracking()
            join v in context.Db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
            where i.Id == item
            select new { v.AgencyId, v.SectionId, v.Contributors }).FirstOrDefaultAsync(cancellation);
        return new ActivityPlace(
            Member(context.Input, "agency") ?? latest?.AgencyId, Member(context.Input, "section") ?? latest?.SectionId, item,
            latest?.Contributors.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
    }

    private static string? Member(JsonObject input, string name) => input[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
