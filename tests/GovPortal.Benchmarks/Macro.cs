using System.Diagnostics;
using System.Globalization;
using System.Text;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Testing;
using GovPortal.Web.Startup;
using GovPortal.Web.Tests.Reliability;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>What visitors and editors wait for, at two sizes and on both engines where a server for the second is named.</summary>
internal static class Macro
{
    private const int Few = 200;
    private const int Reads = 300;
    private const int Writes = 30;
    private static readonly string[] Words = ["稳岗返还", "职业技能培训", "工伤认定", "公开招聘", "养老保险", "创业担保贷款"];
    private static readonly string[] Without = ["--Portal:PageCache:SizeMegabytes=0"];

    private sealed record Pages(Dictionary<string, (Timing Miss, Timing Hit)> ByKind, double SeedPerSecond);

    public static async Task RunAsync(int many)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, load {Load()}, .NET {Environment.Version}");
        foreach (var postgreSql in PortalApp.OnPostgreSql ? (bool[])[false, true] : [false])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n# {(postgreSql ? "PostgreSQL" : "SQLite")}"));
            await PagesAsync(postgreSql, many);
            await PublishingAsync(postgreSql, many);
            await ImportAsync(postgreSql);
        }
        await ColdStart.RunAsync();
        Console.WriteLine($"\nLoad at the end: {Load()}");
    }

    private static async Task PagesAsync(bool postgreSql, int many)
    {
        var (few, lots) = (await PagesOfAsync(postgreSql, Few), await PagesOfAsync(postgreSql, many));
        Console.WriteLine($"\n## Pages, ms (median / 95th percentile)\n\n| page | miss, {Few} items | miss, {many} items | grows | hit, {many} items | miss : hit |\n|---|---|---|---|---|---|");
        foreach (var (kind, (miss, hit)) in lots.ByKind)
        {
            if (!few.ByKind.TryGetValue(kind, out var at)) continue;
            var small = at.Miss;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind} | {small} | {miss} | {miss.Median / small.Median:0.0} × | {hit} | {miss.Median / hit.Median:0.0} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nSeeding through the handlers: {few.SeedPerSecond:0} items a second at {Few}, {lots.SeedPerSecond:0} at {many}."));
    }

    private static async Task<Pages> PagesOfAsync(bool postgreSql, int items)
    {
        var start = Stopwatch.GetTimestamp();
        await using var place = await Portal.FilledAsync(postgreSql, items);
        var perSecond = items / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using var cached = await Portal.StartAsync(place);
        await using var uncached = await Portal.StartAsync(place, Without);
        var (addresses, columns) = (await cached.ItemAddressesAsync(Few), await cached.ColumnAddressesAsync());
        var kinds = new Dictionary<string, string[]>
        {
            ["front page"] = ["/"],
            ["item"] = [.. addresses],
            ["column"] = [.. columns.Take(6)],
            ["column, by year"] = [.. columns.Take(6).Select(c => $"{c}?year={DateTime.UtcNow.Year}")],
            ["group of columns"] = [.. columns.Take(6).Select(c => c[..c.LastIndexOf('/')]).Where(c => c != "/columns").Distinct()],
            ["search"] = [.. Words.Select(w => "/search?q=" + Uri.EscapeDataString(w))],
            ["search, second page"] = [.. Words.Take(4).Select(w => $"/search?q={Uri.EscapeDataString(w)}&page=2")],
            ["feed"] = ["/feed.atom"],
            ["sitemap"] = ["/sitemap.xml"],
        };
        var byKind = new Dictionary<string, (Timing, Timing)>();
        foreach (var (kind, all) in kinds)
        {
            // A second page needs more hits than a small portal may have; an address that does not exist yet is left out.
            var answering = new List<string>();
            foreach (var address in all)
            {
                if (await AnswersAsync(cached, address)) answering.Add(address);
            }
            if (answering.Count == 0) continue;
            var of = answering.ToArray();
            byKind[kind] = (
                await Timing.OfAsync(Reads, i => uncached.GetAsync(of[i % of.Length]), warmUp: 40),
                await Timing.OfAsync(Reads, i => cached.GetAsync(of[i % of.Length]), warmUp: 40));
        }
        return new Pages(byKind, perSecond);
    }

    private static async Task<bool> AnswersAsync(Portal portal, string address)
    {
        using var response = await portal.Http.GetAsync(new Uri(address, UriKind.Relative));
        return response.IsSuccessStatusCode;
    }

    private static async Task PublishingAsync(bool postgreSql, int many)
    {
        Console.WriteLine("\n## From a draft to the public page, ms (median / 95th percentile)\n\n| items | draft, submit, two approvals, publish | publish alone |\n|---|---|---|");
        foreach (var items in (int[])[Few, many])
        {
            await using var place = await Portal.FilledAsync(postgreSql, items);
            await using var one = await Portal.StartAsync(place);
            var bureau = await DemoBureau.OpenAsync(one.Services);
            var whole = await Timing.OfAsync(Writes, i => bureau.PublishedAsync($"全程计时的公告第{i}号"));
            var approved = new List<GovPortal.Kernel.Publishing.VersionRef>();
            for (var i = 0; i < Writes + 5; i++) approved.Add(await bureau.ApprovedAsync($"发布计时的公告第{i}号"));
            var publish = await Timing.OfAsync(Writes, async i => DemoBureau.Must(await bureau.TryPublishAsync(approved[i])));
            Console.WriteLine($"| {items} | {whole} | {publish} |");
            if (items == many) await VisibleAsync(place, one, bureau, items);
        }
    }

    /// <summary>From the answer of the publisher's click to the first answer that holds the item; polled without rest.</summary>
    private static async Task VisibleAsync(Place place, Portal one, DemoBureau bureau, int items)
    {
        await using var two = await Portal.StartAsync(place);
        Console.WriteLine($"\n## From publish to visible, {items} items, ms (median / slowest of {Writes})\n\n| node | page | search | attachment |\n|---|---|---|---|");
        foreach (var (name, node) in new[] { ("the same", one), ("the other", two) })
        {
            var (page, search, media) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < Writes; i++)
            {
                var title = $"{(node == one ? "甲" : "乙")}节点可见公告第{i + 1000}号";
                var (version, path) = await bureau.PublishedAsync(title, "名单.csv", Encoding.UTF8.GetBytes($"序号,姓名\n{i},某某\n"));
                var start = Stopwatch.GetTimestamp();
                var address = await bureau.AddressAsync(version);
                var query = "/search?q=" + Uri.EscapeDataString($"\"{title}\"");
                await Task.WhenAll(
                    UntilAsync(node, address, _ => true, start, page),
                    UntilAsync(node, query, html => html.Contains(version.ContentItemId, StringComparison.Ordinal) || html.Contains(address, StringComparison.Ordinal), start, search),
                    UntilAsync(node, "/media/" + path, _ => true, start, media));
            }
            Console.WriteLine($"| {name} | {Span(page)} | {Span(search)} | {Span(media)} |");
        }

        static string Span(List<double> taken) => $"{Timing.Text(new Timing(taken).Median)} / {Timing.Text(taken.Max())}";
    }

    private static async Task UntilAsync(Portal node, string address, Func<string, bool> isThere, long start, List<double> taken)
    {
        while (true)
        {
            using var response = await node.Http.GetAsync(new Uri(address, UriKind.Relative));
            if (response.IsSuccessStatusCode && isThere(await response.Content.ReadAsStringAsync())) break;
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(30)) throw new TimeoutException(address);
            await Task.Delay(2);
        }
        taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task ImportAsync(bool postgreSql)
    {
        await using var place = await Place.CreateAsync(postgreSql);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "栏目任务分解表.xlsx"));
        await place.WithAsync(async services =>
        {
            await FirstStart.RunAsync(services, CancellationToken.None);
            var preview = await Timing.OfAsync(10, async _ => DemoBureau.Must(await services.GetRequiredService<PreviewTaskTable>().HandleAsync(
                new TaskTableSource(new MemoryStream(bytes), "栏目任务分解表.xlsx"), Actor.System, trusted: true, default)), warmUp: 1);
            var apply = await Timing.OfAsync(10, async _ => DemoBureau.Must(await services.GetRequiredService<ApplyTaskTable>().HandleAsync(
                new ApplyTaskTableCommand(new TaskTableSource(new MemoryStream(bytes), "栏目任务分解表.xlsx"), Trusted: true), Actor.System, default)), warmUp: 0);
            Console.WriteLine($"\nTask table of the fixture: preview {preview} ms, first import {Timing.Text(apply.Max)} ms, imported again {Timing.Text(apply.Median)} ms.");
            return true;
        });
    }

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
