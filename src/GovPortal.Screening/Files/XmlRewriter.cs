using System.Text;
using System.Xml;
using GovPortal.Screening.Masking;

namespace GovPortal.Screening.Files;

/// <summary>Copies an XML part with some of its nodes changed; numbers nodes as <see cref="XmlNodes"/> does.</summary>
internal static class XmlRewriter
{
    public const string Namespaces = "http://www.w3.org/2000/xmlns/";

    /// <param name="part">The part as it is.</param>
    /// <param name="edits">New text by node.</param>
    /// <param name="textCells">Numbers of spreadsheet cells that become plain text: no formula, type <c>str</c>.</param>
    public static byte[] Rewrite(byte[] part, NodeEdits edits, IReadOnlySet<int> textCells)
    {
        using var reader = XmlReader.Create(new MemoryStream(part, writable: false), XmlNodes.Settings);
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false }))
        {
            var (node, element) = (-1, -1);
            // Depth of the cell that becomes text, and of the formula left out in it.
            var (cell, skipped) = (-1, -1);
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        element++;
                        if (cell >= 0 && reader.Depth <= cell) cell = -1;
                        var isText = textCells.Contains(element);
                        if (isText) cell = reader.Depth;
                        if (skipped < 0 && cell >= 0 && reader.Depth == cell + 1 && reader.LocalName == "f") skipped = reader.Depth;
                        Start(skipped < 0 ? writer : null, reader, edits, ref node, isText);
                        if (reader.IsEmptyElement && skipped == reader.Depth) skipped = -1;
                        break;
                    case XmlNodeType.EndElement:
                        if (skipped < 0) writer.WriteFullEndElement();
                        else if (skipped == reader.Depth) skipped = -1;
                        break;
                    case XmlNodeType.Whitespace:
                        node++;
                        if (skipped < 0) writer.WriteWhitespace(reader.Value);
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                        node++;
                        if (skipped < 0) writer.WriteString(edits.Apply(node, reader.Value));
                        break;
                    case XmlNodeType.Comment:
                        node++;
                        if (skipped < 0) writer.WriteComment(edits.Apply(node, reader.Value));
                        break;
                    case XmlNodeType.ProcessingInstruction:
                        node++;
                        if (skipped < 0) writer.WriteProcessingInstruction(reader.LocalName, edits.Apply(node, reader.Value));
                        break;
                    default: break;
                }
            }
        }
        return output.ToArray();
    }

    private static void Start(XmlWriter? writer, XmlReader reader, NodeEdits edits, ref int node, bool isText)
    {
        var (isEmpty, prefix, name, space) = (reader.IsEmptyElement, reader.Prefix, reader.LocalName, reader.NamespaceURI);
        writer?.WriteStartElement(prefix, name, space);
        while (reader.MoveToNextAttribute())
        {
            node++;
            if (isText && reader is { LocalName: "t", Prefix: "" }) continue;
            var value = edits.Apply(node, reader.Value);
            // A sheet's name may hold no star.
            if (name == "sheet" && reader.LocalName == "name" && value != reader.Value) value = value.Replace('*', '＊');
            if (reader.NamespaceURI == Namespaces && reader.Prefix.Length == 0) writer?.WriteAttributeString("xmlns", value);
            else writer?.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, value);
        }
        reader.MoveToElement();
        if (isText) writer?.WriteAttributeString("t", "str");
        if (isEmpty) writer?.WriteEndElement();
    }
}
