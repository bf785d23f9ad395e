namespace GovPortal.Search.Text;

/// <summary>Traditional characters as simplified ones, character by character (<c>simplified.txt</c>, made by <c>make-simplified.mjs</c>).</summary>
internal static class Simplified
{
    private const char First = '\u3400';
    private const char Last = '\u9FFF';
    private static readonly char[] Table = Read();

    /// <summary>The character itself where it is in use in simplified texts.</summary>
    public static char Of(char c) => c is >= First and <= Last && Table[c - First] is not '\0' and var simple ? simple : c;

    private static char[] Read()
    {
        const string name = "GovPortal.Search.Text.simplified.txt";
        using var stream = typeof(Simplified).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
        using var reader = new StreamReader(stream);
        var table = new char[Last - First + 1];
        while (reader.ReadLine() is { Length: > 2 } line)
        {
            foreach (var traditional in line.AsSpan(2)) table[traditional - First] = line[0];
        }
        return table;
    }
}
