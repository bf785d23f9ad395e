using System.Text.RegularExpressions;
using GovPortal.AdminUi;
using GovPortal.Fields;
using GovPortal.Kernel;
using GovPortal.Kernel.Text;

namespace GovPortal.Modules.Tests.Fields;

public sealed partial class TextsTests
{
    private static readonly Texts Known = new([new TextSource(typeof(FieldsModule).Assembly), new TextSource(typeof(AdminUiServices).Assembly)]);

    [Fact]
    public void Every_refusal_of_this_module_has_a_text_in_both_languages()
    {
        // content.required and content.too-long are the kernel's.
        var codes = Sources("*.cs").SelectMany(s => Code().Matches(s).Select(m => m.Groups[1].Value)).Distinct()
            .Except(["content.required", "content.too-long"]).ToList();
        Assert.True(codes.Count > 10);
        Assert.All(codes, c => Assert.True(Known.Has(c, "zh") && Known.Has(c, "en"), c));
    }

    [Fact]
    public void Every_text_of_the_editors_has_an_English_one() =>
        Assert.All(Sources("*.cshtml").SelectMany(s => Key().Matches(s).Select(m => m.Groups[1].Value)).Distinct(), k => Assert.True(Known.Has(k, "en"), k));

    private static IEnumerable<string> Sources(string pattern)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "GovPortal.sln"))) root = root.Parent!;
        return Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "Modules", "GovPortal.Fields"), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText);
    }

    [GeneratedRegex("\"((?:content|disclosure|table)\\.[a-z-]+)\"")]
    private static partial Regex Code();

    [GeneratedRegex("T\\[\"([^\"]+)\"")]
    private static partial Regex Key();
}
