using GovPortal.Search.Text;

namespace GovPortal.Modules.Tests.Search.Text;

public class SegmenterTests
{
    [Theory]
    [InlineData("公示", "公示")]
    [InlineData("办公示范", "办公 示范")]
    [InlineData("县人社局发放稳岗返还资金", "县 人社局 发放 稳岗返还 资金")]
    [InlineData("失业保险金怎么申领", "失业保险金 怎么 申领")]
    [InlineData("依申请公开办理结果公示", "依申请公开 办理 结果 公示")]
    [InlineData("2024年三公经费决算", "2024 年 三公经费 决算")]
    [InlineData("人社发〔2024〕12号", "人社 发 2024 12 号")]
    [InlineData("ＡＢＣ１２３Ｘ", "abc123x")]
    [InlineData("WiFi 覆盖", "wifi 覆盖")]
    [InlineData("研究生命的起源", "研究 生命 的 起源")]
    public void A_text_is_cut_into_its_most_probable_words(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Words(text, SegmentMode.Query)));

    [Fact]
    public void Documents_also_hold_the_words_inside_a_word_at_its_position()
    {
        var words = Cut("灵活就业人员参保", SegmentMode.Index, out var text);
        Assert.Equal(["灵活就业人员", "灵活", "灵活就业", "就业", "人员", "参保"], words.Select(w => text.Substring(w.Start, w.Length)));
        Assert.Equal([1, 0, 0, 0, 0, 1], words.Select(w => w.PositionIncrement));
    }

    [Fact]
    public void Every_government_word_stays_whole()
    {
        using var stream = typeof(ChineseDictionary).Assembly.GetManifestResourceStream("GovPortal.Search.Text.gov-words.txt")!;
        using var reader = new StreamReader(stream);
        var words = reader.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#')).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word => Assert.Equal([word], Words(word, SegmentMode.Query)));
    }

    [Fact]
    public void Any_text_is_covered_in_order_and_without_gaps_in_its_runs()
    {
        var random = new Random(7);
        const string alphabet = "的公示办人社局失业保险Ａb9 ，〔\n𠮷〇é";
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var words = Cut(text, SegmentMode.Query, out var folded);
            Assert.Equal(folded.Count(c => Characters.IsHan(c) || Characters.IsAlphanumeric(c)),
                words.Sum(w => folded.AsSpan(w.Start, w.Length).ToArray().Count(c => !char.IsSurrogate(c))));
            Assert.Equal(words.OrderBy(w => w.Start), words);
        }
    }

    [Fact]
    public void A_long_run_without_punctuation_is_cut_too()
    {
        var words = Cut(string.Concat(Enumerable.Repeat("失业保险", 2000)), SegmentMode.Query, out _);
        Assert.True(words.Count(w => w.Length == 4) > 1990);
    }

    [Fact]
    public void Further_words_change_the_cut_and_the_fingerprint()
    {
        var dictionary = ChineseDictionary.Load(["云杉镇"]);
        var words = new List<Segment>();
        new Segmenter(dictionary).Segment("云杉镇政府", SegmentMode.Query, words);
        Assert.Equal([(0, 3), (3, 2)], words.Select(w => (w.Start, w.Length)));
        Assert.NotEqual(ChineseDictionary.Default.Fingerprint, dictionary.Fingerprint);
    }

    private static IEnumerable<string> Words(string text, SegmentMode mode) =>
        Cut(text, mode, out var folded).Select(w => folded.Substring(w.Start, w.Length));

    private static List<Segment> Cut(string text, SegmentMode mode, out string folded)
    {
        folded = Characters.Fold(text);
        var words = new List<Segment>();
        new Segmenter(ChineseDictionary.Default).Segment(folded, mode, words);
        return words;
    }
}
