using System.Diagnostics;
using System.Globalization;
using System.Text;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>A generous bound: what is asserted is that time grows with length, the measured time is printed.</summary>
    private const double MostSeconds = 3;

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

    [Fact]
    public void A_megabyte_of_office_text_is_read_in_time()
    {
        var text = new StringBuilder();
        var number = 0;
        while (text.Length < Megabyte / 3)
        {
            foreach (var document in CorpusBuilder.Build(200, number++).Where(d => d.Container == "text")) text.Append(Encoding.UTF8.GetString(document.Content)).Append('\n');
        }
        var content = text.ToString();
        Screener.ScreenText(content);
        var times = Enumerable.Range(0, 5).Select(_ => Seconds(content, false)).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(content) / 1024} KB, {Screener.ScreenText(content).Findings.Count} findings: median {times[2] * 1000:0} ms"));
        Assert.InRange(times[2], 0, MostSeconds);
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void No_text_takes_much_longer_than_another(string name, string pattern)
    {
        var text = new StringBuilder(Megabyte + pattern.Length);
        while (text.Length < Megabyte) text.Append(pattern);
        var content = text.ToString();
        var (plain, html) = (Seconds(content, false), Seconds(content, true));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {plain * 1000:0} ms, as HTML {html * 1000:0} ms"));
        Assert.InRange(plain, 0, MostSeconds);
        Assert.InRange(html, 0, MostSeconds);
    }

    private static double Seconds(string text, bool isHtml)
    {
        var time = Stopwatch.StartNew();
        Screener.ScreenText(text, new ScreeningOptions { IsHtml = isHtml });
        return time.Elapsed.TotalSeconds;
    }
}
