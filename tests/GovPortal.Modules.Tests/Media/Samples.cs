using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace GovPortal.Modules.Tests.Media;

/// <summary>The smallest files that are what they claim, made here byte by byte.</summary>
internal static class Samples
{
    public static byte[] Pdf(string text = "附件") => Encoding.UTF8.GetBytes($"%PDF-1.7\n% {text}\n%%EOF\n");

    public static byte[] Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Zip(params string[] names) => Zip([.. names.Select(n => (n, "x"))]);

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A compound file: a header sector and one sector of directory entries.</summary>
    public static byte[] Compound(params string[] entries)
    {
        var bytes = new byte[512 + Math.Max(1, entries.Length) * 128];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(bytes, 0);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = bytes.AsSpan(512 + i * 128, 128);
            Encoding.Unicode.GetBytes(entries[i], entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((entries[i].Length + 1) * 2));
            (entry[66], entry[67]) = (2, 1);
        }
        return bytes;
    }

    /// <summary>As PowerPoint marks a presentation with macros.</summary>
    public static byte[] PowerPointVba(bool hasMacros) =>
    [
        .. Compound("PowerPoint Document"), .. new byte[100],
        0x1F, 0, 0xFF, 0x03, 0x14, 0, 0, 0, 0x02, 0, 0, 0x04, 0x0C, 0, 0, 0, 5, 0, 0, 0, (byte)(hasMacros ? 1 : 0), 0, 0, 0, 2, 0, 0, 0,
    ];
}
