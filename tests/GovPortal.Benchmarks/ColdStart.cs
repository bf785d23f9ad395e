using System.Diagnostics;
using GovPortal.Web.Tests.Reliability;

namespace GovPortal.Benchmarks;

/// <summary>From the start of the server's process to the first whole front page, on a portal that is set up already.</summary>
internal static class ColdStart
{
    private const int Runs = 7;

    /// <param name="program">A folder made by <c>tools/publish</c>; without one, the build beside the benchmarks.</param>
    public static async Task RunAsync(string? program = null)
    {
        Console.WriteLine("\n## Cold start to the first page\n\n| items | median ms | fastest | slowest |\n|---|---|---|---|");
        foreach (var items in (int[])[0, 2000])
        {
            await using var place = await Portal.FilledAsync(onPostgreSql: false, items);
            // The first start builds the search index; a restart finds it.
            await (await Portal.StartAsync(place)).DisposeAsync();
            var taken = new List<double>();
            for (var i = 0; i < Runs; i++)
            {
                var start = Stopwatch.GetTimestamp();
                using var server = await ServerProcess.StartAsync(place, "/", pollMilliseconds: 5, program);
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            Console.WriteLine($"| {items} | {Timing.Text(new Timing(taken).Median)} | {Timing.Text(taken.Min())} | {Timing.Text(taken.Max())} |");
        }
    }
}
