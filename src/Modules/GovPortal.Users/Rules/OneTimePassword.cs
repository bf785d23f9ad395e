using System.Security.Cryptography;

namespace GovPortal.Users.Rules;

/// <summary>Passwords that are read aloud once and then changed: three groups of four, nothing that looks like something else.</summary>
public static class OneTimePassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz";
    private const string Alphabet = Letters + "23456789";

    public static string New()
    {
        while (true)
        {
            var text = string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
            if (PasswordPolicy.Check(text, "").Count == 0) return text;
        }
    }
}
