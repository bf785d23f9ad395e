using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Decisions;

/// <summary>What tests of consultations do again and again.</summary>
internal static class Consulting
{
    public static JsonObject Consultation(this Bureau bureau, string title, string opens, string closes)
    {
        var data = bureau.Article(title, "<p>第一条 为规范就业补助发放，制定本办法。</p>");
        data["Consultation"] = new JsonObject
        {
            ["OpensOn"] = Value(opens), ["ClosesOn"] = Value(closes), ["Explanation"] = new JsonObject { ["Html"] = "<p>起草背景、依据和主要内容。</p>" },
            ["ContactSection"] = Text("就业服务中心"), ["Phone"] = Text("0600-5550105"),
        };
        return data;
    }

    public static JsonObject Report(this Bureau bureau, string title, string? consultationId, int received, int adopted, int partly, int not, int unrelated)
    {
        var data = bureau.Article(title);
        data["AdoptionReport"] = new JsonObject
        {
            ["Consultation"] = Picked(consultationId), ["Received"] = Value(received), ["Adopted"] = Value(adopted), ["PartlyAdopted"] = Value(partly),
            ["NotAdopted"] = Value(not), ["Unrelated"] = Value(unrelated),
        };
        return data;
    }

    public static JsonObject Decision(this Bureau bureau, string title, string? consultationId, string? exemption)
    {
        var data = bureau.Article(title);
        data["Decision"] = new JsonObject { ["Consultation"] = Picked(consultationId), ["ExemptionReason"] = Text(exemption ?? ""), ["DocumentNumber"] = Text("澄人社发〔2027〕1号") };
        return data;
    }

    /// <summary>Three steps: one done late, one whose day is over, one to come.</summary>
    public static JsonObject Measure(this Bureau bureau, string title, int progress, string? completed)
    {
        var data = bureau.Article(title);
        data["ExecutionMeasure"] = new JsonObject
        {
            ["Task"] = Text("全年培训2600人次"), ["DueOn"] = Value("2026-12-20"), ["Progress"] = Value(progress), ["CompletedOn"] = completed is null ? new JsonObject() : Value(completed),
            ["Steps"] = new JsonObject
            {
                ["Rows"] = new JsonArray(
                    new JsonObject { ["step"] = "制定计划", ["planned"] = "2026-01-31", ["actual"] = "2026-02-03" },
                    new JsonObject { ["step"] = "开班", ["planned"] = "2026-07-15" },
                    new JsonObject { ["step"] = "考核发证", ["planned"] = "2026-12-10" }),
            },
        };
        return data;
    }

    public static async Task<VersionRef> DraftAsync(this Bureau bureau, string type, JsonObject data, string? itemId = null) =>
        Must(await bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(itemId, type, data), await bureau.ActorAsync("editor"), default));

    /// <summary>Through both reviews and online.</summary>
    public static async Task PublishAsync(this Bureau bureau, VersionRef draft)
    {
        Must(await bureau.SubmitAsync(draft.VersionId));
        Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Must(await bureau.PublishAsync(draft.VersionId, "publisher"));
        await bureau.App.CatchUpAsync();
    }

    public static async Task<VersionRef> PublishedAsync(this Bureau bureau, string type, JsonObject data, string? itemId = null)
    {
        var draft = await bureau.DraftAsync(type, data, itemId);
        await bureau.PublishAsync(draft);
        return draft;
    }

    /// <summary>Midnight and a moment comes; what is due happens.</summary>
    public static async Task ComeAsync(this Bureau bureau, string civil)
    {
        bureau.App.Clock.Set(civil);
        await bureau.App.SweepAsync();
        await bureau.App.CatchUpAsync();
    }

    public static Task<List<PortalEvent>> EventsAsync(this Bureau bureau, string kind) =>
        bureau.App.QueryAsync(db => db.Set<PortalEvent>().AsNoTracking().Where(e => e.Kind == kind).OrderBy(e => e.Id).ToListAsync());

    private static JsonObject Value(JsonNode value) => new() { ["Value"] = value };

    private static JsonObject Text(string text) => new() { ["Text"] = text };

    private static JsonObject Picked(string? id) => new() { ["ContentItemIds"] = id is null ? new JsonArray() : new JsonArray(id) };
}
