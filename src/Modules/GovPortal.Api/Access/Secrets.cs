using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Api.Access;

/// <summary>
/// Secrets of programs and people's keys: 256 random bits, so that a plain SHA-256 says nothing of them and takes no time with
/// each request.
/// </summary>
internal static class Secrets
{
    /// <summary>What a person's key begins with; scanners for leaked keys find it by this.</summary>
    public const string PersonalPrefix = "gpt_";

    public const string ApplicationPrefix = "gps_";

    /// <summary>Shortest secret that somebody may choose themselves, in characters.</summary>
    public const int MinChosenLength = 20;

    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool Matches(string hash, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(secret)));
}
