using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using GovPortal.Web.Tests.Architecture;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Finance;

/// <summary>The section of finance (财务科) with the demonstration's budget and final account, whose tables hold together.</summary>
internal static class FinanceOffice
{
    public const string Clerk = "stranger", Head = "otherhead";

    public static JsonObject Sample(this Bureau bureau, string type, string title, string approvedOn = "2026-11-10")
    {
        var data = (JsonObject)Repository.Json("recipes/demo.recipe.json")["steps"]!.AsArray().OfType<JsonObject>().SelectMany(s => s["items"] as JsonArray ?? [])
            .Single(i => (string?)i!["contentType"] == type)!["content"]!.DeepClone();
        data["TitlePart"]!["Title"] = title;
        var column = bureau.Column(type == "Budget" ? "部门预算" : "部门决算");
        data[Disclosure.PartName] = new JsonObject { ["ColumnId"] = column.Id, ["SectionId"] = column.SectionId, ["Stage"] = "result", ["FormedOn"] = approvedOn, ["Urgency"] = "normal" };
        data[type]!["ApprovedOn"] = new JsonObject { ["Value"] = approvedOn + "T00:00:00Z" };
        return data;
    }

    public static async Task<VersionRef> FinanceDraftAsync(this Bureau bureau, string type, JsonObject data, string? itemId = null) =>
        Must(await bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(itemId, type, data), await bureau.ActorAsync(Clerk), default));

    public static async Task<VersionRef> FinancePublishedAsync(this Bureau bureau, string type, JsonObject data)
    {
        var draft = await bureau.FinanceDraftAsync(type, data);
        Must(await bureau.SubmitAsync(draft.VersionId, Clerk));
        Must(await bureau.DecideAsync(draft.VersionId, "section-head", Head));
        Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Must(await bureau.PublishAsync(draft.VersionId));
        await bureau.App.CatchUpAsync();
        return draft;
    }

    public static JsonObject Row(this JsonObject data, string type, string table, string named) => data[type]![table]!["Rows"]!.AsArray().OfType<JsonObject>()
        .First(r => r.Any(c => c.Value is JsonValue v && v.TryGetValue(out string? text) && text == named));

    public static Task<JsonObject> DataAsync(this Bureau bureau, string itemId) => bureau.App.QueryAsync(async db =>
        (JsonObject)JsonNode.Parse(await (from i in db.Set<ContentItemRow>() join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id where i.Id == itemId select v.Data).SingleAsync())!);
}
