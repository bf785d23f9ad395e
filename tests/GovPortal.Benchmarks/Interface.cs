using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Web.Tests.Reliability;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>What a program waits for as the portal grows, over loopback on SQLite; and what the access token costs beside a personal key.</summary>
internal static class Interface
{
    private const int Published = 1000;
    private const int Reads = 200;

    private static readonly string[] Settings = ["--Portal:Api:RequestsPerMinute=100000000", "--Portal:Api:AnonymousRequestsPerMinute=100000000", "--Portal:Api:TokensPerMinute=1000000"];

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        var bySize = new List<Dictionary<string, string>>();
        foreach (var size in sizes)
        {
            bySize.Add(await OfAsync(size));
        }
        Console.WriteLine($"\n| | {string.Join(" | ", sizes.Select(s => s.ToString("N0", CultureInfo.InvariantCulture)))} |\n|---|{string.Concat(sizes.Select(_ => "---|"))}");
        foreach (var name in bySize[^1].Keys) Console.WriteLine($"| {name} | {string.Join(" | ", bySize.Select(r => r.GetValueOrDefault(name, "")))} |");
    }

    private static async Task<Dictionary<string, string>> OfAsync(int size)
    {
        await using var place = await Portal.FilledAsync(onPostgreSql: false, Math.Min(size, Published));
        await place.WithAsync(async services =>
        {
            await Scale.MultiplyAsync(services, size / Published);
            return true;
        });
        await using var portal = await Portal.StartAsync(place, Settings);
        var application = DemoBureau.Must(await portal.Services.GetRequiredService<SaveApplication>().HandleAsync(
            new SaveApplicationCommand(null, "benchmark", "测量", false, true, false, false, [], [new ApplicationRole("Office", null, null)], Trusted: true), Actor.System, default));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "benchmark", ["client_secret"] = application.Secret! });
        using var granted = await portal.Http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        var token = (string)(await granted.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!;
        var person = await portal.Services.GetRequiredService<Actors>().LoadAsync(await PersonAsync(portal), default);
        var key = DemoBureau.Must(await portal.Services.GetRequiredService<PersonalTokens>().MakeAsync(new MakeTokenCommand("测量", 30, false), person!, default)).Secret;

        var results = new Dictionary<string, string>();
        var (ids, last) = await SeenAsync(portal);
        await AddAsync("item, access token (OpenIddict)", token, i => $"/api/content/{ids[i % ids.Count]}");
        await AddAsync("item, personal key", key, i => $"/api/content/{ids[i % ids.Count]}");
        await AddAsync("list, first page of 20", token, i => $"/api/content?pageSize=20&x={i}");
        await AddAsync("list, page 500 of a type", token, i => $"/api/content?type=Article&page={Math.Min(500, size / 100)}&pageSize=20&x={i}");
        await AddAsync("changes, the newest 100", token, _ => $"/api/content/changes?after={last - 100}&pageSize=100");
        await AddAsync("changes, 100 from the first", token, _ => "/api/content/changes?after=0&pageSize=100");
        var query = new JsonObject { ["query"] = "{ article(first: 100, status: PUBLISHED) { contentItemId displayText publishedUtc } }" };
        var asked = await Timing.OfAsync(Reads, async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/graphql", UriKind.Relative)) { Content = JsonContent.Create(query) };
            await SendAsync(request, token, portal);
        }, warmUp: 20);
        results["GraphQL, 100 items"] = $"{Timing.Text(asked.Median)} / {Timing.Text(asked.At(0.99))}";
        Console.WriteLine($"{size}: GraphQL, 100 items: {results["GraphQL, 100 items"]}");
        return results;

        async Task AddAsync(string name, string bearer, Func<int, string> address)
        {
            var taken = await Timing.OfAsync(Reads, async i =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address(i), UriKind.Relative));
                await SendAsync(request, bearer, portal);
            }, warmUp: 20);
            results[name] = $"{Timing.Text(taken.Median)} / {Timing.Text(taken.At(0.99))}";
            Console.WriteLine($"{size}: {name}: {results[name]}");
        }
    }

    private static async Task SendAsync(HttpRequestMessage request, string bearer, Portal portal)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await portal.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || text.Contains("\"errors\"", StringComparison.Ordinal)) throw new InvalidOperationException($"{request.RequestUri}: {(int)response.StatusCode} {text[..Math.Min(300, text.Length)]}");
    }

    private static async Task<(List<string> Ids, long LastEvent)> SeenAsync(Portal portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return (
            await db.Set<ContentIndexRow>().Where(r => r.IsPublished && !r.IsInternal).OrderBy(r => r.ContentItemId).Take(Reads).Select(r => r.ContentItemId).ToListAsync(),
            await db.Set<PortalEvent>().MaxAsync(e => e.Id));
    }

    private static async Task<string> PersonAsync(Portal portal)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return (await portal.Services.GetRequiredService<IPeople>().IdOfAsync(db, "admin", default))!;
    }
}
