using System.Diagnostics;

namespace GovPortal.Screening.Tests;

/// <summary>Runs alone: what is measured is the whole process.</summary>
[CollectionDefinition(nameof(HostileFileTests), DisableParallelization = true)]
public sealed class HostileFileCollection;

/// <summary>Each hostile file meets a clear refusal within five seconds and 500 MB, and the process goes on.</summary>
[Collection(nameof(HostileFileTests))]
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private const int MostSeconds = 5;
    private const long MostBytes = 500L * 1024 * 1024;

    public static TheoryData<string> Names => [.. HostileFiles.All().Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_file_is_refused(string name)
    {
        var (_, fileName, codes, content) = HostileFiles.All().Single(f => f.Name == name);
        var bytes = content();
        var (code, seconds, peak) = await Measured(() => Screener.ScreenFileAsync(new MemoryStream(bytes), fileName));
        output.WriteLine($"{name}: {code}, {seconds:0.00} s, {peak / (1024 * 1024)} MB");
        Assert.Contains(code, codes.Split('|'));
        Assert.InRange(seconds, 0, MostSeconds);
        Assert.InRange(peak, 0, MostBytes);

        var masked = await Masker.MaskFileAsync(new MemoryStream(bytes), fileName);
        Assert.False(masked.Succeeded);
    }

    /// <summary>The code, the time, and the most memory in use above what was before, sampled while the file is read.</summary>
    private static async Task<(string Code, double Seconds, long Peak)> Measured(Func<Task<Kernel.Results.Result<ScreeningReport>>> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(true);
        var (peak, done) = (0L, false);
        var sampler = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                peak = Math.Max(peak, GC.GetTotalMemory(false) - before);
                Thread.Sleep(2);
            }
        });
        sampler.Start();
        var time = Stopwatch.StartNew();
        var result = await Task.Run(work);
        var seconds = time.Elapsed.TotalSeconds;
        Volatile.Write(ref done, true);
        sampler.Join();
        return (result.Succeeded ? "accepted" : result.Failures[0].Code, seconds, peak);
    }
}
