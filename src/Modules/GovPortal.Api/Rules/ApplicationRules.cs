using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Api.Rules;

/// <summary>What an application may be called and where it may send people back to.</summary>
internal static partial class ApplicationRules
{
    /// <summary><c>application.client-id-invalid</c>.</summary>
    public static Failure? CheckClientId(string clientId, int maxLength) =>
        clientId.Length <= maxLength && ClientId().IsMatch(clientId) ? null : Failure.At("ClientId", "application.client-id-invalid", maxLength);

    /// <summary><c>application.name-required</c>, <c>application.name-too-long</c>.</summary>
    public static Failure? CheckName(string name, int maxLength) =>
        string.IsNullOrWhiteSpace(name) ? Failure.At("DisplayName", "application.name-required")
        : name.Trim().Length > maxLength ? Failure.At("DisplayName", "application.name-too-long", maxLength) : null;

    /// <summary>
    /// <c>application.redirect-invalid</c>: an address has to be https; http on the person's own machine; or a scheme of the
    /// application's own, which is a reversed domain name (RFC 8252, 7). It has no fragment.
    /// </summary>
    public static IEnumerable<Failure> CheckRedirects(IEnumerable<string> addresses) =>
        addresses.Where(a => !IsRedirect(a)).Select(a => Failure.At("RedirectUris", "application.redirect-invalid", a));

    private static bool IsRedirect(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) || uri.Scheme.Contains('.', StringComparison.Ordinal));

    /// <summary>
    /// <c>application.flow-needed</c>, <c>application.public-for-people</c>, <c>application.redirect-needed</c>: what is public proves
    /// nothing of itself and acts for people alone; what acts for people needs an address to send them back to.
    /// </summary>
    public static IEnumerable<Failure> CheckFlows(bool isPublic, bool forItself, bool forPeople, bool hasRedirects)
    {
        if (!forItself && !forPeople) yield return Failure.At("ActsForItself", "application.flow-needed");
        if (isPublic && forItself) yield return Failure.At("IsPublic", "application.public-for-people");
        if (forPeople && !hasRedirects) yield return Failure.At("RedirectUris", "application.redirect-needed");
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{2,}$")]
    private static partial Regex ClientId();
}
