using System.Buffers.Binary;
using System.Text;

namespace GovPortal.Media.Rules;

/// <summary>
/// What the binary office formats ([MS-CFB]) say of themselves, read from their directory entries. Entries are 128 bytes
/// long and never cross a sector, so they can be found without following the sector chains.
/// </summary>
internal sealed record CompoundFile(bool IsWord, bool IsExcel, bool IsPowerPoint, bool HasMacros)
{
    private const int EntryBytes = 128;
    private const int HeaderBytes = 512;
    private const int BlockBytes = 64 * 1024;
    private const int MaxNameBytes = 64;

    /// <summary>RT_VbaInfo with its atom ([MS-PPT] 2.4.10): the flag «has macros» follows after the persist id.</summary>
    private static ReadOnlySpan<byte> PowerPointVba => [0x1F, 0, 0xFF, 0x03, 0x14, 0, 0, 0, 0x02, 0, 0, 0x04, 0x0C, 0, 0, 0];

    public static ReadOnlySpan<byte> Magic => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public bool Is(Signature signature) => signature switch
    {
        Signature.WordBinary => IsWord,
        Signature.ExcelBinary => IsExcel,
        Signature.PowerPointBinary => IsPowerPoint,
        _ => false,
    };

    public static CompoundFile Scan(Stream file)
    {
        var (word, excel, powerPoint, macros) = (false, false, false, false);
        var carry = PowerPointVba.Length + 8;
        var buffer = new byte[carry + BlockBytes];
        file.Position = HeaderBytes;
        for (int read; (read = file.ReadAtLeast(buffer.AsSpan(carry), BlockBytes, throwOnEndOfStream: false)) > 0;)
        {
            var block = buffer.AsSpan(carry, read);
            for (var at = 0; at + EntryBytes <= block.Length; at += EntryBytes)
            {
                switch (EntryName(block.Slice(at, EntryBytes)))
                {
                    case "WordDocument": word = true; break;
                    case "Workbook" or "Book": excel = true; break;
                    case "PowerPoint Document": powerPoint = true; break;
                    case "_VBA_PROJECT" or "_VBA_PROJECT_CUR": macros = true; break;
                }
            }
            macros |= SaysPowerPointMacros(buffer.AsSpan(0, carry + read));
            buffer.AsSpan(read, carry).CopyTo(buffer);
        }
        return new CompoundFile(word, excel, powerPoint, macros);
    }

    private static string? EntryName(ReadOnlySpan<byte> entry)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(entry[MaxNameBytes..]);
        return length is < 4 or > MaxNameBytes || length % 2 != 0 || entry[66] is not (1 or 2 or 5) || entry[67] > 1
            ? null : Encoding.Unicode.GetString(entry[..(length - 2)]);
    }

    private static bool SaysPowerPointMacros(ReadOnlySpan<byte> bytes)
    {
        for (int at; (at = bytes.IndexOf(PowerPointVba)) >= 0; bytes = bytes[(at + 1)..])
        {
            var flag = at + PowerPointVba.Length + 4;
            if (flag + 4 <= bytes.Length && BinaryPrimitives.ReadUInt32LittleEndian(bytes[flag..]) != 0) return true;
        }
        return false;
    }
}
