using System.Text;
using GovPortal.Kernel.Results;

namespace GovPortal.Users.Rules;

/// <summary>What a user name and a display name may be.</summary>
public static class UserNames
{
    public const int MaxLength = 32;
    public const int MaxDisplayLength = 60;

    /// <summary>Names under which the event log knows actors that are no person.</summary>
    private static readonly string[] Reserved = ["system", "anonymous", "public"];

    public static IReadOnlyList<Failure> Check(string userName, string displayName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(displayName);
        var failures = new List<Failure>();
        // As names are compared: a full-width «system» is that name too.
        var name = userName.Trim().Normalize(NormalizationForm.FormKC);
        if (name.Length is < 2 or > MaxLength || !char.IsLetterOrDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            failures.Add(Failure.At("UserName", "user.name-invalid", MaxLength));
        }
        else if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) failures.Add(Failure.At("UserName", "user.name-reserved", name));
        failures.AddRange(CheckDisplay(displayName));
        return failures;
    }

    public static IReadOnlyList<Failure> CheckDisplay(string displayName)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        return displayName.Trim().Length is 0 or > MaxDisplayLength ? [Failure.At("DisplayName", "user.display-name-required", MaxDisplayLength)] : [];
    }
}
