using System.IO.Compression;
using System.Text;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

/// <summary>Packages changed after they were written.</summary>
internal static class OfficeFiles
{
    public static byte[] Document(string text = "正文内容") => WordFiles.Write([new Piece(text)], new Random(1)).Content;

    public static byte[] Workbook(string text = "表格内容") => SheetFiles.Write([new Piece(text)], new Random(1)).Content;

    public static byte[] Slides(string text = "幻灯片内容") => SlideFiles.Write([new Piece(text)], new Random(1)).Content;

    /// <summary>The package with one more part, or another content of one it has.</summary>
    public static byte[] With(byte[] package, string name, byte[] content)
    {
        using var buffer = new MemoryStream();
        buffer.Write(package);
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }
        return buffer.ToArray();
    }

    /// <summary>The package with words of one part replaced.</summary>
    public static byte[] Replace(byte[] package, string name, string old, string replacement)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        var text = reader.ReadToEnd();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return With(package, name, Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal)));
    }
}
