using System.Collections.Frozen;
using GovPortal.Search.Text;

namespace GovPortal.Search.Index;

/// <summary>
/// A word of the question; the dictionary words inside it; where it falls into words of two characters
/// and more, those (招聘公告 → 招聘, 公告), which a document may hold apart; and words that mean the same.
/// </summary>
internal sealed record QueryWord(string Text, IReadOnlyList<string> Inner, IReadOnlyList<string> Parts)
{
    public IReadOnlyList<QueryWord> Alternatives { get; init; } = [];
}

/// <summary>
/// What a reader's text asks for. Reading it never fails: a quotation mark without its partner is
/// punctuation, and every other character is either part of a word or ignored.
/// </summary>
internal sealed class QueryText
{
    private const int MaxWords = 24;

    /// <summary>Words with which people ask; no document is found or missed by them.</summary>
    private static readonly FrozenSet<string> AskingWords = (
        "的 了 和 与 及 或 在 是 有 对 为 被 把 从 到 给 向 于 之 等 吗 呢 吧 啊 么 就 都 也 还 要 想 能 可以 我 我们 你 你们 他 怎么 怎样 "
        + "怎么办 怎么样 如何 什么 哪些 哪个 哪里 哪儿 多少 几 谁 请问 关于 需要 应该 去 来 领 交 查 一下 一个 有关 相关 "
        + "什么时候 多久 多少钱 多少天 几天 有没有 能不能 可不可以 是不是 怎么弄 咋办 咋 该 得 让 办 办理 带 要带 会 会不会 如果 没有 了吗 呀 哦 嘛 麻烦 您好 你好 想问 "
        + "谁来 里 上 下 个 给 不 没").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words all of which a document must hold.</summary>
    public List<QueryWord> Required { get; } = [];

    /// <summary>Single characters beside longer words (the 年 of 2024年): they count, but are no condition.</summary>
    public List<string> Optional { get; } = [];

    /// <summary>Single characters in a row, each a token: mostly a personal name the dictionary does not know.</summary>
    public List<string[]> Names { get; } = [];

    /// <summary>Quoted phrases: their words in order.</summary>
    public List<string[]> Quoted { get; } = [];

    /// <summary>All words in the order typed: documents that hold them so come first.</summary>
    public List<string[]> Sequences { get; } = [];

    /// <summary>Pairs of characters of the unquoted text, for the fallback.</summary>
    public List<string> Pairs { get; } = [];

    /// <summary>Document and index numbers in the index's form, each with whether it is the whole number.</summary>
    public IReadOnlyList<(string Term, bool IsWhole)> Numbers { get; private set; } = [];

    /// <summary>The text as it is read: folded and cut to its length.</summary>
    public string Text { get; private init; } = "";

    public bool IsEmpty => Required.Count + Optional.Count + Names.Count + Quoted.Count == 0;

    public static QueryText Read(string? text, ChineseDictionary dictionary)
    {
        text = Characters.Fold(text ?? "");
        if (text.Length > SearchQuery.MaxTextLength) text = text[..SearchQuery.MaxTextLength];
        var query = new QueryText { Text = text, Numbers = DocumentNumber.Asked(text) };
        var segmenter = new Segmenter(dictionary);
        var loose = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.AsSpan(at).IndexOfAny('"', '“', '「');
            var close = open < 0 ? -1 : text.AsSpan(at + open + 1).IndexOfAny('"', '”', '」');
            if (close < 0)
            {
                loose.Add(text[at..]);
                break;
            }
            loose.Add(text.Substring(at, open));
            query.AddQuoted(text.Substring(at + open + 1, close), segmenter);
            at += open + 1 + close + 1;
        }
        loose.ForEach(part => query.AddLoose(part, segmenter, dictionary));
        query.Settle();
        return query;
    }

    internal static bool IsAsking(string word) => AskingWords.Contains(word);

    private void AddQuoted(string text, Segmenter segmenter)
    {
        var words = Words(text, segmenter);
        if (words.Length > 0 && Quoted.Count < MaxWords) Quoted.Add([.. words.Take(MaxWords).Select(w => w.Text)]);
    }

    private void AddLoose(string text, Segmenter segmenter, ChineseDictionary dictionary)
    {
        var words = Words(text, segmenter);
        if (words.Length > 1) Sequences.Add([.. words.Take(MaxWords).Select(w => w.Text)]);
        for (var i = 0; i < words.Length && Required.Count < MaxWords;)
        {
            var end = i;
            while (end < words.Length && IsPart(words[end]) && (end == i || words[end].Start == words[end - 1].Start + 1)) end++;
            if (end - i > 1)
            {
                Names.Add([.. words[i..end].Select(w => w.Text)]);
                i = end;
                continue;
            }
            var word = words[i++].Text;
            if (AskingWords.Contains(word) || Required.Any(w => w.Text == word)) continue;
            if (IsHanSingle(word)) Optional.Add(word);
            else Required.Add(Word(word, segmenter, dictionary));
        }
        var pairs = new List<Segment>();
        Bigrams.Cut(text, pairs);
        // A pair that is a word was already asked for as a word; across words it is what we do not want.
        var known = pairs.Count == 1 && dictionary.Contains(text.AsSpan(pairs[0].Start, pairs[0].Length));
        if (!known) Pairs.AddRange(pairs.Where(p => p.Length == 2).Select(p => text.Substring(p.Start, 2)));

        static bool IsPart((string Text, int Start) word) => IsHanSingle(word.Text) && !AskingWords.Contains(word.Text);
    }

    /// <summary>Where nothing else is asked for, even a single character or an asking word is a condition.</summary>
    private void Settle()
    {
        if (Required.Count + Names.Count + Quoted.Count > 0) return;
        Required.AddRange(Optional.Concat(Optional.Count > 0 ? [] : Sequences.SelectMany(s => s)).Distinct().Take(MaxWords).Select(w => new QueryWord(w, [], [])));
        Optional.Clear();
    }

    private static bool IsHanSingle(string word) => word.Length == 1 && Characters.IsHan(word[0]);

    private static (string Text, int Start)[] Words(string text, Segmenter segmenter)
    {
        var words = new List<Segment>();
        segmenter.Segment(text, SegmentMode.Query, words);
        return [.. words.Select(w => (text.Substring(w.Start, w.Length), w.Start))];
    }

    private static QueryWord Word(string word, Segmenter segmenter, ChineseDictionary dictionary) => new(word, Inner(word, segmenter), Parts(word, segmenter))
    {
        Alternatives = [.. dictionary.Synonyms.Of(word).Select(other => new QueryWord(other, [], Parts(other, segmenter)))]
    };

    private static string[] Inner(string word, Segmenter segmenter)
    {
        var words = new List<Segment>();
        segmenter.Segment(word, SegmentMode.Index, words);
        return [.. words.Where(w => w.PositionIncrement == 0).Select(w => word.Substring(w.Start, w.Length)).Distinct()];
    }

    private static string[] Parts(string word, Segmenter segmenter)
    {
        if (word.Length < 4) return [];
        var words = new List<Segment>();
        segmenter.Split(word, words);
        return words.All(w => w.Length > 1) ? [.. words.Select(w => word.Substring(w.Start, w.Length))] : [];
    }
}
