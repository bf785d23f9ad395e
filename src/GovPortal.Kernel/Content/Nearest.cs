namespace GovPortal.Kernel.Content;

/// <summary>Finds the known name a misspelt one was probably meant to be.</summary>
public static class Nearest
{
    /// <summary>The known name with the smallest edit distance, or an empty string where none is near.</summary>
    public static string Of(string name, IEnumerable<string> known)
    {
        var best = known.Select(k => (Name: k, Distance: Distance(name.ToUpperInvariant(), k.ToUpperInvariant())))
            .OrderBy(x => x.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, name.Length / 2) ? best.Name : "";
    }

    /// <summary>Whether one is the other with a slip or two of the finger.</summary>
    public static bool IsTypo(string name, string known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        return Distance(name.ToUpperInvariant(), known.ToUpperInvariant()) <= 2;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
