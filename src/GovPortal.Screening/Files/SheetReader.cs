using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>A worksheet's name and how it is shown.</summary>
internal sealed record SheetName(string Name, bool IsHidden);

/// <summary>The strings cells refer to, and which of them some cell shows.</summary>
internal sealed class SharedStrings
{
    private readonly List<List<Segment>> _strings = [];
    private readonly HashSet<int> _shown = [];

    public void Read(string part, byte[] content)
    {
        using var nodes = new XmlNodes(content);
        var (inText, phonetic) = (false, 0);
        while (nodes.Read())
        {
            switch (nodes.Type)
            {
                case XmlNodeType.Element when nodes.Name == "si": _strings.Add([]); break;
                case XmlNodeType.Element when nodes.Name == "rPh" && !nodes.IsEmpty:
                    phonetic++;
                    if (_strings.Count > 0) _strings[^1].Add(Segment.Break);
                    break;
                case XmlNodeType.EndElement when nodes.Name == "rPh": phonetic--; break;
                case XmlNodeType.Element when nodes.Name == "t": inText = !nodes.IsEmpty; break;
                case XmlNodeType.EndElement when nodes.Name == "t": inText = false; break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inText && _strings.Count > 0:
                    _strings[^1].Add(new Segment(nodes.Value, part, nodes.Node));
                    break;
                default: break;
            }
        }
    }

    public IReadOnlyList<Segment> Show(string index)
    {
        if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) || i >= _strings.Count) return [];
        _shown.Add(i);
        return _strings[i];
    }

    /// <summary>Strings that no cell shows any more, but that are still in the file.</summary>
    public IEnumerable<IReadOnlyList<Segment>> Left() => _strings.Where((s, i) => s.Count > 0 && !_shown.Contains(i));
}

/// <summary>Reads a worksheet cell by cell, with headings, hidden rows and columns, formulas, headers and footers.</summary>
internal sealed partial class SheetReader(string part, SheetName sheet, int titleRows, SharedStrings strings, RowNumbers rows, Action<Block> emit)
{
    private const string PageMargin = "页眉页脚";
    private readonly List<(int From, int To)> _hiddenColumns = [];
    private readonly TableContext _table = new(rows, emit);
    private readonly Cell _cell = new();
    private int _row, _column;
    private bool _hiddenRow;

    /// <summary>Numbers of elements by node: cells that hold a number or a formula become text when masked.</summary>
    public Dictionary<int, int> CellOfNode { get; } = [];

    public void Read(byte[] content)
    {
        using var nodes = new XmlNodes(content);
        var (element, inCell) = ("", false);
        while (nodes.Read())
        {
            switch (nodes.Type)
            {
                case XmlNodeType.Element:
                    element = nodes.IsEmpty ? "" : nodes.Name;
                    inCell |= nodes.Name == "c";
                    Start(nodes);
                    if (nodes.Name == "c" && nodes.IsEmpty) inCell = false;
                    break;
                case XmlNodeType.EndElement:
                    element = "";
                    if (nodes.Name == "c") inCell = false;
                    if (nodes.Name == "c") EndCell();
                    else if (nodes.Name == "row") _table.EndRow($"工作表“{sheet.Name}”第{_row}行");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (inCell) _cell.Add(element, nodes, part, strings);
                    else if (Outside(element) == PageMargin) Margin(nodes.Value, nodes.Node);
                    else if (nodes.Type is XmlNodeType.Text or XmlNodeType.CDATA && FlowReader.IsTelling(nodes.Value)) Alone(nodes.Value, nodes.Node, Outside(element));
                    break;
                case XmlNodeType.Comment: Alone(nodes.Value, nodes.Node, "注释"); break;
                default: break;
            }
        }
    }

    /// <summary>Headers and footers without their codes: sections, fonts, page numbers.</summary>
    private void Margin(string text, int node)
    {
        var segments = new List<Segment>();
        var at = 0;
        foreach (Match code in MarginCode().Matches(text))
        {
            if (code.Index > at) segments.Add(new Segment(text[at..code.Index], part, node, at));
            if (code.Value is "&L" or "&C" or "&R") segments.Add(Segment.Break);
            at = code.Index + code.Length;
        }
        if (at < text.Length) segments.Add(new Segment(text[at..], part, node, at));
        emit(new Block(segments, $"工作表“{sheet.Name}”{PageMargin}{(sheet.IsHidden ? "（隐藏工作表）" : "")}"));
    }

    private static string Outside(string element) => element switch
    {
        "oddHeader" or "oddFooter" or "evenHeader" or "evenFooter" or "firstHeader" or "firstFooter" => PageMargin,
        "formula1" or "formula2" => "数据验证",
        _ => "",
    };

    private void Start(XmlNodes nodes)
    {
        switch (nodes.Name)
        {
            case "col" when XmlNodes.IsTrue(nodes.Attribute("hidden")):
                _hiddenColumns.Add((Number(nodes.Attribute("min")), Number(nodes.Attribute("max"))));
                break;
            case "row":
                _row = nodes.Attribute("r") is { } number ? Number(number) : _row + 1;
                _column = 0;
                _hiddenRow = XmlNodes.IsTrue(nodes.Attribute("hidden"));
                _table.StartRow();
                break;
            case "c":
                _column = nodes.Attribute("r") is { } name && CellName.Column(name) is > 0 and var column ? column : _column + 1;
                _cell.Start(nodes.Attribute("t"), nodes.Element);
                break;
            default: break;
        }
        foreach (var (name, value, node) in nodes.Attributes)
        {
            if (name is not ("r" or "s" or "t" or "spans" or "ht") && FlowReader.IsTelling(value)) Alone(value, node, name is "display" or "tooltip" or "location" ? "链接" : "内部属性");
        }
    }

    private void EndCell()
    {
        var where = Name() + Hidden();
        if (_cell.Formula.Count > 0)
        {
            foreach (var segment in _cell.Formula) CellOfNode[segment.Node] = _cell.Element;
            emit(new Block(_cell.Formula, Name() + "公式" + Hidden()));
        }
        if (_cell.Value.Count == 0) return;
        if (_cell.Formula.Count > 0 || _cell.IsNumber)
        {
            foreach (var segment in _cell.Value)
            {
                if (segment.Text.Length >= 7) CellOfNode[segment.Node] = _cell.Element;
            }
        }
        var text = _cell.Value.Count == 1 ? _cell.Value[0].Text : string.Concat(_cell.Value.Select(s => s.Text));
        emit(new Block(_cell.Value, where) { Around = new Surroundings(_table.Label(_column), _row <= titleRows ? 1 : 0), Row = _table.Row });
        _table.Cell(_column, text, _cell.Value);
    }

    private string Name() => $"工作表“{sheet.Name}”{CellName.Of(_row, _column)}";

    private string Hidden() => sheet.IsHidden ? "（隐藏工作表）" : _hiddenRow ? "（隐藏行）" : _hiddenColumns.Exists(c => _column >= c.From && _column <= c.To) ? "（隐藏列）" : "";

    private void Alone(string text, int node, string place) =>
        emit(new Block([new Segment(text, part, node)], $"工作表“{sheet.Name}”{place}{(sheet.IsHidden ? "（隐藏工作表）" : "")}"));

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("&(?:[LCRPNDTFAGBIUESXYZ&]|\"[^\"]*\"|K[0-9A-F]{6}|[0-9]{1,3}(?![0-9]))")]
    private static partial Regex MarginCode();

    private sealed class Cell
    {
        private string? _type;

        public List<Segment> Value { get; private set; } = [];

        public List<Segment> Formula { get; private set; } = [];

        public int Element { get; private set; }

        public bool IsNumber => _type is null or "n";

        public void Start(string? type, int element) => (_type, Element, Value, Formula) = (type, element, [], []);

        public void Add(string element, XmlNodes nodes, string part, SharedStrings strings)
        {
            if (element == "f") Formula.Add(new Segment(nodes.Value, part, nodes.Node));
            else if (element == "v" && _type == "s") Value.AddRange(strings.Show(nodes.Value));
            else if (element == "v" && IsNumber) Value.Add(Plain(nodes.Value, part, nodes.Node));
            else if (element is "v" or "t") Value.Add(new Segment(nodes.Value, part, nodes.Node));
        }

        /// <summary>A number as a person sees it: programs store long ones in scientific notation.</summary>
        private static Segment Plain(string value, string part, int node) =>
            value.Length >= 7 && value.AsSpan().ContainsAny('E', 'e', '.') && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
                ? new Segment(number.ToString("0", CultureInfo.InvariantCulture), part, node, RawLength: value.Length)
                : new Segment(value, part, node);
    }
}
