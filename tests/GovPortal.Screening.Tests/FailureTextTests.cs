using System.Text.Json;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Text;

namespace GovPortal.Screening.Tests;

public sealed partial class FailureTextTests
{
    [Fact]
    public void Every_refusal_has_a_Chinese_and_an_English_text_and_no_text_is_left_over()
    {
        var texts = new Texts([new TextSource(typeof(Screener).Assembly)]);
        var used = Directory.EnumerateFiles(Path.Combine(Source(), "src", "GovPortal.Screening"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.All(used, code => Assert.True(texts.Has(code, "zh") && texts.Has(code, "en"), code));
        Assert.Equal(used, Keys("zh"));
        Assert.Equal(used, Keys("en"));
    }

    private static IEnumerable<string> Keys(string language)
    {
        using var stream = typeof(Screener).Assembly.GetManifestResourceStream($"GovPortal.Screening.Resources.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.Keys.Order(StringComparer.Ordinal);
    }

    private static string Source()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GovPortal.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("The tests run inside the repository.");
    }

    [GeneratedRegex("\"(screening\\.[a-z-]+)\"")]
    private static partial Regex Code();
}
