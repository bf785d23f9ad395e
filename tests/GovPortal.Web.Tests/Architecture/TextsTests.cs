using System.Text.Json;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Web.Tests.Architecture;

public sealed partial class TextsTests
{
    private static IEnumerable<string> Sources => Repository.Code("src").Concat(Repository.Files("src", ".cshtml"));

    [Fact]
    public void Every_refusal_has_a_Chinese_and_an_English_text()
    {
        var codes = Sources.SelectMany(f => Refusal().Matches(Repository.Read(f)).SelectMany(m => Code().Matches(m.Value).Select(c => c.Groups[1].Value))).Distinct().ToList();
        Assert.InRange(codes.Count, 120, 1000);
        Assert.Empty(codes.Where(c => !Registered.Texts.Has(c, "zh")).Select(c => c + " zh"));
        Assert.Empty(codes.Where(c => !Registered.Texts.Has(c, "en")).Select(c => c + " en"));
    }

    [Fact]
    public void Every_interface_text_has_an_English_wording()
    {
        var keys = Sources.SelectMany(f => TextKey().Matches(Repository.Read(f)).Select(m => Unescape(m.Groups["key"].Value)))
            .Concat(Repository.Files("themes", ".liquid").SelectMany(f => LiquidKey().Matches(Repository.Read(f)).Select(m => m.Groups["key"].Value)));
        Assert.DoesNotContain(keys.Distinct(), k => Chinese().IsMatch(k) && !Registered.Texts.Has(k, "en"));
    }

    [Fact]
    public void Every_title_that_pages_take_from_code_has_an_English_wording()
    {
        var titles = Registered.Of<AdminMenuItem>().SelectMany(i => new[] { i.Group, i.Title }).Where(t => t.Length > 0)
            .Concat(Registered.Of<Permission>().Select(p => p.Title)).Concat(Registered.Of<EventKind>().Select(k => k.Title))
            .Concat(Enum.GetValues<VersionState>().Select(Transitions.Title)).Concat(Disclosure.Stages.Values).Concat(WithdrawItem.Reasons.Values);
        Assert.DoesNotContain(titles.Distinct(), t => !Registered.Texts.Has(t, "en"));
    }

    /// <summary>All modules' texts are one table; two wordings for one key would win by chance.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void A_key_has_one_wording(string language)
    {
        var entries = Repository.Files("src", $"Resources/Texts.{language}.json")
            .SelectMany(f => JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read(f))!);
        Assert.Empty(entries.GroupBy(e => e.Key).Where(g => g.Select(e => e.Value).Distinct().Count() > 1)
            .Select(g => $"{g.Key}: {string.Join(" | ", g.Select(e => e.Value).Distinct())}"));
    }

    [Fact]
    public void A_wording_has_the_places_of_its_key()
    {
        foreach (var file in Repository.Files("src", "Resources/Texts.en.json"))
        {
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read(file))!)
            {
                if (!Chinese().IsMatch(key)) continue;
                var known = Place().Matches(key).Select(m => m.Value).ToHashSet();
                Assert.True(Place().Matches(text).All(m => known.Contains(m.Value)), $"{file}: {key}");
            }
        }
    }

    private static string Unescape(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal);

    // A call that makes a refusal, up to the end of its statement.
    [GeneratedRegex(@"(Failure\.(Of|At)|new Failure|\.Refuse|Refused)\([^;]*")]
    private static partial Regex Refusal();

    [GeneratedRegex("\"([a-z][a-z-]*\\.[a-z][a-z-]+)\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:\bT|\b[tT]exts)\[""(?<key>(?:[^""\\]|\\.)+)""")]
    private static partial Regex TextKey();

    [GeneratedRegex("(?<quote>[\"'])(?<key>[^\"']+)\\k<quote>\\s*\\|\\s*t\\b")]
    private static partial Regex LiquidKey();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();
}
