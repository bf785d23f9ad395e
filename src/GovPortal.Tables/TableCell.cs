namespace GovPortal.Tables;

/// <summary>One cell of a table, with the text as a reader sees it.</summary>
/// <param name="Address">Address in spreadsheet notation, <c>B7</c>; also for Word tables and CSV files.</param>
/// <param name="Row">Row number, from 1.</param>
/// <param name="Column">Column number, from 1 (A).</param>
/// <param name="Text">Displayed text without surrounding blanks; lines are separated by <c>\n</c>.</param>
/// <param name="MergedFrom">Address of the merged cell's origin where this cell only shows its value; null for a cell of its own.</param>
public sealed record TableCell(string Address, int Row, int Column, string Text, string? MergedFrom = null);
