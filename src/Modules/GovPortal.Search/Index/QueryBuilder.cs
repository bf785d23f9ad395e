using GovPortal.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace GovPortal.Search.Index;

/// <summary>
/// Turns a question into Lucene queries. First asked: every word, best in the title, phrases first.
/// Asked only if that finds nothing at all: most of the words, their parts, and pairs of characters.
/// The weights are judged by the labelled query set of the tests.
/// </summary>
internal static class QueryBuilder
{
    /// <summary>How much a word counts by where it stands.</summary>
    private static readonly (string Field, float Weight)[] Places =
        [(IndexFields.Title, 4f), (IndexFields.Body, 1f), (IndexFields.Attachment, 0.5f), (IndexFields.AttachmentName, 1f), (IndexFields.Meta, 0.6f)];

    /// <summary>What the weaker places of a word add to its best one: a title alone is less than title and text.</summary>
    private const float ElsewhereToo = 0.3f;

    /// <summary>How much a word that means the same counts of the word itself.</summary>
    private const float MeaningTheSame = 0.5f;

    /// <summary>Pairs within four characters are too short to tell a quoted phrase from a coincidence.</summary>
    private const int PhraseByPairsFrom = 4;

    /// <summary>Above any score of words: who asks for a number wants that document.</summary>
    private const float WholeNumber = 1000, NumberOfAnyOffice = 200;

    /// <summary>Above numbers, too; each of several half as much as the one before it, more than age and type can make up for.</summary>
    private const float Pin = 100_000;

    /// <summary>The query, and above its hits the pinned documents as far as there are such.</summary>
    public static Query Pinned(Query words, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return words;
        var either = new BooleanQuery { { words, Occur.SHOULD } };
        for (var i = 0; i < ids.Count; i++)
        {
            either.Add(Boosted(new ConstantScoreQuery(new TermQuery(new Term(IndexFields.Id, ids[i]))), Pin / (1 << i)), Occur.SHOULD);
        }
        return either;
    }

    /// <summary>Documents with a number that is asked for, then those that hold the words.</summary>
    public static Query Strict(QueryText text)
    {
        if (text.Numbers.Count == 0) return Words(text);
        var either = new BooleanQuery { { Words(text), Occur.SHOULD } };
        foreach (var (term, isWhole) in text.Numbers)
        {
            either.Add(Boosted(new ConstantScoreQuery(new TermQuery(new Term(IndexFields.Number, term))), isWhole ? WholeNumber : NumberOfAnyOffice), Occur.SHOULD);
        }
        return either;
    }

    private static BooleanQuery Words(QueryText text)
    {
        var query = new BooleanQuery();
        AddQuoted(query, text);
        foreach (var name in text.Names) query.Add(InOrder(name, pairsFrom: 2), Occur.MUST);
        foreach (var word in text.Required) query.Add(WordOrAlternative(word), Occur.MUST);
        AddPreferences(query, text);
        return query;
    }

    /// <summary>The query for some of the words; null where there is nothing looser to ask.</summary>
    public static Query? Loose(QueryText text)
    {
        var words = new BooleanQuery();
        foreach (var word in text.Required) words.Add(WordOrParts(word), Occur.SHOULD);
        foreach (var name in text.Names) words.Add(InOrder(name, pairsFrom: 2), Occur.SHOULD);
        var count = words.Clauses.Count;
        words.MinimumNumberShouldMatch = count < 4 ? 1 : (int)Math.Ceiling(count * 0.4);

        var either = new BooleanQuery { { words, Occur.SHOULD } };
        if (text.Pairs.Count > 0) either.Add(MostPairs(text.Pairs), Occur.SHOULD);
        if (count + text.Pairs.Count == 0) return null;

        var query = new BooleanQuery { { either, Occur.MUST } };
        AddQuoted(query, text);
        AddPreferences(query, text);
        return query;
    }

    private static void AddQuoted(BooleanQuery query, QueryText text)
    {
        foreach (var phrase in text.Quoted) query.Add(InOrder(phrase, PhraseByPairsFrom), Occur.MUST);
    }

    /// <summary>What brings a document forward but is no condition.</summary>
    private static void AddPreferences(BooleanQuery query, QueryText text)
    {
        foreach (var word in text.Optional) query.Add(Anywhere(word), Occur.SHOULD);
        foreach (var words in text.Sequences)
        {
            query.Add(Boosted(Phrase(IndexFields.Title, words, slop: 0), 6), Occur.SHOULD);
            query.Add(Boosted(Phrase(IndexFields.Title, words, slop: 4), 3), Occur.SHOULD);
            query.Add(Boosted(Phrase(IndexFields.Body, words, slop: 0), 2), Occur.SHOULD);
            query.Add(Boosted(Phrase(IndexFields.Body, words, slop: 4), 1), Occur.SHOULD);
        }
    }

    private static DisjunctionMaxQuery Anywhere(string word)
    {
        var places = new DisjunctionMaxQuery(ElsewhereToo);
        foreach (var (field, weight) in Places) places.Add(Boosted(new TermQuery(new Term(field, word)), weight));
        return places;
    }

    /// <summary>The word, or its parts a few words from each other: 招聘工作人员公告 answers 招聘公告.</summary>
    private static DisjunctionMaxQuery WordOrPartsNear(QueryWord word)
    {
        var places = Anywhere(word.Text);
        if (word.Parts.Count == 0) return places;
        foreach (var (field, weight) in Places) places.Add(Boosted(Phrase(field, [.. word.Parts], slop: 4), weight * 0.5f));
        return places;
    }

    /// <summary>The word or, for less, one that means the same.</summary>
    private static DisjunctionMaxQuery WordOrAlternative(QueryWord word)
    {
        var literally = WordOrPartsNear(word);
        if (word.Alternatives.Count == 0) return literally;
        var either = new DisjunctionMaxQuery(0);
        either.Add(literally);
        foreach (var other in word.Alternatives) either.Add(Boosted(WordOrPartsNear(other), MeaningTheSame));
        return either;
    }

    private static DisjunctionMaxQuery WordOrParts(QueryWord word)
    {
        if (word.Inner.Count == 0) return WordOrAlternative(word);
        var parts = new BooleanQuery { MinimumNumberShouldMatch = (word.Inner.Count + 1) / 2, Boost = 0.2f };
        foreach (var part in word.Inner) parts.Add(Anywhere(part), Occur.SHOULD);
        var either = new DisjunctionMaxQuery(ElsewhereToo);
        either.Add(WordOrAlternative(word));
        either.Add(parts);
        return either;
    }

    /// <summary>The words in this order in one field, or the same characters where the dictionary cuts them otherwise.</summary>
    private static DisjunctionMaxQuery InOrder(string[] words, int pairsFrom)
    {
        var places = new DisjunctionMaxQuery(ElsewhereToo);
        foreach (var (field, weight) in Places) places.Add(Boosted(Phrase(field, words, slop: 0), weight));
        var text = string.Concat(words);
        if (text.Length >= pairsFrom && text.All(Characters.IsHan))
        {
            var pairs = new List<Segment>();
            Bigrams.Cut(text, pairs);
            places.Add(Boosted(Phrase(IndexFields.Pairs, [.. pairs.Select(p => text.Substring(p.Start, p.Length))], slop: 0), 0.5f));
        }
        return places;
    }

    private static BooleanQuery MostPairs(List<string> pairs)
    {
        var distinct = pairs.Distinct().Take(64).ToList();
        var query = new BooleanQuery { MinimumNumberShouldMatch = (int)Math.Ceiling(distinct.Count * 0.6), Boost = 0.1f };
        foreach (var pair in distinct) query.Add(new TermQuery(new Term(IndexFields.Pairs, pair)), Occur.SHOULD);
        return query;
    }

    private static Query Phrase(string field, string[] words, int slop)
    {
        if (words.Length == 1) return new TermQuery(new Term(field, words[0]));
        var phrase = new PhraseQuery { Slop = slop };
        foreach (var word in words) phrase.Add(new Term(field, word));
        return phrase;
    }

    private static Query Boosted(Query query, float boost)
    {
        query.Boost = boost;
        return query;
    }
}
