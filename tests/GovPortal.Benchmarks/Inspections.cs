using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Search.Features;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Web.Tests.Reliability;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>
/// The self-inspection over so many live items (<see cref="Scale"/> makes them): how long a night takes and what it does to those who read
/// the site meanwhile. A hundredth of the items has a dead link, so that there is something to keep.
/// </summary>
internal static class Inspections
{
    private const int Published = 1000, Readers = 2, PauseMilliseconds = 20, BeforeSeconds = 20;

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        Console.WriteLine("\n| items | first night, s | problems found | second night, s | managed memory before / at most, MB | item page, ms (median / p99), before | during | the same from the cache, before | during |\n|---|---|---|---|---|---|---|---|---|");
        foreach (var size in sizes) Console.WriteLine(await OfAsync(size));
    }

    private static async Task<string> OfAsync(int size)
    {
        await using var place = await Portal.FilledAsync(onPostgreSql: false, Math.Min(size, Published));
        await place.WithAsync(async services =>
        {
            await BreakLinksAsync(services);
            await Scale.MultiplyAsync(services, size / Published);
            return true;
        });
        // Else the node would build its search index while readers are timed.
        await place.WithAsync(async services => DemoBureau.Must(await services.GetRequiredService<RebuildSearch>().HandleAsync(new RebuildSearchCommand(Trusted: true), new Actor("benchmark", "benchmark", []), null, CancellationToken.None)));
        string first, second, found, memory, before, during, cachedBefore, cachedDuring;
        await using (var portal = await Portal.StartAsync(place, "--Portal:PageCache:SizeMegabytes=0", "--Portal:Supervision:Nightly=false"))
        {
            var addresses = await portal.ItemAddressesAsync(1000);
            before = await ReadAsync(portal, addresses, Task.Delay(TimeSpan.FromSeconds(BeforeSeconds)));
            var least = GC.GetTotalMemory(forceFullCollection: true);
            using var watch = new MemoryWatch();
            var (taken, run) = await InspectAsync(portal, night => ReadAsync(portal, addresses, night), out var reading);
            (first, found, during) = (taken, run.Found.ToString(CultureInfo.InvariantCulture), await reading);
            memory = string.Create(CultureInfo.InvariantCulture, $"{least / 1e6:0} / {watch.Most / 1e6:0}");
        }
        await using (var portal = await Portal.StartAsync(place, "--Portal:Supervision:Nightly=false"))
        {
            var addresses = (await portal.ItemAddressesAsync(1000)).Take(200).ToList();
            cachedBefore = await ReadAsync(portal, addresses, Task.Delay(TimeSpan.FromSeconds(BeforeSeconds)));
            var (taken, _) = await InspectAsync(portal, night => ReadAsync(portal, addresses, night), out var reading);
            (second, cachedDuring) = (taken, await reading);
        }
        return $"| {size.ToString("N0", CultureInfo.InvariantCulture)} | {first} | {found} | {second} | {memory} | {before} | {during} | {cachedBefore} | {cachedDuring} |";
    }

    private static (string Taken, InspectionRun Run) Timed(Stopwatch watch, InspectionRun run) => (watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), run);

    private static Task<(string Taken, InspectionRun Run)> InspectAsync(Portal portal, Func<Task, Task<string>> read, out Task<string> reading)
    {
        var night = Task.Run(async () =>
        {
            var watch = Stopwatch.StartNew();
            return Timed(watch, await portal.Services.GetRequiredService<Inspect>().RunAsync(Actor.System.UserId, CancellationToken.None));
        });
        reading = read(night);
        return night;
    }

    /// <summary>Readers who go from page to page until the work is over.</summary>
    private static async Task<string> ReadAsync(Portal portal, List<string> addresses, Task until)
    {
        var taken = new ConcurrentBag<double>();
        for (var i = 0; i < 20; i++) await portal.GetAsync(addresses[i % addresses.Count]);
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            for (var i = reader; !until.IsCompleted || taken.Count < 100; i += Readers)
            {
                var start = Stopwatch.GetTimestamp();
                await portal.GetAsync(addresses[i % addresses.Count]);
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                await Task.Delay(PauseMilliseconds);
            }
        }));
        var timing = new Timing(taken);
        return $"{Timing.Text(timing.Median)} / {Timing.Text(timing.P99)}";
    }

    /// <summary>A link to a page that never was, in every hundredth item.</summary>
    private static async Task BreakLinksAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var column = await db.Set<Kernel.Organisation.Column>().Where(c => !c.IsGroup && !c.IsInternal).OrderBy(c => c.Position).Select(c => c.Path).FirstAsync();
        var live = await db.Set<Kernel.Content.ContentVersion>().Where(v => v.State == Kernel.Publishing.VersionState.Published && v.Data.Contains("\"Html\":\"<p>")).OrderBy(v => v.Id).ToListAsync();
        foreach (var version in live.Where((_, i) => i % 100 == 0)) version.Data = version.Data.Replace("\"Html\":\"<p>", $"\"Html\":\"<p><a href=\\\"/{column}/never\\\">x</a>", StringComparison.Ordinal);
        await db.SaveChangesAsync();
    }

    /// <summary>The most managed memory seen, looked at ten times a second.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly Timer _timer;

        public MemoryWatch() => _timer = new Timer(_ => Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

        public long Most { get; private set; }

        public void Dispose() => _timer.Dispose();
    }
}
