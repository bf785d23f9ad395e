using System.Text;
using System.Xml;

namespace GovPortal.Screening.Files;

/// <summary>
/// Goes through an XML part in one pass. Every attribute value, text, comment and instruction has a number, counted the same way
/// in reading and in <see cref="XmlRewriter"/>. A document type definition is refused, entities never grow.
/// </summary>
internal sealed class XmlNodes : IDisposable
{
    private readonly byte[] _bytes;
    private readonly XmlReader _reader;
    private readonly List<(string Name, string Value, int Node)> _attributes = [];

    public XmlNodes(byte[] bytes)
    {
        if (bytes.Length > ScreeningLimits.MaxTextBytes) throw RefusalException.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxTextBytes));
        _bytes = bytes;
        _reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings);
    }

    internal static XmlReaderSettings Settings { get; } = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true };

    /// <summary>The number of the node just read; attributes have their own in <see cref="Attributes"/>.</summary>
    public int Node { get; private set; } = -1;

    /// <summary>The number of the element just read.</summary>
    public int Element { get; private set; } = -1;

    public XmlNodeType Type => _reader.NodeType;

    public string Name => _reader.LocalName;

    public string Value => _reader.Value;

    public bool IsEmpty { get; private set; }

    /// <summary>Local names and values of the element just read; declarations of namespaces left out.</summary>
    public IReadOnlyList<(string Name, string Value, int Node)> Attributes => _attributes;

    public string? Attribute(string name)
    {
        foreach (var attribute in _attributes)
        {
            if (attribute.Name == name) return attribute.Value;
        }
        return null;
    }

    public static bool IsTrue(string? value) => value is "1" or "true" or "on";

    public bool Read()
    {
        try
        {
            if (!_reader.Read()) return false;
        }
        catch (XmlException)
        {
            throw RefusalException.Of(HasDocumentType(_bytes) ? "screening.unsafe-xml" : "screening.broken");
        }
        _attributes.Clear();
        switch (_reader.NodeType)
        {
            case XmlNodeType.Element:
                if (_reader.Depth > ScreeningLimits.MaxXmlDepth) throw RefusalException.Of("screening.too-deep", ScreeningLimits.MaxXmlDepth);
                Element++;
                IsEmpty = _reader.IsEmptyElement;
                while (_reader.MoveToNextAttribute())
                {
                    Node++;
                    if (_reader.NamespaceURI != XmlRewriter.Namespaces) _attributes.Add((_reader.LocalName, _reader.Value, Node));
                }
                _reader.MoveToElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment or XmlNodeType.ProcessingInstruction:
                Node++;
                break;
            default: break;
        }
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private static bool HasDocumentType(byte[] bytes) =>
        bytes.AsSpan().IndexOf("<!DOCTYPE"u8) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("<!DOCTYPE")) >= 0 || bytes.AsSpan().IndexOf(Encoding.BigEndianUnicode.GetBytes("<!DOCTYPE")) >= 0;
}
