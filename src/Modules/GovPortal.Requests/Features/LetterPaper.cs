using GovPortal.Papers;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>The standard text of a kind of letter as a Word document, with its fields.</summary>
internal static class LetterPaper
{
    public const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static readonly int[] Shares = [18, 32, 18, 32];

    public static byte[] Standard(string kind)
    {
        var paper = new Paper();
        var rows = new List<IReadOnlyList<PaperCell>>();
        foreach (var line in LetterTexts.Of(kind))
        {
            if (line.Kind == LetterLineKind.Row)
            {
                rows.Add(Row(line.Cells));
                continue;
            }
            Draw();
            Add(paper, line);
        }
        Draw();
        return paper.ToDocx();

        void Draw()
        {
            if (rows.Count > 0) paper.Table(Shares, rows.ToList());
            rows.Clear();
        }
    }

    private static void Add(Paper paper, LetterLine line) => _ = line.Kind switch
    {
        LetterLineKind.Title => paper.Title(line.Text), LetterLineKind.Center => paper.Body(line.Text, PaperAlign.Center, indent: false),
        LetterLineKind.Right => paper.Body(line.Text, PaperAlign.Right, indent: false), LetterLineKind.Address => paper.Body(line.Text, indent: false), _ => paper.Body(line.Text),
    };

    /// <summary>Four columns; the last cell takes what is left.</summary>
    private static List<PaperCell> Row(IReadOnlyList<string> cells) =>
        [.. cells.Select((c, i) => new PaperCell(c.TrimStart('*').Replace('⏎', '\n'), i == cells.Count - 1 ? Shares.Length - i : 1, c.StartsWith('*')))];
}
