using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace GovPortal.Search.Text;

/// <summary>
/// Chinese words for Lucene. Reads the whole field, folds it (full width to half width, lower case)
/// and gives each word with its place; offsets are those of the text as written.
/// </summary>
public sealed class ChineseTokenizer : Tokenizer
{
    private readonly Action<char[], int, List<Segment>> _cut;
    private readonly List<Segment> _words = [];
    private readonly ICharTermAttribute _term;
    private readonly IOffsetAttribute _offset;
    private readonly IPositionIncrementAttribute _increment;
    private char[] _text = new char[1024];
    private int _length = -1;
    private int _next;

    /// <summary>A tokenizer of words.</summary>
    public ChineseTokenizer(TextReader input, ChineseDictionary dictionary, SegmentMode mode) : this(input, Words(dictionary, mode))
    {
    }

    internal ChineseTokenizer(TextReader input, Action<char[], int, List<Segment>> cut) : base(input)
    {
        _cut = cut;
        _term = AddAttribute<ICharTermAttribute>();
        _offset = AddAttribute<IOffsetAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        ClearAttributes();
        if (_length < 0)
        {
            Read();
            _cut(_text, _length, _words);
        }
        if (_next == _words.Count) return false;
        var word = _words[_next++];
        _term.CopyBuffer(_text, word.Start, word.Length);
        _offset.SetOffset(CorrectOffset(word.Start), CorrectOffset(word.End));
        _increment.PositionIncrement = word.PositionIncrement;
        return true;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _words.Clear();
        (_length, _next) = (-1, 0);
    }

    /// <inheritdoc/>
    public override void End()
    {
        base.End();
        var end = CorrectOffset(Math.Max(0, _length));
        _offset.SetOffset(end, end);
    }

    private void Read()
    {
        _length = 0;
        for (int read; (read = m_input.Read(_text, _length, _text.Length - _length)) > 0;)
        {
            for (var i = _length; i < _length + read; i++) _text[i] = Characters.Fold(_text[i]);
            _length += read;
            if (_length == _text.Length) Array.Resize(ref _text, _text.Length * 2);
        }
    }

    private static Action<char[], int, List<Segment>> Words(ChineseDictionary dictionary, SegmentMode mode)
    {
        var segmenter = new Segmenter(dictionary);
        return (text, length, words) => segmenter.Segment(text.AsSpan(0, length), mode, words);
    }
}
