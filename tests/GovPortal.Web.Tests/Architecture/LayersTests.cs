using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GovPortal.Kernel;
using GovPortal.Kernel.Content;

namespace GovPortal.Web.Tests.Architecture;

/// <summary><c>Web → Modules → AdminUi → Kernel</c>, with Clocks, Outbound, Papers, PublicForms, Screening and Tables as small libraries on the kernel's results.</summary>
public sealed partial class LayersTests
{
    private static readonly string[] Libraries = ["GovPortal.AdminUi", "GovPortal.Client", "GovPortal.Clocks", "GovPortal.Kernel", "GovPortal.Outbound", "GovPortal.Papers", "GovPortal.PublicForms", "GovPortal.Screening", "GovPortal.Tables"];

    /// <summary>Beyond <c>System.*</c> and Kernel/Results, with the reason why.</summary>
    private static readonly Dictionary<string, string[]> RulesMayUse = new()
    {
        // Reads a table's cells and its words for clocks; both libraries are as free of the host as rules are.
        ["GovPortal.Columns"] = ["GovPortal.Clocks", "GovPortal.Tables"],
        // Chooses and names rules of the clock library; the status is a plain enumeration of the kernel's contract.
        ["GovPortal.Deadlines"] = ["GovPortal.Clocks", "GovPortal.Kernel.Organisation"],
    };

    private static Dictionary<string, string[]> References { get; } = Repository.Files("src", ".csproj").ToDictionary(
        f => Path.GetFileNameWithoutExtension(f),
        f => XDocument.Parse(Repository.Read(f)).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray());

    private static IEnumerable<string> ModuleNames => Modules.All.Select(m => m.GetType().Assembly.GetName().Name!);

    [Fact]
    public void Every_module_project_is_listed_and_every_listed_module_has_a_project() => Assert.Equal(
        References.Keys.Except(Libraries).Where(n => n != "GovPortal.Web").Order(), ModuleNames.Order());

    [Fact]
    public void Modules_know_the_libraries_below_them_and_never_one_another()
    {
        Assert.All(ModuleNames, m => Assert.Empty(References[m].Except(Libraries)));
        foreach (var module in Modules.All)
        {
            var others = module.GetType().Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(ModuleNames.Contains);
            Assert.Empty(others);
        }
    }

    [Fact]
    public void Nothing_in_the_product_knows_the_composition_root() => Assert.DoesNotContain(References, r => r.Value.Contains("GovPortal.Web"));

    [Fact]
    public void The_client_is_for_others_and_stands_on_nothing_of_ours()
    {
        Assert.Empty(References["GovPortal.Client"]);
        Assert.DoesNotContain(References, r => r.Value.Contains("GovPortal.Client"));
    }

    [Fact]
    public void The_kernel_stands_on_nothing_and_the_libraries_on_the_kernel()
    {
        Assert.Empty(References["GovPortal.Kernel"]);
        foreach (var library in Libraries.Where(l => l != "GovPortal.Kernel")) Assert.Empty(References[library].Except(["GovPortal.Kernel"]));
    }

    [Fact]
    public void The_kernel_stays_within_its_budget()
    {
        var files = Repository.Code("src/GovPortal.Kernel").ToList();
        Assert.InRange(files.Count, 1, 80);
        Assert.InRange(files.Sum(f => Repository.Lines(f).Length), 1, 8000);
    }

    [Fact]
    public void Rules_use_the_language_the_results_and_what_is_listed_here()
    {
        var rules = Repository.Code("src/Modules").Where(f => f.Contains("/Rules/", StringComparison.Ordinal)).Select(f => (File: f, Owner: f.Split('/')[2]))
            .Concat(Repository.Code("src/GovPortal.Clocks").Select(f => (File: f, Owner: "GovPortal.Clocks")));
        foreach (var (file, owner) in rules)
        {
            string[] allowed = ["GovPortal.Kernel.Results", owner == "GovPortal.Clocks" ? owner : owner + ".Rules", .. RulesMayUse.GetValueOrDefault(owner, [])];
            var used = Names().Matches(string.Join('\n', Repository.Lines(file).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)))).Select(m => m.Value);
            Assert.DoesNotContain(used, u => !allowed.Any(a => u == a || u.StartsWith(a + ".", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Rules_and_clocks_load_without_the_host()
    {
        var types = Modules.All.Select(m => m.GetType().Assembly).SelectMany(a => a.GetTypes()).Where(t => t.Namespace?.EndsWith(".Rules", StringComparison.Ordinal) == true)
            .Concat(typeof(Clocks.Deadline).Assembly.GetTypes()).ToList();
        Assert.NotEmpty(types);
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var type in types)
        {
            var named = type.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType))
                .Concat(type.GetConstructors(all).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
                .Concat(type.GetFields(all).Select(f => f.FieldType));
            Assert.DoesNotContain(named, t => t.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) == true);
        }
    }

    /// <summary>Templates are rendered without the host by the Portal module's own tests.</summary>
    [Fact]
    public void Content_definitions_load_without_the_host()
    {
        var steps = Repository.Files("recipes", ".json").SelectMany(f => Repository.Json(f)["steps"]!.AsArray().OfType<System.Text.Json.Nodes.JsonObject>())
            .Where(s => (string?)s["name"] == "ContentDefinition").ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, s =>
        {
            Assert.Empty(ContentDefinitionReader.Check(s));
            Assert.NotEmpty(ContentDefinitionReader.Read(s).Types);
        });
    }

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.DoesNotContain(Repository.Code("src").Concat(Repository.Files("src", ".cshtml")).Concat(Repository.Files("themes", ".liquid")).Concat(Repository.Code("tests")),
            f => Repository.Lines(f).Length > 400);

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var marks = new Regex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImpl" + @"emented)");
        string[] extensions = [".cs", ".cshtml", ".liquid", ".json", ".md", ".csproj"];
        var files = new[] { "src", "tests", "themes", "recipes", "docs" }.SelectMany(d => Repository.Files(d, extensions)).Where(f => !f.Contains("/wwwroot/lib/", StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => marks.IsMatch(Repository.Read(f)));
    }

    /// <summary>A file is the same on every machine: no registry a package came from, no place it lay at.</summary>
    [Fact]
    public void No_file_names_a_package_registry_or_a_place_on_a_machine()
    {
        var registry = new Regex(@"https?://[^\s""'<>]*\b(nuget|npm(js)?|pypi|registry|artifactory|nexus|verdaccio|goproxy)\b", RegexOptions.IgnoreCase);
        var place = new Regex(@"(?<![\w.~:/-])(/(home|root|work|tmp|mnt|opt)/[\w.-]|/Users/[a-z]|[A-Z]:\\\\?(Users|Projects|src)\b)");
        foreach (var file in Repository.Files("").Where(f => IsText(f) && !f.Contains("/wwwroot/lib/", StringComparison.Ordinal)))
        {
            var text = Repository.Read(file);
            Assert.False(registry.IsMatch(text), $"{file}: {registry.Match(text).Value}");
            Assert.False(place.IsMatch(text), $"{file}: {place.Match(text).Value}");
        }
    }

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".cshtml" or ".liquid" or ".json" or ".md" or ".csproj" or ".props" or ".js" or ".mjs" or ".css" or ".txt" or ".sln" or ".yml" or ""
        && Path.GetFileName(file) != ".git";

    [GeneratedRegex(@"\bGovPortal(\.\w+)+|\bMicrosoft(\.\w+)+")]
    private static partial Regex Names();
}
