using System.Globalization;
using BenchmarkDotNet.Running;
using GovPortal.Benchmarks;

// micro: small parts, by BenchmarkDotNet. macro: what a visitor or an editor waits for; prints the tables of docs/performance.md.
switch (args)
{
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
        return 0;
    case ["macro"]:
        await Macro.RunAsync(5000);
        return 0;
    case ["macro", "--items", var items] when int.TryParse(items, NumberStyles.None, CultureInfo.InvariantCulture, out var many):
        await Macro.RunAsync(many);
        return 0;
    case ["scale", .. var sizes] when sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
        await Scale.RunAsync(sizes.Length == 0 ? [1000, 100_000, 1_000_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        return 0;
    case ["api", .. var sizes] when sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
        await Interface.RunAsync(sizes.Length == 0 ? [1000, 100_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        return 0;
    case ["clocks"]:
        await Clocks.RunAsync(100_000);
        return 0;
    case ["requests", .. var sizes] when sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
        await Applications.RunAsync(sizes.Length == 0 ? [1000, 100_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        return 0;
    case ["supervision", .. var sizes] when sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
        await Supervised.RunAsync(sizes.Length == 0 ? [1000, 100_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        return 0;
    case ["inspection", .. var sizes] when sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
        await Inspections.RunAsync(sizes.Length == 0 ? [1000, 100_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        return 0;
    case ["lists"]:
        await Lists.RunAsync(2000);
        return 0;
    case ["search", .. var sizes] when sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
        foreach (var size in sizes.DefaultIfEmpty("100000")) await SearchIndexes.RunAsync(int.Parse(size, CultureInfo.InvariantCulture));
        return 0;
    case ["cold-start"]:
        await ColdStart.RunAsync();
        return 0;
    case ["cold-start", var folder]:
        await ColdStart.RunAsync(Path.GetFullPath(folder));
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: micro [BenchmarkDotNet options] | macro [--items N] | scale [ITEMS…] | api [ITEMS…] | clocks | requests [CASES…] | inspection [ITEMS…] | supervision [ITEMS…] | lists | search [DOCUMENTS…] | cold-start [PUBLISHED_FOLDER]");
        return 2;
}
