using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using GovPortal.AdminUi.TagHelpers;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Web.Tests.Architecture;

/// <summary>What refers to something by its name names something that is there.</summary>
public sealed partial class NamesTests
{
    [Fact]
    public void Every_icon_is_in_the_sprite()
    {
        var used = Registered.Of<AdminMenuItem>().Select(i => i.Icon)
            .Concat(Repository.Files("src", ".cshtml").SelectMany(f => Icon().Matches(Repository.Read(f)).Select(m => m.Groups["name"].Value)));
        Assert.DoesNotContain(used.Distinct(), i => !Icons.Names.Contains(i));
    }

    [Fact]
    public void Every_permission_in_recipes_and_the_menu_exists()
    {
        var known = Registered.Of<Permission>().Select(p => p.Code).ToHashSet();
        var used = Repository.Files("recipes", ".json").SelectMany(f => Repository.Json(f)["steps"]!.AsArray())
            .Where(s => (string?)s!["name"] == "Roles").SelectMany(s => s!["Roles"]!.AsArray()).SelectMany(r => r!["Permissions"]!.AsArray()).Select(p => (string)p!)
            .Concat(Registered.Of<AdminMenuItem>().Select(i => i.Permission));
        Assert.DoesNotContain(used.Distinct(), p => !known.Contains(p));
        Assert.Equal(known.Count, Registered.Of<Permission>().Count());
    }

    [Fact]
    public void Every_kind_of_event_that_is_written_is_declared_once()
    {
        var declared = Registered.Of<EventKind>().Select(k => k.Name).ToList();
        Assert.Equal(declared.Count, declared.Distinct().Count());
        var written = Repository.Code("src").SelectMany(Written).Distinct().ToList();
        Assert.Contains(ContentEvents.Published, written);
        Assert.Empty(written.Except(declared));
    }

    [Theory]
    [InlineData("src/GovPortal.AdminUi/wwwroot/lib/")]
    [InlineData("themes/gov-default/wwwroot/lib/")]
    public void Every_library_file_is_the_one_the_manifest_names(string folder)
    {
        var listed = Repository.Json(folder + "manifest.json")["libraries"]!.AsArray().SelectMany(l => l!["files"]!.AsArray())
            .ToDictionary(f => (string)f!["path"]!, f => (string)f!["sha256"]!);
        Assert.Equal(listed.Keys.Order(StringComparer.Ordinal), Repository.Files(folder).Select(f => f[folder.Length..]).Where(f => f != "manifest.json"));
        Assert.All(listed, f => Assert.Equal(f.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Repository.Root, folder, f.Key))))));
    }

    private static IEnumerable<string> Written(string file)
    {
        var text = Repository.Read(file);
        foreach (Match match in Kind().Matches(text))
        {
            foreach (var expression in match.Groups["kind"].Value.Split('?', ':').Select(e => e.Trim()))
            {
                if (expression.StartsWith('"')) yield return expression.Trim('"');
                else if (Constant(expression, text) is { } kind) yield return kind;
            }
        }
    }

    /// <summary>The value of <c>Type.Name</c>, or of <c>Name</c> in a type of the same file; null where it is no constant.</summary>
    private static string? Constant(string expression, string text)
    {
        var parts = expression.Split('.');
        var owners = parts.Length > 1 ? [parts[^2]] : Type().Matches(text).Select(m => m.Groups[1].Value).ToArray();
        return Assemblies.SelectMany(a => a.GetTypes()).Where(t => owners.Contains(t.Name))
            .Select(t => t.GetField(parts[^1], BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)).FirstOrDefault(f => f is { IsLiteral: true })?.GetRawConstantValue() as string;
    }

    private static IEnumerable<Assembly> Assemblies => Modules.All.Select(m => m.GetType().Assembly).Append(typeof(IPortalModule).Assembly).Append(typeof(Modules).Assembly);

    [GeneratedRegex("""(?:<gp-icon name|\bicon)="(?<name>[a-z0-9-]+)["]""")]
    private static partial Regex Icon();

    // The kind is the first argument of a draft, and what follows the kind of change where the recorder writes it.
    [GeneratedRegex(@"new (?:Events\.)?EventDraft\(\s*(?<kind>[^,)]+)|ContentChangeKind\.\w+,\s*(?<kind>[^,;]+),")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\b(?:class|record|struct) (\w+)")]
    private static partial Regex Type();
}
