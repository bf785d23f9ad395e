using System.Xml;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>Reads every part of an Office file; each kind of part has a place in words.</summary>
internal sealed class OfficeReader(OfficePackage package, FileType type, Action<Block> emit)
{
    private const int TitleLines = 8;
    private readonly RowNumbers _rows = new();
    private readonly SharedStrings _strings = new();
    private int _characters;
    private bool _hasPicture;

    /// <summary>By part, the elements whose text is a number or a formula, by node.</summary>
    public Dictionary<string, Dictionary<int, int>> Cells { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parts that are files of their own: the workbook behind a chart.</summary>
    public List<(string Name, byte[] Content)> Embedded { get; } = [];

    /// <summary>Pictures and nothing to read: a scanned document.</summary>
    public bool IsScan => type == FileType.Word && _hasPicture && _characters < 10;

    public void Read()
    {
        var places = type switch
        {
            FileType.Workbook => SheetPlaces(),
            FileType.Slides => SlidePlaces(),
            _ => [],
        };
        foreach (var (name, content) in package.Parts.OrderBy(p => Order(p.Name)))
        {
            var kind = package.ContentType(name);
            if (kind.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !kind.EndsWith("xml", StringComparison.OrdinalIgnoreCase)) _hasPicture |= !name.Contains("thumbnail", StringComparison.OrdinalIgnoreCase);
            else if (content.AsSpan().StartsWith("PK\u0003\u0004"u8)) Embedded.Add((name, content));
            else if (package.IsXml(name, content)) Part(name, kind, content, places.GetValueOrDefault(name));
        }
        foreach (var left in _strings.Left()) emit(new Block(left, "未显示的共享字符串"));
    }

    /// <summary>The main part first, because it says what the others are called.</summary>
    private int Order(string name)
    {
        var kind = package.ContentType(name);
        return kind.EndsWith("sharedStrings+xml", StringComparison.OrdinalIgnoreCase) ? 0
            : kind.EndsWith("main+xml", StringComparison.OrdinalIgnoreCase) ? 1
            : kind.EndsWith("worksheet+xml", StringComparison.OrdinalIgnoreCase) || kind.EndsWith("slide+xml", StringComparison.OrdinalIgnoreCase) ? 2 : 3;
    }

    private void Part(string name, string kind, byte[] content, Place? place)
    {
        if (type == FileType.Workbook && kind.EndsWith("sharedStrings+xml", StringComparison.OrdinalIgnoreCase)) _strings.Read(name, content);
        else if (type == FileType.Workbook && kind.EndsWith("worksheet+xml", StringComparison.OrdinalIgnoreCase))
        {
            var sheet = new SheetReader(name, place?.Sheet ?? new SheetName(name, false), place is { Number: 1 } ? 3 : 0, _strings, _rows, emit);
            sheet.Read(content);
            Cells[name] = sheet.CellOfNode;
        }
        else
        {
            var flow = new FlowReader(name, Flow(name, kind, place), _rows, emit);
            flow.Read(content);
            _characters += flow.Characters;
        }
    }

    private static FlowPlaces Flow(string name, string kind, Place? place)
    {
        bool Is(string ending) => kind.EndsWith(ending + "+xml", StringComparison.OrdinalIgnoreCase);
        if (Is("core-properties") || Is("extended-properties")) return new FlowPlaces("文档属性", Names: (element, _) => "文档属性：" + Property(element));
        if (Is("custom-properties")) return new FlowPlaces("自定义属性", Names: (_, subject) => "自定义属性：" + subject);
        if (place is { Sheet: { } sheet })
        {
            return Is("omments") || kind.Contains("threadedcomments", StringComparison.OrdinalIgnoreCase)
                ? new FlowPlaces("批注", Names: (element, cell) => element == "author" ? "批注作者" : $"工作表“{sheet.Name}”{cell}批注")
                : new FlowPlaces($"工作表“{sheet.Name}”图形");
        }
        if (place is not null)
        {
            var what = Is("notesSlide") ? "备注" : Has(kind, "comment") ? "批注" : Is("slide") ? "" : "图形";
            return new FlowPlaces($"第{place.Number}张幻灯片{what}{(place.IsHidden ? "（隐藏）" : "")}", place.Number == 1 && Is(".slide") ? TitleLines : 0);
        }
        if (Is("document.main")) return new FlowPlaces("", TitleLines);
        return new FlowPlaces(
            Is("sheet.main") ? "工作表名称" : Is("header") ? "页眉" : Is("footer") ? "页脚" : Is("footnotes") ? "脚注" : Is("endnotes") ? "尾注"
            : Has(kind, "comment") || Has(kind, "person") ? "批注" : Is("chart") ? "图表" : Has(kind, "diagram") ? "图示" : Has(kind, "pivotCache") ? "数据透视表缓存"
            : Is("slideMaster") || Is("slideLayout") || Is("notesMaster") ? "母版" : name.StartsWith("customXml/", StringComparison.OrdinalIgnoreCase) ? "自定义 XML"
            : OfficePackage.IsRelationships(name) ? "文件关系" : "其他内部内容");
    }

    private static string Property(string element) => element switch
    {
        "creator" => "作者", "lastModifiedBy" => "最后修改人", "title" => "标题", "subject" => "主题", "keywords" => "关键词", "description" => "备注",
        "category" => "类别", "Company" => "单位", "Manager" => "主管", "lpstr" or "TitlesOfParts" => "标题列表", "HyperlinkBase" => "链接", _ => element,
    };

    /// <summary>Worksheets by part, and what hangs on each: comments, drawings.</summary>
    private Dictionary<string, Place> SheetPlaces() => MainPlaces("sheet.main+xml", "sheet", (nodes, number, _) =>
        new Place(number, false, new SheetName(nodes.Attribute("name") ?? "", nodes.Attribute("state") is "hidden" or "veryHidden")));

    /// <summary>Slides by part in the order of the presentation, and what hangs on each: notes, comments, drawings.</summary>
    private Dictionary<string, Place> SlidePlaces() => MainPlaces("presentation.main+xml", "sldId", (_, number, slide) => new Place(number, IsHiddenSlide(slide), null));

    private Dictionary<string, Place> MainPlaces(string main, string element, Func<XmlNodes, int, string, Place> place)
    {
        var places = new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase);
        if (package.PartOf(main) is not { } part || package.Find(part) is not { } content) return places;
        var targets = package.Relationships(part);
        using var nodes = new XmlNodes(content);
        while (nodes.Read())
        {
            if (nodes.Type != XmlNodeType.Element || nodes.Name != element) continue;
            // The last «id» is the relationship's; sldId has one of its own before it.
            var id = nodes.Attributes.LastOrDefault(a => a.Name == "id").Value;
            if (targets.FirstOrDefault(t => t.Id == id) is not { IsExternal: false } target) continue;
            var own = place(nodes, places.Values.Select(p => p.Number).Distinct().Count() + 1, target.Target);
            places[target.Target] = own;
            foreach (var below in package.Relationships(target.Target))
            {
                if (!below.IsExternal && !below.Is("slideLayout") && !below.Is("slide")) places.TryAdd(below.Target, own);
            }
        }
        return places;
    }

    private bool IsHiddenSlide(string slide)
    {
        if (package.Find(slide) is not { } content) return false;
        using var nodes = new XmlNodes(content);
        while (nodes.Read())
        {
            if (nodes.Type == XmlNodeType.Element) return nodes.Attribute("show") is "0" or "false";
        }
        return false;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private sealed record Place(int Number, bool IsHidden, SheetName? Sheet);
}
