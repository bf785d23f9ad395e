using System.Text;
using GovPortal.Screening.Files;
using GovPortal.Screening.Reading;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace GovPortal.Screening.Pdf;

/// <summary>
/// Goes through every object of a PDF: refuses code, programs to launch and files inside, and reads the strings of
/// comments, forms, bookmarks and properties.
/// </summary>
internal sealed class PdfObjects(PdfDocument document, BoundedFilters filters, Action<Block> emit)
{
    private const int MaxDepth = 64;
    private const int MaxObjects = 300_000;

    /// <summary>Kinds of actions that run or send something.</summary>
    private static readonly HashSet<string> Actions = new(StringComparer.Ordinal) { "JavaScript", "Launch", "ImportData", "SubmitForm", "GoToE", "RichMediaExecute", "Rendition", "Movie", "Sound" };

    /// <summary>Entries and subtypes of active content; XFA forms are programs of their own.</summary>
    private static readonly HashSet<string> Active = new(StringComparer.Ordinal) { "JavaScript", "EmbeddedFiles", "EmbeddedFile", "FileAttachment", "RichMedia", "XFA", "Movie", "Screen", "3D" };

    public void Read()
    {
        var references = document.Structure.CrossReferenceTable.ObjectOffsets.Keys.ToList();
        if (references.Count > MaxObjects) throw RefusalException.Of("screening.too-many-entries", MaxObjects);
        foreach (var reference in references)
        {
            filters.Check();
            ObjectToken? found;
            try
            {
                found = document.Structure.GetObject(reference);
            }
            catch (Exception fault) when (fault is not (RefusalException or OperationCanceledException))
            {
                // An object nothing can read shows nothing; the pages are read on their own and fail on their own.
                continue;
            }
            if (found?.Data is { } token) Walk(token, "", 0);
        }
    }

    private void Walk(IToken token, string key, int depth)
    {
        if (depth > MaxDepth) throw RefusalException.Of("screening.too-deep", MaxDepth);
        switch (token)
        {
            case DictionaryToken dictionary: Dictionary(dictionary, depth); break;
            case ArrayToken array when key != "ID":
                foreach (var item in array.Data) Walk(item, key, depth + 1);
                break;
            case StreamToken stream:
                Dictionary(stream.StreamDictionary, depth);
                if (stream.StreamDictionary.TryGet(NameToken.Type, out NameToken type) && type.Data == "Metadata") Metadata(stream);
                break;
            case StringToken text: String(text.Data, Encoding.Latin1.GetBytes, key); break;
            case HexToken hex: String(null, _ => [.. hex.Bytes], key); break;
            default: break;
        }
    }

    private void Dictionary(DictionaryToken dictionary, int depth)
    {
        foreach (var (key, value) in dictionary.Data)
        {
            var name = value is NameToken token ? token.Data : "";
            if (key is "JavaScript" or "EmbeddedFiles" or "XFA" || key is "S" && Actions.Contains(name) || key is "Subtype" or "Type" && Active.Contains(name)) throw RefusalException.Of("screening.active-content");
            if (value is not NullToken) Walk(value, key, depth + 1);
        }
    }

    private void String(string? decoded, Func<string, byte[]> bytesOf, string key)
    {
        if (decoded is null || decoded.Any(c => c is > '\u007F' and <= '\u00FF')) decoded = Decode(bytesOf(decoded ?? ""));
        if (decoded is not null && FlowReader.IsTelling(decoded)) emit(new Block([new Segment(decoded, "", -1)], Place(key)) { Around = new Surroundings("", key == "Title" ? 1 : 0) });
    }

    private static string? Decode(byte[] bytes)
    {
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2));
        try
        {
            return TextCoding.Read(bytes).Text;
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    private void Metadata(StreamToken stream)
    {
        var content = UglyToad.PdfPig.PdfExtensions.Decode(stream, filters).ToArray();
        try
        {
            new FlowReader("", new FlowPlaces("文档属性", Names: (element, _) => "文档属性：" + element), new RowNumbers(), emit).Read(content);
        }
        catch (RefusalException fault) when (fault.Failure.Code == "screening.broken")
        {
            emit(new Block([new Segment(Encoding.UTF8.GetString(content), "", -1)], "文档属性"));
        }
    }

    private static string Place(string key) => key switch
    {
        "Contents" or "RC" => "批注",
        "T" or "TU" or "V" or "DV" or "Opt" => "表单",
        "Author" => "文档属性：作者",
        "Title" => "文档属性或书签：标题",
        "Subject" => "文档属性：主题",
        "Keywords" => "文档属性：关键词",
        "Creator" or "Producer" => "文档属性：程序",
        "URI" or "F" or "UF" => "链接",
        "Alt" or "ActualText" => "替代文字",
        _ => "内部文字",
    };
}
