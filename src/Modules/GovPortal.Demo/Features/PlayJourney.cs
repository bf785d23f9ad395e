using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Demo.Features;

/// <summary>An item of the demo and where its journey has come.</summary>
internal sealed class DemoItem(string key, JsonObject json, string columnId)
{
    public string Key { get; } = key;
    public JsonObject Json { get; } = json;
    public string ColumnId { get; } = columnId;
    public string ContentItemId { get; } = (string?)json["contentItemId"] ?? ContentIds.New();
    public bool Begun { get; set; }
    public JsonObject Data { get; set; } = [];
}

/// <summary>Plays one move of a journey through the handler a person's click would reach.</summary>
internal sealed class PlayJourney(
    SaveDraft save, SubmitVersion submit, DecideReview decide, PublishVersion publish, WithdrawItem withdraw, IMediaStore media,
    Actors actors, IPeople people, IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Result> MoveAsync(DemoItem item, JsonObject move, IReadOnlyDictionary<string, DemoItem> all, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var userName = (string)move["by"]!;
        if (await people.IdOfAsync(db, userName, cancellation) is not { } id || await actors.LoadAsync(id, cancellation) is not { } actor) return Failure.Of("demo.unknown-user", userName);
        if ((string)move["do"]! is "draft" or "edit") return await WriteAsync(item, move, all, actor, cancellation);

        var row = await db.Set<ContentItemRow>().AsNoTracking().SingleAsync(i => i.Id == item.ContentItemId, cancellation);
        var latest = await db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == row.LatestVersionId, cancellation);
        var comment = (string?)move["comment"] ?? (string?)move["reason"];
        return (string)move["do"]! switch
        {
            "submit" => await submit.HandleAsync(new SubmitVersionCommand(latest.Id, Form(move["form"] as JsonObject)), actor, cancellation),
            "approve" => await DecideAsync(db, latest, ReviewDecision.Approved, comment, actor, cancellation),
            "return" => await DecideAsync(db, latest, ReviewDecision.Returned, comment, actor, cancellation),
            "publish" => await publish.HandleAsync(new PublishVersionCommand(latest.Id), actor, cancellation),
            _ => await withdraw.HandleAsync(new WithdrawItemCommand(item.ContentItemId, (string?)move["code"] ?? "content-error", comment), actor, cancellation),
        };
    }

    /// <summary>The review form of a demo item; what a journey does not say is declared as for most information.</summary>
    internal static ReviewFormInput Form(JsonObject? given = null)
    {
        var form = new JsonObject { ["carrier"] = "other", ["source"] = "own", ["channels"] = "门户网站", ["noSecrets"] = true, ["personalData"] = "none", ["thirdParty"] = "none" };
        foreach (var (name, value) in given ?? []) form[name] = value?.DeepClone();
        return ReviewFormInput.Read(form);
    }

    private async Task<Result> WriteAsync(
        DemoItem item, JsonObject move, IReadOnlyDictionary<string, DemoItem> all, Actor actor, CancellationToken cancellation)
    {
        if (move["content"] is JsonObject change) JsonMerge.Into(item.Data, change);
        if (!item.Begun)
        {
            JsonMerge.Into(item.Data, (JsonObject)item.Json["content"]!);
            var disclosure = item.Data[Disclosure.PartName] as JsonObject;
            if (disclosure is null) item.Data[Disclosure.PartName] = disclosure = [];
            disclosure["ColumnId"] = item.ColumnId;
            if ((string?)item.Json["section"] is { } section) disclosure["SectionId"] = section;
            foreach (var attachment in (item.Json["attachments"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var added = await AttachAsync(item, attachment, actor, cancellation);
                if (!added.Succeeded) return added;
            }
        }
        var data = Refer(item.Data, all, out var unknown);
        if (unknown is not null) return Failure.Of("demo.unknown-key", unknown);
        var saved = await save.HandleAsync(
            new SaveDraftCommand(item.Begun ? item.ContentItemId : null, (string)item.Json["contentType"]!, (JsonObject)data!, NewContentItemId: item.ContentItemId),
            actor, cancellation);
        item.Begun |= saved.Succeeded;
        return saved;
    }

    private async Task<Result> AttachAsync(DemoItem item, JsonObject attachment, Actor actor, CancellationToken cancellation)
    {
        var fileName = (string)attachment["fileName"]!;
        using var bytes = new MemoryStream(SampleFile.Make(fileName, (string)attachment["text"]!));
        var stored = await media.AddAsync(bytes, fileName, item.ContentItemId, actor, cancellation);
        if (!stored.Succeeded) return stored;
        var names = ((string)attachment["field"]!).Split('.');
        var part = Child(item.Data, names[0]);
        var field = Child(part, names[1]);
        Array(field, "Paths").Add(stored.Value.Path);
        Array(field, "MediaTexts").Add(Path.GetFileNameWithoutExtension(fileName));
        return Result.Ok;
    }

    private async Task<Result> DecideAsync(
        PortalDbContext db, ContentVersion version, ReviewDecision decision, string? comment, Actor actor, CancellationToken cancellation)
    {
        var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.VersionId == version.Id).ToListAsync(cancellation);
        var route = ReviewRoute.Parse(version.Route);
        var step = route.NextStep(version.ManifestHash, reviews) is { } next ? route.Steps[next].Name : "";
        return await decide.HandleAsync(new DecideReviewCommand(version.Id, version.ManifestHash!, step, decision, comment), actor, cancellation);
    }

    /// <summary>A copy in which <c>[ref: key]</c> is the id of that item.</summary>
    private static JsonNode? Refer(JsonNode? node, IReadOnlyDictionary<string, DemoItem> all, out string? unknown)
    {
        unknown = null;
        switch (node)
        {
            case JsonObject o:
                var copy = new JsonObject();
                foreach (var (name, value) in o)
                {
                    copy[name] = Refer(value, all, out var missing);
                    unknown ??= missing;
                }
                return copy;
            case JsonArray a:
                var list = new JsonArray();
                foreach (var value in a)
                {
                    list.Add(Refer(value, all, out var missing));
                    unknown ??= missing;
                }
                return list;
            case JsonValue v when v.TryGetValue<string>(out var text) && text.StartsWith("[ref:", StringComparison.Ordinal):
                var key = text[5..].TrimEnd(']').Trim();
                if (all.TryGetValue(key, out var item)) return item.ContentItemId;
                unknown = key;
                return null;
            default:
                return node?.DeepClone();
        }
    }

    private static JsonObject Child(JsonObject owner, string name)
    {
        if (owner[name] is not JsonObject child) owner[name] = child = [];
        return child;
    }

    private static JsonArray Array(JsonObject owner, string name)
    {
        if (owner[name] is not JsonArray array) owner[name] = array = [];
        return array;
    }
}
