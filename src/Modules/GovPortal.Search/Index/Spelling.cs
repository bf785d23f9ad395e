using System.Buffers;
using GovPortal.Kernel.Text;
using GovPortal.Search.Text;

namespace GovPortal.Search.Index;

/// <summary>
/// What a question without an answer may have meant: words typed in pinyin (shebaoka), written with a character that sounds
/// the same (社宝卡) or with one wrong (仲栽). Of the ways to read the question as words of the index the likeliest come first.
/// </summary>
internal sealed class Spelling(Vocabulary vocabulary, ChineseDictionary dictionary)
{
    private const int MostReadings = 4;
    private const int LongestText = 24;
    private const int ShortestPinyin = 4;
    private static readonly SearchValues<char> Figures = SearchValues.Create("〇一二三四五六七八九十百千万");

    /// <summary>What it costs to read a stretch of the question so; the sum decides.</summary>
    private const double Known = 0.2, Elsewhere = 1.0, Unknown = 2.0, SameSound = 0.9, LikeSound = 1.2, OneCharacter = 1.6, Short = 0.3, ShortOneCharacter = 2.4;

    /// <summary>How much dearer than the text as typed a wording may be that sounds the same throughout: 工商认定 is 工伤认定.</summary>
    private const double SameSoundThroughout = 0.7;

    private readonly record struct Reading(double Cost, string Text);

    /// <summary>Other wordings, the likeliest first; none is the text itself.</summary>
    public IEnumerable<string> Candidates(string folded)
    {
        var text = folded.Trim();
        if (text.Length is < 2 or > LongestText * 3) return [];
        var compact = string.Concat(text.Where(c => c is not (' ' or '\'' or '-')));
        if (compact.Any(c => c is >= 'a' and <= 'z'))
        {
            var mixed = compact.All(c => c is >= 'a' and <= 'z' || Characters.IsHan(c));
            return mixed && compact.Length >= ShortestPinyin ? FromPinyin(Pinyin.Full(compact)).Where(c => c != compact) : [];
        }
        return text.Length > LongestText || !text.Any(Characters.IsHan) ? [] : FromHan(text);
    }

    private IEnumerable<string> FromPinyin(string letters)
    {
        var best = new List<Reading>[letters.Length + 1];
        best[0] = [new(0, "")];
        for (var end = 1; end <= letters.Length; end++)
        {
            best[end] = [];
            for (var start = Math.Max(0, end - (Vocabulary.LongestWord * 6)); start < end; start++)
            {
                if (best[start].Count == 0 || end - start < 3) continue;
                foreach (var word in vocabulary.ReadSo(letters[start..end]).Take(MostReadings)) Extend(best, start, end, word.Text, 1 - Frequent(word));
            }
        }
        return best[^1].Select(r => r.Text);
    }

    private IEnumerable<string> FromHan(string text)
    {
        var best = new List<Reading>[text.Length + 1];
        for (var i = 1; i < best.Length; i++) best[i] = [];
        best[0] = [new(0, "")];
        for (var start = 0; start < text.Length; start++)
        {
            if (best[start].Count == 0) continue;
            if (!Characters.IsHan(text[start]))
            {
                Extend(best, start, start + 1, text[start..(start + 1)], 0);
                continue;
            }
            Extend(best, start, start + 1, text[start..(start + 1)], QueryText.IsAsking(text[start..(start + 1)]) ? Known : Unknown);
            for (var end = start + 2; end <= Math.Min(text.Length, start + Vocabulary.LongestWord) && Characters.IsHan(text[end - 1]); end++)
            {
                foreach (var (word, cost) in Words(text[start..end])) Extend(best, start, end, word, cost);
            }
        }
        // Only what explains the question better than the words as they stand.
        var asTyped = AsTyped(text);
        var reading = Pinyin.Full(text);
        return best[^1].Where(r => r.Text != text && r.Cost < asTyped + (Pinyin.Full(r.Text) == reading ? SameSoundThroughout : 0)).Select(r => r.Text);
    }

    private double AsTyped(string text)
    {
        var best = new double[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            var last = text[(end - 1)..end];
            best[end] = best[end - 1] + (!Characters.IsHan(last[0]) ? 0 : QueryText.IsAsking(last) ? Known : Unknown);
            for (var start = Math.Max(0, end - Vocabulary.LongestWord); start < end - 1; start++)
            {
                var stretch = text[start..end];
                var cost = vocabulary.Has(stretch) || QueryText.IsAsking(stretch) ? Known : dictionary.Contains(stretch) ? Elsewhere : double.PositiveInfinity;
                best[end] = Math.Min(best[end], best[start] + cost);
            }
        }
        return best[^1];
    }

    /// <summary>As what words a stretch can be read.</summary>
    private IEnumerable<(string Word, double Cost)> Words(string stretch)
    {
        if (vocabulary.Has(stretch) || QueryText.IsAsking(stretch))
        {
            yield return (stretch, Known);
            yield break;
        }
        var isWord = dictionary.Contains(stretch);
        if (isWord) yield return (stretch, Elsewhere);
        // Figures are seldom mistaken: 十级 is not 实际.
        if (stretch.AsSpan().IndexOfAny(Figures) >= 0) yield break;
        var reading = Pinyin.Full(stretch);
        var isShort = stretch.Length == 2;
        foreach (var word in vocabulary.ReadSo(reading).Where(w => w.Text.Length == stretch.Length).Take(MostReadings))
        {
            yield return (word.Text, SameSound + (isShort ? Short : 0) - Frequent(word));
        }
        // What is a word of the language was meant as it stands.
        if (isWord) yield break;
        var taken = 0;
        foreach (var word in vocabulary.OfLength(stretch.Length))
        {
            if (word.Reading == reading || DifferingPlace(stretch, word.Text) is not { } place) continue;
            var sounds = IsLike(Pinyin.Full(stretch[place..(place + 1)]), Pinyin.Full(word.Text[place..(place + 1)]));
            if (!sounds && taken++ >= MostReadings) continue;
            yield return (word.Text, (sounds ? LikeSound + (isShort ? Short : 0) : stretch.Length < 4 ? ShortOneCharacter : OneCharacter) - Frequent(word));
        }
    }

    /// <summary>Of readings that cost the same the more frequent word.</summary>
    private static double Frequent(KnownWord word) => Math.Min(0.1, Math.Log10(1 + word.Weight) * 0.02);

    private static int? DifferingPlace(string one, string other)
    {
        int? place = null;
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i]) continue;
            if (place is not null) return null;
            place = i;
        }
        return place;
    }

    /// <summary>One letter more, less or other, and h or g left out as many dialects do: zai and cai, xue and xu, zen and zheng.</summary>
    private static bool IsLike(string one, string other)
    {
        static string Plain(string reading) => reading.Replace("zh", "z", StringComparison.Ordinal).Replace("ch", "c", StringComparison.Ordinal)
            .Replace("sh", "s", StringComparison.Ordinal).Replace("ng", "n", StringComparison.Ordinal);
        var (a, b) = (Plain(one), Plain(other));
        if (a.Length == 0 || b.Length == 0) return false;
        if (a == b) return true;
        if (a.Length == b.Length) return a.Zip(b).Count(p => p.First != p.Second) == 1;
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        return Enumerable.Range(0, longer.Length).Any(i => longer.Remove(i, 1) == shorter);
    }

    private static void Extend(List<Reading>[] best, int start, int end, string word, double cost)
    {
        foreach (var before in best[start])
        {
            var reading = new Reading(before.Cost + cost, before.Text + word);
            var at = best[end].FindIndex(r => r.Text == reading.Text);
            if (at >= 0)
            {
                if (best[end][at].Cost <= reading.Cost) continue;
                best[end].RemoveAt(at);
            }
            var place = best[end].FindIndex(r => r.Cost > reading.Cost);
            best[end].Insert(place < 0 ? best[end].Count : place, reading);
            if (best[end].Count > MostReadings) best[end].RemoveAt(MostReadings);
        }
    }
}
