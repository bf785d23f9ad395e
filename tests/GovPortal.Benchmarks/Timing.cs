using System.Diagnostics;
using System.Globalization;

namespace GovPortal.Benchmarks;

/// <summary>Durations of the same work, in milliseconds.</summary>
internal sealed class Timing(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public double Median => At(0.5);
    public double P95 => At(0.95);
    public double P99 => At(0.99);
    public double Max => _sorted[^1];

    /// <summary>Repeats some work after a few untimed rounds.</summary>
    public static async Task<Timing> OfAsync(int times, Func<int, Task> work, int warmUp = 5)
    {
        for (var i = 0; i < warmUp; i++) await work(i);
        var taken = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(warmUp + i);
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return new Timing(taken);
    }

    public static string Text(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);

    public override string ToString() => $"{Text(Median)} / {Text(P95)}";

    /// <summary>The duration that this share of all stayed below.</summary>
    public double At(double share) => _sorted[Math.Min(_sorted.Length - 1, (int)(share * _sorted.Length))];
}
