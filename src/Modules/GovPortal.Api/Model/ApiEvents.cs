using GovPortal.Kernel.Events;

namespace GovPortal.Api.Model;

/// <summary>What happens to applications and keys. Payloads hold ids and codes; no secret, no name.</summary>
public static class ApiEvents
{
    /// <summary>Subject: the application. Payload: <c>change</c> (created, changed, secret, closed, reopened), memberships <c>added</c> and <c>removed</c>.</summary>
    public const string ApplicationChanged = "api.application-changed";
    /// <summary>Subject: the person. Payload: <c>token</c>.</summary>
    public const string TokenMade = "api.token-made";
    public const string TokenRevoked = "api.token-revoked";
    /// <summary>Subject: the person. Payload: <c>application</c>, <c>consent</c>.</summary>
    public const string ConsentGiven = "api.consent-given";
    public const string ConsentRevoked = "api.consent-revoked";

    internal static IEnumerable<EventKind> Kinds =>
    [
        new(ApplicationChanged, "接入应用变更"),
        new(TokenMade, "新建访问令牌"),
        new(TokenRevoked, "吊销访问令牌"),
        new(ConsentGiven, "授权应用代为办理"),
        new(ConsentRevoked, "撤销对应用的授权"),
    ];
}
