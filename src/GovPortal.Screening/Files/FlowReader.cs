using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>How the parts of a flow are named to the reader.</summary>
/// <param name="Place">The part's place: empty for the body of a document, 页眉, 第3张幻灯片 …</param>
/// <param name="TitleLines">How many of its first paragraphs may be the title of the document.</param>
/// <param name="Names">The place of a text from its element's name and from what it belongs to: the cell of a comment, the name of a property.</param>
internal sealed record FlowPlaces(string Place, int TitleLines = 0, Func<string, string, string>? Names = null);

/// <summary>
/// Reads any XML part: paragraphs of WordprocessingML and DrawingML as one text each, with tables, text boxes, tracked changes
/// and hidden text; every other text and every telling attribute on its own, so that no text of a package goes unread.
/// </summary>
internal sealed partial class FlowReader(string part, FlowPlaces places, RowNumbers rows, Action<Block> emit)
{
    private readonly Stack<Paragraph> _paragraphs = new();
    private readonly Stack<Table> _tables = new();
    private readonly Stack<string> _elements = new();
    private int _deleted, _inserted, _textBoxes, _runs, _count, _titles, _tableCount;
    private bool _hidden;

    /// <summary>The cell of the comment, or the name of the property, being read.</summary>
    private string _subject = "";

    /// <summary>Characters of text that was read, to tell a scanned document from one with text.</summary>
    public int Characters { get; private set; }

    private Layer Layer => (_deleted > 0 ? Layer.Deleted : 0) | (_inserted > 0 ? Layer.Inserted : 0) | (_hidden ? Layer.Hidden : 0);

    public void Read(byte[] content)
    {
        using var nodes = new XmlNodes(content);
        while (nodes.Read())
        {
            switch (nodes.Type)
            {
                case XmlNodeType.Element:
                    Attributes(nodes);
                    Start(nodes);
                    if (!nodes.IsEmpty) _elements.Push(nodes.Name);
                    break;
                case XmlNodeType.EndElement:
                    _elements.Pop();
                    End(nodes.Name);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace: Text(nodes); break;
                case XmlNodeType.Comment or XmlNodeType.ProcessingInstruction: Alone(nodes.Value, nodes.Node, places.Place + "注释"); break;
                default: break;
            }
        }
    }

    private void Start(XmlNodes nodes)
    {
        switch (nodes.Name)
        {
            case "comment" or "threadedComment": _subject = nodes.Attribute("ref") ?? ""; break;
            case "property": _subject = nodes.Attribute("name") ?? ""; break;
            case "p" or "text" when !nodes.IsEmpty: _paragraphs.Push(new Paragraph()); break;
            case "r" when !nodes.IsEmpty:
                _runs++;
                _hidden = false;
                break;
            case "vanish" or "webHidden" when _runs > 0: _hidden = nodes.Attribute("val") is not ("0" or "false" or "off"); break;
            case "del" or "moveFrom" when !nodes.IsEmpty: _deleted++; break;
            case "ins" or "moveTo" when !nodes.IsEmpty: _inserted++; break;
            case "txbxContent" when !nodes.IsEmpty: _textBoxes++; break;
            case "fldChar" when nodes.Attribute("fldCharType") == "begin" && _paragraphs.TryPeek(out var paragraph): paragraph.Fields.Add(Segment.Break); break;
            case "tab" or "ptab" when _runs > 0: Add(new Segment("\t", "", -1, Layer: Layer)); break;
            case "br" or "cr" when _paragraphs.Count > 0: Add(new Segment("\n", "", -1, Layer: Layer)); break;
            case "noBreakHyphen" or "softHyphen" when _paragraphs.Count > 0: Add(new Segment("-", "", -1, Layer: Layer)); break;
            case "tbl" when !nodes.IsEmpty: _tables.Push(new Table(++_tableCount, new TableContext(rows, emit))); break;
            case "tr" when !nodes.IsEmpty && _tables.TryPeek(out var table): table.StartRow(); break;
            case "tc" when _tables.TryPeek(out var table): table.StartCell(); break;
            default: break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "p" or "text" when _paragraphs.Count > 0: EndParagraph(); break;
            case "r":
                _runs--;
                _hidden = false;
                break;
            case "del" or "moveFrom": _deleted--; break;
            case "ins" or "moveTo": _inserted--; break;
            case "txbxContent": _textBoxes--; break;
            case "tbl" when _tables.Count > 0: _tables.Pop(); break;
            case "tr" when _tables.TryPeek(out var table): table.Context.EndRow($"{places.Place}表{table.Number}第{table.Row}行"); break;
            case "tc" when _tables.TryPeek(out var table): table.EndCell(); break;
            default: break;
        }
    }

    private void EndParagraph()
    {
        var paragraph = _paragraphs.Pop();
        if (_textBoxes == 0 && _tables.Count == 0) _count++;
        if (paragraph.Fields.Exists(f => f.Node >= 0))
        {
            Field(string.Concat(paragraph.Fields.Select(f => f.Text)));
            emit(new Block(paragraph.Fields, Place() + "域代码"));
        }
        if (paragraph.Segments.Count == 0) return;
        var inTable = _tables.TryPeek(out var table);
        inTable = inTable && _textBoxes == 0;
        var isTitle = _titles < places.TitleLines;
        if (paragraph.Segments.Exists(s => !string.IsNullOrWhiteSpace(s.Text))) _titles++;
        emit(new Block(paragraph.Segments, Place())
        {
            Around = new Surroundings(inTable ? table!.Context.Label(table.Column) : "", isTitle ? 1 : 0),
            Row = inTable ? table!.Context.Row : 0,
        });
        if (inTable) table!.Add(paragraph.Segments);
    }

    private string Place()
    {
        if (places.Names is not null) return places.Names("p", _subject);
        var box = _textBoxes > 0 ? "文本框" : "";
        if (_textBoxes == 0 && _tables.TryPeek(out var table)) return $"{places.Place}表{table.Number}第{table.Row}行第{table.Column}列";
        return places.Place.Length > 0 ? places.Place + box : box.Length > 0 ? box : string.Create(CultureInfo.InvariantCulture, $"第{Math.Max(1, _count)}段");
    }

    private void Text(XmlNodes nodes)
    {
        var element = _elements.Count > 0 ? _elements.Peek() : "";
        if (_paragraphs.TryPeek(out var paragraph))
        {
            if (element is "t" or "delText" or "text")
            {
                Characters += nodes.Value.Length;
                var layer = element == "delText" ? Layer | Layer.Deleted : Layer;
                paragraph.Segments.Add(new Segment(nodes.Value, part, nodes.Node, Layer: layer));
                return;
            }
            if (element is "instrText" or "delInstrText")
            {
                paragraph.Fields.Add(new Segment(nodes.Value, part, nodes.Node));
                return;
            }
        }
        if (nodes.Type is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) return;
        Alone(nodes.Value, nodes.Node, Named(element), places.TitleLines > 0 || element == "title" ? 1 : 0);
    }

    private string Named(string element)
    {
        if (places.Names is not null) return places.Names(element, _subject);
        if (places.Place.Length > 0) return places.Place + (element is "author" or "initials" ? "作者" : "");
        return "文档内部文字";
    }

    private void Attributes(XmlNodes nodes)
    {
        if (nodes.Name == "fldSimple" && nodes.Attribute("instr") is { } code) Field(code);
        foreach (var (name, value, node) in nodes.Attributes)
        {
            if (!IsTelling(value)) continue;
            var place = name switch
            {
                "descr" or "title" or "alt" => "图片说明",
                "author" or "initials" or "displayName" or "name" when nodes.Name is "ins" or "del" or "comment" or "person" or "cmAuthor" or "moveFrom" or "moveTo" => "修订或批注作者",
                "Target" => "链接",
                _ => "内部属性",
            };
            Alone(value, node, (places.Place.Length > 0 ? places.Place : "正文") + place);
        }
    }

    /// <summary>Identifiers, sizes and colours are not read: only what holds words, an address or a long number.</summary>
    public static bool IsTelling(string value)
    {
        if (value.Length < 2) return false;
        var digits = 0;
        foreach (var c in value)
        {
            if (c > 127 || c == '@') return true;
            if (char.IsAsciiDigit(c)) digits++;
        }
        return digits >= 9;
    }

    private void Alone(string text, int node, string where, int titles = 0)
    {
        if (IsTelling(text)) emit(new Block([new Segment(text, part, node)], where) { Around = new Surroundings("", titles) });
    }

    private void Add(Segment segment)
    {
        if (_paragraphs.TryPeek(out var paragraph)) paragraph.Segments.Add(segment);
    }

    /// <summary>Refuses fields that start another program or fetch another file.</summary>
    private static void Field(string code)
    {
        if (ProgramField().IsMatch(code)) throw RefusalException.Of("screening.active-content");
        if (LinkedField().IsMatch(code)) throw RefusalException.Of("screening.external-link");
    }

    [GeneratedRegex(@"^\s*DDE(AUTO)?\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ProgramField();

    [GeneratedRegex(@"^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|RD)\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex LinkedField();

    private sealed class Paragraph
    {
        public List<Segment> Segments { get; } = [];

        public List<Segment> Fields { get; } = [];
    }

    private sealed class Table(int number, TableContext context)
    {
        private List<Segment> _cell = [];

        public int Number => number;

        public TableContext Context => context;

        public int Row { get; private set; }

        public int Column { get; private set; }

        public void StartRow()
        {
            Row++;
            Column = 0;
            context.StartRow();
        }

        public void StartCell()
        {
            Column++;
            _cell = [];
        }

        public void Add(IEnumerable<Segment> segments) => _cell.AddRange(segments);

        public void EndCell() => context.Cell(Column, string.Concat(_cell.Where(s => !s.Layer.HasFlag(Layer.Deleted)).Select(s => s.Text)), _cell);
    }
}
