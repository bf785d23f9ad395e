using System.Text;
using UglyToad.PdfPig.Content;

namespace GovPortal.Screening.Pdf;

/// <summary>The text of a page from its letters.</summary>
internal static class PageText
{
    /// <summary>In the order the letters were written.</summary>
    public static string AsWritten(IReadOnlyList<Letter> letters) => Join(letters);

    /// <summary>From top to bottom and left to right.</summary>
    public static string AsSeen(IReadOnlyList<Letter> letters)
    {
        var sorted = letters.OrderByDescending(l => l.StartBaseLine.Y).ToList();
        var seen = new List<Letter>(sorted.Count);
        for (var i = 0; i < sorted.Count;)
        {
            var start = i;
            var line = sorted[i].StartBaseLine.Y;
            while (i < sorted.Count && line - sorted[i].StartBaseLine.Y < Size(sorted[start]) / 2) i++;
            seen.AddRange(sorted[start..i].OrderBy(l => l.StartBaseLine.X));
        }
        return Join(seen);
    }

    private static string Join(IEnumerable<Letter> letters)
    {
        var text = new StringBuilder();
        Letter? last = null;
        foreach (var letter in letters)
        {
            if (last is not null)
            {
                var (x, y) = (letter.StartBaseLine.X - last.EndBaseLine.X, letter.StartBaseLine.Y - last.EndBaseLine.Y);
                var (gap, size) = (Math.Sqrt(x * x + y * y), Size(letter));
                if (gap > size * 0.3) text.Append(Math.Abs(y) < size / 2 && x > -size / 2 && last.TextOrientation == letter.TextOrientation ? ' ' : '\n');
            }
            text.Append(letter.Value);
            last = letter;
        }
        return text.ToString();
    }

    private static double Size(Letter letter) => Math.Max(1, letter.PointSize);
}
