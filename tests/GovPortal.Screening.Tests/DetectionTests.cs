using System.Globalization;
using System.Text;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

/// <summary>Recall and precision over the labelled corpus, by kind and container.</summary>
public sealed class DetectionTests(ITestOutputHelper output)
{
    private const double LeastRecall = 0.995;
    private const double LeastPrecision = 0.98;

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>The results that every annual report counts are no marks.</summary>
    [Fact]
    public void Results_counted_in_a_table_are_no_marks()
    {
        const string report = "<table><tbody><tr><td>予以公开</td><td>8</td></tr><tr><td>部分公开</td><td>1</td></tr><tr><td>不予公开</td><td>1</td></tr></tbody></table>";
        Assert.Empty(Screener.ScreenText(report, new ScreeningOptions { IsHtml = true }, "正文").Findings);
        Assert.True(Screener.ScreenText("<p>不予公开</p><p>关于人员调整的通知</p>", new ScreeningOptions { IsHtml = true }, "正文").IsBlocking);
        Assert.True(Screener.ScreenText("公开属性：不予公开", null, "正文").IsBlocking);
        // What follows is a running number, not a count.
        Assert.True(Screener.ScreenText("<p>不予公开</p><table><tr><td>1</td><td>中标单位名单</td></tr></table>", new ScreeningOptions { IsHtml = true }, "正文").IsBlocking);
    }

    [Fact]
    public async Task The_corpus_is_found_and_little_else()
    {
        var counts = new SortedDictionary<(string Container, string Kind), Count>();
        var misses = new List<string>();
        var (documents, placed, severe, number) = (0, 0, 0, 0);
        foreach (var document in CorpusBuilder.Build(CorpusBuilder.Size, Seed))
        {
            documents++;
            number++;
            var findings = (await Found(document)).ToList();
            foreach (var label in document.Labels)
            {
                var count = counts.TryGetValue((document.Container, label.Kind), out var c) ? c : counts[(document.Container, label.Kind)] = new Count();
                count.Planted++;
                var found = findings.FindIndex(f => FindingKinds.Code(f.Kind) == label.Kind && (label.Masked.Length == 0 || f.Masked == label.Masked) && label.Place.Split('|').All(p => f.Where.Contains(p, StringComparison.Ordinal)));
                if (found < 0) found = findings.FindIndex(f => FindingKinds.Code(f.Kind) == label.Kind && (label.Masked.Length == 0 || f.Masked == label.Masked));
                if (found < 0)
                {
                    misses.Add($"missed  {number} {document.Container} {label.Kind} {label.Masked} [{label.Value}] at {label.Place}");
                    continue;
                }
                count.Found++;
                if (label.Place.Split('|').All(p => findings[found].Where.Contains(p, StringComparison.Ordinal))) placed++;
                else misses.Add($"placed  {number} {document.Container} {label.Kind} {label.Masked}: {findings[found].Where} instead of {label.Place}");
                if (label.Severity is null || findings[found].Severity.ToString().Equals(label.Severity, StringComparison.OrdinalIgnoreCase)) severe++;
                else misses.Add($"weighed {number} {document.Container} {label.Kind} {label.Masked}: {findings[found].Severity} at {findings[found].Where}");
                findings.RemoveAt(found);
            }
            foreach (var extra in findings)
            {
                var key = (document.Container, FindingKinds.Code(extra.Kind));
                (counts.TryGetValue(key, out var c) ? c : counts[key] = new Count()).Extra++;
                misses.Add($"extra   {number} {document.Container} {extra}");
            }
        }
        output.WriteLine(Table(counts, documents));
        foreach (var miss in misses.Take(60)) output.WriteLine(miss);

        var all = counts.Values.Aggregate(new Count(), (sum, c) => sum.Add(c));
        Assert.True(all.Recall >= LeastRecall, $"recall {all.Recall:P2}");
        Assert.True(all.Precision >= LeastPrecision, $"precision {all.Precision:P2}");
        Assert.True(placed >= LeastRecall * all.Found, $"{placed} of {all.Found} in the right place");
        Assert.True(severe >= LeastRecall * all.Found, $"{severe} of {all.Found} of the right severity");
        foreach (var kind in counts.GroupBy(c => c.Key.Kind))
        {
            var sum = kind.Aggregate(new Count(), (s, c) => s.Add(c.Value));
            Assert.True(sum.Recall >= LeastRecall - 0.01, $"recall of {kind.Key} {sum.Recall:P2}");
        }
    }

    [Theory]
    [InlineData("alt", "机密")]
    [InlineData("title", "绝密★10年")]
    [InlineData("data-mark", "秘密")]
    public async Task A_mark_that_only_an_attribute_holds_is_found(string attribute, string mark)
    {
        var page = Encoding.UTF8.GetBytes($"<html><body><p>就业服务公告</p><img src=\"a.png\" {attribute}=\"{mark}\"></body></html>");
        var result = await Screener.ScreenFileAsync(new MemoryStream(page), "a.html");
        Assert.Contains(result.Value!.Findings, f => f is { Kind: FindingKind.SecrecyMark, Severity: Severity.Blocking } && f.Where.Contains("网页属性", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Finding>> Found(CorpusDocument document)
    {
        if (document.Container == "text") return Screener.ScreenText(Encoding.UTF8.GetString(document.Content)).Findings;
        var result = await Screener.ScreenFileAsync(new MemoryStream(document.Content), document.Name);
        Assert.True(result.Succeeded, $"{document.Container}: {string.Join(", ", result.Failures)}");
        return result.Value.Findings;
    }

    private static string Table(SortedDictionary<(string Container, string Kind), Count> counts, int documents)
    {
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{documents} documents, seed {Seed}; found/planted, +extra\n");
        var containers = counts.Keys.Select(k => k.Container).Distinct().ToList();
        table.Append("kind".PadRight(18)).AppendJoin("", containers.Select(c => c.PadLeft(13))).Append("recall".PadLeft(10)).Append("precision".PadLeft(10)).Append('\n');
        foreach (var kind in counts.GroupBy(c => c.Key.Kind).OrderBy(g => g.Key, StringComparer.Ordinal)) Row(kind.Key, kind.ToList());
        Row("all", [.. counts]);
        return table.ToString();

        void Row(string name, List<KeyValuePair<(string Container, string Kind), Count>> cells)
        {
            var sum = cells.Aggregate(new Count(), (s, c) => s.Add(c.Value));
            table.Append(name.PadRight(18));
            foreach (var container in containers)
            {
                var cell = cells.Where(c => c.Key.Container == container).Aggregate(new Count(), (s, c) => s.Add(c.Value));
                table.Append($"{cell.Found}/{cell.Planted}{(cell.Extra > 0 ? $"+{cell.Extra}" : "")}".PadLeft(13));
            }
            table.Append(CultureInfo.InvariantCulture, $"{sum.Recall,10:P2}{sum.Precision,10:P2}\n");
        }
    }

    private sealed class Count
    {
        public int Planted { get; set; }

        public int Found { get; set; }

        public int Extra { get; set; }

        public double Recall => Planted == 0 ? 1 : (double)Found / Planted;

        public double Precision => Found + Extra == 0 ? 1 : (double)Found / (Found + Extra);

        public Count Add(Count other) => new() { Planted = Planted + other.Planted, Found = Found + other.Found, Extra = Extra + other.Extra };
    }
}
