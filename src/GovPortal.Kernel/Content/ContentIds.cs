using System.Security.Cryptography;

namespace GovPortal.Kernel.Content;

public static class ContentIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id as Orchard makes them: 26 lower-case characters of Crockford base 32, the first a 4.</summary>
    public static string New() => "4" + RandomNumberGenerator.GetString(Alphabet, 25);
}
