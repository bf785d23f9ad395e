using System.Text.RegularExpressions;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Web.Tests.Architecture;

public sealed partial class DocumentationTests
{
    private static IEnumerable<string> Documents =>
        Repository.Files("docs", ".md").Concat(["README.md", "README.zh-CN.md"]).Concat(Repository.Files("src", "README.md")).Concat(Repository.Files("themes", "README.md"));

    [Fact]
    public void Every_path_a_document_quotes_exists()
    {
        foreach (var document in Documents)
        {
            var folder = Path.GetDirectoryName(document)!.Replace('\\', '/');
            var text = Repository.Read(document);
            foreach (var path in Quoted().Matches(text).Select(m => m.Groups[1].Value))
            {
                // A pattern stands for files of its folder.
                var fixedPart = path.IndexOfAny(['*', '<', '{', '…']) is var at and >= 0 ? path[..(path.LastIndexOf('/', at) + 1)] : path;
                Assert.True(Repository.Exists(fixedPart) || Repository.Exists(Path.Combine(folder, fixedPart)), $"{document}: {path}");
            }
            foreach (var path in Link().Matches(text).Select(m => m.Groups[1].Value).Where(l => !l.Contains(':', StringComparison.Ordinal)))
            {
                Assert.True(Repository.Exists(Path.Combine(folder, path.Split('#')[0])), $"{document}: {path}");
            }
        }
    }

    [Fact]
    public void The_state_diagram_is_the_transition_table()
    {
        var drawn = Arrow().Matches(Repository.Read("docs/publishing.md")).Select(m => $"{m.Groups[1].Value} --> {m.Groups[2].Value}: {m.Groups[3].Value}");
        Assert.Equal(Transitions.All.Select(t => $"{t.From} --> {t.To}: {t.Verb}").Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_withdraw_reason_and_every_gate_is_documented()
    {
        var text = Repository.Read("docs/publishing.md");
        Assert.All(WithdrawItem.Reasons.Keys, r => Assert.Contains($"`{r}`", text, StringComparison.Ordinal));
        var gates = Gate().Matches(Repository.Read("src/GovPortal.Kernel/Publishing/PublishVersion.cs") + Repository.Read("src/GovPortal.Kernel/Publishing/VersionFailures.cs"));
        Assert.All(gates.Select(m => m.Groups[1].Value).Distinct(), g => Assert.Contains($"`{g}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_the_product_reads_is_documented()
    {
        var text = Repository.Read("docs/operations.md");
        var read = Repository.Code("src").SelectMany(f => Setting().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value)).Distinct();
        Assert.All(read, s => Assert.True(text.Contains(s.TrimEnd(':'), StringComparison.Ordinal), s));
    }

    [Fact]
    public void Every_verb_of_the_command_line_is_documented_and_no_other()
    {
        var text = Repository.Read("docs/operations.md");
        var verbs = Repository.Code("src/GovPortal.Web/Commands").SelectMany(f => Verb().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value)).Distinct().Order().ToList();
        var documented = VerbRow().Matches(text).SelectMany(m => m.Groups[1].Value.Split("`, `")).SelectMany(v => v.Split(' ').TakeWhile(w => Word().IsMatch(w))).Distinct().Order();
        Assert.Equal(verbs, documented);
    }

    [Fact]
    public void Every_module_has_a_readme_of_at_most_40_lines()
    {
        foreach (var module in Modules.All)
        {
            var readme = $"src/Modules/{module.GetType().Assembly.GetName().Name}/README.md";
            Assert.True(Repository.Exists(readme), readme);
            Assert.InRange(Repository.Lines(readme).Length, 3, 40);
        }
    }

    [Fact]
    public void Every_large_dependency_is_accounted_for()
    {
        var text = Repository.Read("docs/adr/0005-dependencies.md");
        var packages = PackageName().Matches(Repository.Read("Directory.Packages.props")).Select(m => m.Groups[1].Value);
        Assert.All(packages, p => Assert.True(text.Contains(p, StringComparison.Ordinal), p));
        var libraries = new[] { "src/GovPortal.AdminUi", "themes/gov-default" }
            .SelectMany(folder => Repository.Json(folder + "/wwwroot/lib/manifest.json")["libraries"]!.AsArray()).Select(l => (string)l!["name"]!);
        Assert.All(libraries, l => Assert.Contains(l, text, StringComparison.OrdinalIgnoreCase));
    }

    // In code quotes: a path from the root, a path below the document's own folder with an extension, or a root file.
    [GeneratedRegex(@"`((?:src|docs|tests|recipes|themes)/[^`\s]*|[A-Z]\w+/[\w./-]+\.[a-z]+|[\w.]+\.(?:sln|props))`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\(([^)#][^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\s*(\w+) --> (\w+): (\w+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Arrow();

    [GeneratedRegex("Failure\\.Of\\(\"(publish\\.[a-z-]+|version\\.wrong-state)\"")]
    private static partial Regex Gate();

    [GeneratedRegex("\"(Portal:[A-Za-z:]+)\"")]
    private static partial Regex Setting();

    [GeneratedRegex("new(?: Command)?\\(\"([a-z-]+)\",")]
    private static partial Regex Verb();

    [GeneratedRegex(@"^\| `([a-z-]+[^|]*)` \|", RegexOptions.Multiline)]
    private static partial Regex VerbRow();

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex Word();

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex PackageName();
}
