namespace GovPortal.Search.Text;

/// <summary>
/// Cuts a text into overlapping pairs of Han characters (a lone one stands alone) and whole runs of
/// letters and digits. Finds what the dictionary cuts differently in question and document; also finds
/// pairs across words, so it is only asked after the words were.
/// </summary>
internal static class Bigrams
{
    public static void Cut(ReadOnlySpan<char> text, List<Segment> pairs)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (Characters.IsHan(text[i]))
            {
                while (i < text.Length && Characters.IsHan(text[i])) i++;
                if (i - start == 1) pairs.Add(new Segment(start, 1, 1));
                for (var at = start; at < i - 1; at++) pairs.Add(new Segment(at, 2, 1));
            }
            else if (Characters.IsAlphanumeric(text[i]))
            {
                while (i < text.Length && i - start < 64 && Characters.IsAlphanumeric(text[i])) i++;
                pairs.Add(new Segment(start, i - start, 1));
            }
            else
            {
                i++;
            }
        }
    }
}
