using System.Diagnostics;
using System.Globalization;
using System.Text;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Short = 32 * 1024;
    private const int Times = 6;

    /// <summary>Six times the text may take twelve times the time; with a quadratic reader it takes 36 times.</summary>
    private const double MostGrowth = 12;

    private const int MostLooks = 12;

    /// <summary>Times below this are noise.</summary>
    private const double LeastSeconds = 0.05;

    public static TheoryData<string, string> Patterns => new()
    {
        { "prose", "各乡镇人民政府、街道办事处，县直各单位：经县政府同意，现将有关事项通知如下。" },
        { "digits", "1" },
        { "digits with spaces", "1 " },
        { "mobiles", "13812345678 " },
        { "nearly mobiles", "1381234567 " },
        { "townships", "镇一" },
        { "villages", "石榴镇一村一村" },
        { "nearly addresses", "石榴镇攀龙村人民路一二三四" },
        { "homes", "家庭住址：一" },
        { "at signs", "@a." },
        { "local parts", "a.@" },
        { "plates", "闽E1" },
        { "stars", "密★" },
        { "marks", "秘密\n" },
        { "titles", "关于的请示\n" },
        { "brackets", "<a <!-- &#1" },
        { "zero width", "1\u200B" },
        { "dashes", "1-3-" },
        { "labels", "公开属性：不公开" },
    };

    /// <summary>Prints what a benchmark asks; seconds are not asserted here.</summary>
    [Fact]
    public void A_megabyte_of_office_text_is_read_and_timed()
    {
        var text = new StringBuilder();
        foreach (var document in CorpusBuilder.Build(1_200, 11).Where(d => d.Container == "text")) text.Append(Encoding.UTF8.GetString(document.Content)).Append('\n');
        while (Encoding.UTF8.GetByteCount(text.ToString()) < 1024 * 1024) text.Append(text);
        var content = text.ToString();
        var findings = Screener.ScreenText(content).Findings.Count;
        var times = Enumerable.Range(0, 5).Select(_ => Seconds(content, false)).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(content) / 1024} KB, {findings} findings: median {times[2] * 1000:0} ms"));
        Assert.NotEqual(0, findings);
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Time_grows_with_length_and_not_faster(string name, string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, Times * Short / pattern.Length));
        foreach (var isHtml in new[] { false, true })
        {
            // The least of several looks, since other work may take the processor from one; who grows too fast does in every look.
            var (few, many) = (double.MaxValue, double.MaxValue);
            for (var looks = 0; looks < MostLooks && (looks < 3 || many > Math.Max(LeastSeconds, few) * MostGrowth); looks++)
            {
                few = Math.Min(few, Seconds(text[..Short], isHtml));
                many = Math.Min(many, Seconds(text, isHtml));
            }
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}{(isHtml ? " as HTML" : "")}: {many * 1000:0} ms"));
            Assert.InRange(many, 0, Math.Max(LeastSeconds, few) * MostGrowth);
        }
    }

    private static double Seconds(string text, bool isHtml)
    {
        var time = Stopwatch.StartNew();
        Screener.ScreenText(text, new ScreeningOptions { IsHtml = isHtml });
        return time.Elapsed.TotalSeconds;
    }
}
