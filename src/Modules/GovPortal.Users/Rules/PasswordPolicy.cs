using GovPortal.Kernel.Results;

namespace GovPortal.Users.Rules;

/// <summary>What a password must be. Failures: <c>password.too-short</c>, <c>password.too-long</c>, <c>password.too-plain</c>, <c>password.is-user-name</c>.</summary>
public static class PasswordPolicy
{
    public const int MinLength = 10;

    /// <summary>Keeps a request from buying minutes of hashing.</summary>
    public const int MaxLength = 128;

    /// <summary>Every reason at once; empty where the password may be used.</summary>
    public static IReadOnlyList<Failure> Check(string password, string userName, string? field = "Password")
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(userName);
        var failures = new List<Failure>();
        if (password.Length < MinLength) failures.Add(Failure.At(field, "password.too-short", MinLength));
        if (password.Length > MaxLength) failures.Add(Failure.At(field, "password.too-long", MaxLength));
        if (!password.Any(char.IsLetter) || !password.Any(char.IsDigit)) failures.Add(Failure.At(field, "password.too-plain"));
        if (password.Trim().Equals(userName.Trim(), StringComparison.OrdinalIgnoreCase)) failures.Add(Failure.At(field, "password.is-user-name"));
        return failures;
    }
}
