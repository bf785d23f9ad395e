using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>Texts without parts: plain text and CSV. Node 0 is the whole text.</summary>
internal static class PlainReader
{
    private const int TitleLines = 8;

    /// <summary>A text as one block, its places told by line behind <paramref name="where"/>.</summary>
    public static void Text(string text, string where, Action<Block> emit) =>
        emit(new Block([new Segment(text, "", 0)], where) { ByLine = true, Around = new Surroundings(where, TitleLines) });

    /// <summary>CSV cell by cell, with headings.</summary>
    public static void Csv(string text, Action<Block> emit)
    {
        var table = new TableContext(new RowNumbers(), emit);
        var delimiter = Delimiter(text);
        var (row, column, start) = (1, 1, 0);
        table.StartRow();
        while (start <= text.Length)
        {
            var end = End(text, start, delimiter, out var from, out var to);
            if (to > from)
            {
                Segment[] segments = [new Segment(text[from..to], "", 0, from)];
                emit(new Block(segments, CellName.Of(row, column)) { Around = new Surroundings(table.Label(column), row <= 3 ? 1 : 0), Row = table.Row });
                table.Cell(column, segments[0].Text, segments);
            }
            if (end < text.Length && text[end] == delimiter)
            {
                (column, start) = (column + 1, end + 1);
                continue;
            }
            table.EndRow($"第{row}行");
            if (end < text.Length && text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n') end++;
            (row, column, start) = (row + 1, 1, end + 1);
            table.StartRow();
        }
    }

    /// <summary>The end of the field at <paramref name="start"/>, and its text without quotes.</summary>
    private static int End(string text, int start, char delimiter, out int from, out int to)
    {
        (from, to) = (start, start);
        var end = start;
        if (start < text.Length && text[start] == '"')
        {
            from = start + 1;
            for (end = from; end < text.Length; end++)
            {
                if (text[end] != '"') continue;
                if (end + 1 < text.Length && text[end + 1] == '"') end++;
                else break;
            }
            to = end;
            if (end < text.Length) end++;
            var rest = end;
            while (end < text.Length && text[end] != delimiter && text[end] is not ('\n' or '\r')) end++;
            if (end > rest) to = end;
            return end;
        }
        while (end < text.Length && text[end] != delimiter && text[end] is not ('\n' or '\r')) end++;
        to = end;
        return end;
    }

    private static char Delimiter(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 4_096));
        var (commas, tabs, semicolons) = (head.Count(','), head.Count('\t'), head.Count(';'));
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
