using System.Buffers;
using GovPortal.Screening.Numbers;
using GovPortal.Screening.Reading;
using GovPortal.Screening.Words;

namespace GovPortal.Screening.Files;

/// <summary>What headings and neighbours say about the cells of a table, and numbers written one digit to a cell.</summary>
internal sealed class TableContext(RowNumbers rows, Action<Block> emit)
{
    private const int LongestHeading = 16;
    private static readonly SearchValues<char> Prose = SearchValues.Create("，,。;；、");
    private readonly Dictionary<int, string> _headings = [];
    private readonly List<(int Column, string Text, IReadOnlyList<Segment> Segments)> _row = [];
    private bool _hasNames;

    /// <summary>The running number of the row, for <see cref="Block.Row"/>.</summary>
    public int Row { get; private set; }

    public void StartRow()
    {
        _row.Clear();
        Row = rows.Next();
    }

    /// <summary>The words that label a cell: its column's heading, the cell to its left, and whether the table names persons.</summary>
    public string Label(int column)
    {
        var heading = _headings.GetValueOrDefault(column, "");
        var left = _row.Count > 0 && IsHeading(_row[^1].Text) ? _row[^1].Text : "";
        return (left, heading) switch
        {
            ("", "") => _hasNames ? "姓名" : "",
            _ => $"{left}|{heading}{(_hasNames ? "|姓名" : "")}",
        };
    }

    public void Cell(int column, string text, IReadOnlyList<Segment> segments)
    {
        _row.Add((column, text, segments));
        if (!HasHeadings(text)) return;
        _hasNames |= text.Contains("姓名", StringComparison.Ordinal) || text.Contains("户主", StringComparison.Ordinal);
        if (!NamesColumns(text)) _headings[column] = text;
    }

    /// <summary>Reads the row once more across its cells: forms have a box for every digit, tables split a number at its groups.</summary>
    public void EndRow(string where)
    {
        for (var i = 0; i < _row.Count; i++)
        {
            var digits = "";
            for (var j = i; j < _row.Count && digits.Length < 18; j++)
            {
                var cell = NormalText.Of(_row[j].Text).Text.Trim();
                if (cell.Length is 0 or > 17 || cell.AsSpan().ContainsAnyExceptInRange('0', '9') && cell is not ("X" or "x")) break;
                digits += cell;
                var isId = j > i && digits.Length == 18 && !digits.AsSpan(0, 17).ContainsAny('X', 'x') && ResidentIds.IsValid(digits);
                var isMobile = digits.Length == 11 && j - i == 10 && Phones.IsMobile(digits) && !(j + 1 < _row.Count && IsDigit(_row[j + 1].Text)) && !(i > 0 && IsDigit(_row[i - 1].Text));
                if (!isId && !isMobile) continue;
                emit(new Block([.. _row[i..(j + 1)].SelectMany(c => c.Segments)], where) { Row = Row, Around = new Surroundings(i > 0 ? _row[i - 1].Text : "", 0) });
                i = j;
                break;
            }
        }
        _row.Clear();
    }

    private static bool IsDigit(string text) => NormalText.Of(text).Text.Trim() is [>= '0' and <= '9'];

    private static bool IsHeading(string text) => HasHeadings(text) && !NamesColumns(text);

    /// <summary>The headings of several columns in one cell, as tables typed with spaces have them, say nothing about a single one.</summary>
    private static bool NamesColumns(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Length > 1) > 2;

    private static bool HasHeadings(string text) => text.Length is >= 2 and <= LongestHeading && text.Count(char.IsDigit) < 2 && !text.AsSpan().ContainsAny(Prose) && text.AsSpan().IndexOfAny(':', '：') is var colon && (colon < 0 || colon == text.Length - 1) && text.Has(Vocabulary.Headings);
}

/// <summary>Numbers the rows of a file, so that no two tables share one.</summary>
internal sealed class RowNumbers
{
    private int _last;

    public int Next() => ++_last;
}
