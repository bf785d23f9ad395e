using System.Globalization;
using System.Text;

namespace GovPortal.Media.Rules;

/// <summary>What becomes of a file's name as a person's computer gave it.</summary>
internal static class MediaName
{
    /// <summary>Longest name, in UTF-16 units, extension included.</summary>
    public const int MaxLength = 120;

    private const int MaxExtension = 10;

    /// <summary>Names that Windows takes for devices, whatever follows the first dot.</summary>
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>
    /// The name to show and to save under: without control and direction characters, without dots or spaces at its ends,
    /// no device's name, at most <see cref="MaxLength"/> long with its extension kept. Null where it is no name but a path
    /// (a slash, a backslash, two dots in a row) or nothing is left.
    /// </summary>
    public static string? Clean(string? given)
    {
        if (given is null || IsPath(given)) return null;
        var kept = new StringBuilder(given.Length);
        foreach (var rune in given.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) continue;
            switch (Rune.GetUnicodeCategory(rune))
            {
                // A direction mark can make a name read as if it had another extension.
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    break;
                case UnicodeCategory.SpaceSeparator:
                    kept.Append(' ');
                    break;
                default:
                    kept.Append("<>:\"|?*".Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal) ? "_" : rune.ToString());
                    break;
            }
        }
        var name = kept.ToString().Normalize(NormalizationForm.FormC).TrimStart('.', ' ').TrimEnd('.', ' ');
        // Again: what was taken out may have stood between two dots.
        if (name.Length == 0 || IsPath(name)) return null;
        if (Devices.Contains(name.Split('.')[0].TrimEnd())) name = "_" + name;
        return Shorten(name);
    }

    /// <summary>The lower-case extension with its dot; empty where there is none.</summary>
    public static string Extension(string name) => Path.GetExtension(name).ToLowerInvariant();

    /// <summary>The last segment of the file's address: letters, digits, <c>- _ .</c>; everything else is a hyphen.</summary>
    public static string ForPath(string name)
    {
        var segment = new StringBuilder(name.Length);
        foreach (var rune in Path.GetFileNameWithoutExtension(name).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '.') segment.Append(rune.ToString());
            else if (segment is not [.., '-']) segment.Append('-');
        }
        var stem = segment.ToString().Trim('-', '.');
        return (stem.Length == 0 ? "file" : stem) + Extension(name);
    }

    private static bool IsPath(string name) =>
        name.AsSpan().IndexOfAny('/', '\\') >= 0 || name.Contains("..", StringComparison.Ordinal);

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength) return name;
        var extension = Path.GetExtension(name) is { Length: <= MaxExtension } found ? found : "";
        var length = MaxLength - extension.Length;
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return name[..length].TrimEnd('.', ' ') + extension;
    }
}
