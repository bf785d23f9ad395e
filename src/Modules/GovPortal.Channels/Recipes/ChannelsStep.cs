using System.Text.Json.Nodes;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Recipes;

/// <summary>
/// <c>{"name":"Channels","channels":[{"title","kind","baseUrl","account","coverMediaId","columns":["path"],"agency","repeatsChanges"}]}</c>: channels by
/// their titles, columns by id or path. One that is there gets the step's settings and keeps what it is called with; a new one is called with
/// nothing until somebody gives it a secret. Failures: <c>recipe.unknown-member</c>, <c>recipe.value-missing</c>, <c>channel.unknown-kind</c> and
/// those of <see cref="SaveChannel"/>.
/// </summary>
internal sealed class ChannelsStep(PortalTransactions transactions, SaveChannel save) : IRecipeStep
{
    private static readonly string[] Known = ["title", "kind", "baseUrl", "account", "coverMediaId", "columns", "agency", "repeatsChanges"];

    public string Name => "Channels";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = context.Step.Where(m => m.Key is not ("name" or "channels")).Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "channels")).ToList();
        if (context.Step["channels"] is not JsonArray channels)
        {
            failures.Add(Failure.At("$.channels", "recipe.value-missing", "channels"));
            return Task.FromResult<IReadOnlyList<Failure>>(failures);
        }
        for (var i = 0; i < channels.Count; i++)
        {
            var at = $"$.channels[{i}]";
            if (channels[i] is not JsonObject channel)
            {
                failures.Add(Failure.At(at, "recipe.value-missing", "title"));
                continue;
            }
            failures.AddRange(channel.Where(m => !Known.Contains(m.Key)).Select(m => Failure.At($"{at}.{m.Key}", "recipe.unknown-member", m.Key, Nearest.Of(m.Key, Known))));
            if (ChannelKinds.Of(Text(channel, "kind")) is not { } kind) failures.Add(Failure.At($"{at}.kind", "channel.unknown-kind", Text(channel, "kind") ?? ""));
            else failures.AddRange(SaveChannel.Check(Command(channel, kind, null, context), kind).Select(f => f with { Field = $"{at}.{Spelt(f.Field!)}" }));
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        foreach (var channel in ((JsonArray)context.Step["channels"]!).OfType<JsonObject>())
        {
            var (title, kind) = (Text(channel, "title"), ChannelKinds.Of(Text(channel, "kind"))!.Value);
            var known = await tx.Db.Set<Channel>().AsNoTracking().Where(c => c.Title == title && c.Kind == kind).OrderBy(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(cancellation);
            var saved = await save.ApplyAsync(tx, Command(channel, kind, known, context), context.Actor, cancellation);
            if (!saved.Succeeded) return saved.Failures.Select(f => f with { Field = f.Field is null ? null : "$.channels." + Spelt(f.Field) }).ToList();
            await tx.Db.SaveChangesAsync(cancellation);
        }
        return Result.Ok;
    }, cancellation);

    private static SaveChannelCommand Command(JsonObject channel, ChannelKind kind, string? id, RecipeStepContext context) => new(
        id, kind, Text(channel, "title") ?? "", Text(channel, "baseUrl") ?? ChannelKinds.DefaultBaseUrl(kind), Text(channel, "account") ?? "", "", Text(channel, "coverMediaId") ?? "",
        [.. (channel["columns"] as JsonArray ?? []).OfType<JsonValue>().Select(c => c.ToString())], Text(channel, "agency"),
        channel["repeatsChanges"] is JsonValue flag && flag.TryGetValue(out bool repeats) && repeats, context.Trusted);

    private static string Spelt(string field) => field == "AgencyId" ? "agency" : char.ToLowerInvariant(field[0]) + field[1..];

    private static string? Text(JsonObject o, string name) => o[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}

/// <summary>Channels without what they are called with: that stays here, and is given anew there.</summary>
internal sealed class ChannelsExport : IRecipeExport
{
    public int Order => 95;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var channels = await db.Set<Channel>().AsNoTracking().OrderBy(c => c.CreatedUtc).ThenBy(c => c.Id).ToListAsync(cancellation);
        return channels.Count == 0 ? [] : [new JsonObject { ["name"] = "Channels", ["channels"] = new JsonArray([.. channels.Select(c => (JsonNode)Of(c))]) }];
    }

    private static JsonObject Of(Channel channel)
    {
        var json = new JsonObject { ["title"] = channel.Title, ["kind"] = ChannelKinds.Code(channel.Kind), ["baseUrl"] = channel.BaseUrl };
        if (channel.Account.Length > 0) json["account"] = channel.Account;
        if (channel.CoverMediaId.Length > 0) json["coverMediaId"] = channel.CoverMediaId;
        json["columns"] = new JsonArray([.. channel.ColumnList.Select(c => (JsonNode)c)]);
        if (channel.AgencyId is not null) json["agency"] = channel.AgencyId;
        if (channel.RepeatsChanges) json["repeatsChanges"] = true;
        return json;
    }
}
