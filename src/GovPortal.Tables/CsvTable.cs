using System.Text;
using GovPortal.Kernel.Results;

namespace GovPortal.Tables;

/// <summary>
/// CSV in UTF-8 (with or without byte order mark), UTF-16 with a mark, or GB18030, which is what Chinese
/// spreadsheet programs write. Comma, semicolon or tab; quotes as in RFC 4180.
/// </summary>
internal static class CsvTable
{
    public static Result<IReadOnlyList<TableGrid>> Read(byte[] bytes, string fileName, CancellationToken cancellation)
    {
        if (Decode(bytes) is not { } text || text.Any(c => c < ' ' && c is not ('\t' or '\r' or '\n'))) return Failure.Of("table.not-a-workbook");

        var cells = Parse(text, Delimiter(text), cancellation);
        if (!cells.Succeeded) return cells.As<IReadOnlyList<TableGrid>>();
        var grid = new TableGrid(fileName, cells.Value);
        return grid.Cells.Count == 0 ? Array.Empty<TableGrid>() : new[] { grid };
    }

    private static string? Decode(byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        ReadOnlySpan<byte> span = bytes;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Strict("utf-16", span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Strict("utf-16BE", span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Strict("utf-8", span[3..]);
        return Strict("utf-8", span) ?? Strict("GB18030", span);
    }

    private static string? Strict(string name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The separator that occurs most often outside quotes in the first lines; a comma when in doubt.</summary>
    private static char Delimiter(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 4_096));
        var (commas, tabs, semicolons, quoted) = (0, 0, 0, false);
        foreach (var c in head)
        {
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c == ',') commas++;
            else if (c == '\t') tabs++;
            else if (c == ';') semicolons++;
        }
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private static Result<List<TableCell>> Parse(string text, char delimiter, CancellationToken cancellation)
    {
        var cells = new List<TableCell>();
        var (row, column, places) = (1, 1, 0);
        var field = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (c == '"' && IsBlank(field))
            {
                field.Clear();
                if (!Quoted(text, ref i, field)) return Failure.At(CellAddress.Of(row, column), "table.broken");
                continue;
            }
            if (c != delimiter && c != '\n' && c != '\r')
            {
                field.Append(c);
                continue;
            }
            if (++places > TableLimits.MaxCells || row > CellAddress.MaxRow || column > CellAddress.MaxColumn)
            {
                return Failure.Of("table.too-large", TableLimits.MaxCells);
            }
            cells.Add(new TableCell(CellAddress.Of(row, column), row, column, CellText.Clean(field.ToString())));
            field.Clear();
            if (c == delimiter)
            {
                column++;
                continue;
            }
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            cancellation.ThrowIfCancellationRequested();
            (row, column) = (row + 1, 1);
        }
        return cells;
    }

    /// <summary>Reads from an opening quote to its closing one; false where there is none.</summary>
    private static bool Quoted(string text, ref int i, StringBuilder field)
    {
        for (i++; i < text.Length; i++)
        {
            if (text[i] != '"') field.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else return true;
        }
        return false;
    }

    private static bool IsBlank(StringBuilder field)
    {
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != ' ') return false;
        }
        return true;
    }
}
