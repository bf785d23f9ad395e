namespace GovPortal.Tables;

/// <summary>The file formats a table can be imported from.</summary>
public enum TableFormat
{
    Workbook,
    WordDocument,
    Csv,
}

/// <summary>What an imported file holds: at least one table that is not empty.</summary>
/// <param name="FileName">The name the file came with.</param>
/// <param name="Format">The format it really has.</param>
/// <param name="Tables">The tables in file order; empty worksheets and Word tables of a single row or column are left out.</param>
public sealed record TableFile(string FileName, TableFormat Format, IReadOnlyList<TableGrid> Tables);
