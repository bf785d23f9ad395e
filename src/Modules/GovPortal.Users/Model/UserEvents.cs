using GovPortal.Kernel.Events;

namespace GovPortal.Users.Model;

/// <summary>What happens to accounts. The subject is the user's id; payloads hold ids and codes, no names.</summary>
public static class UserEvents
{
    public const string Created = "user.created";
    /// <summary>Payload: <c>changed</c> (codes of members), <c>added</c> and <c>removed</c> (memberships).</summary>
    public const string Changed = "user.changed";
    public const string Closed = "user.closed";
    public const string PasswordSet = "user.password-set";
    public const string SignedIn = "user.signed-in";
    /// <summary>Payload: <c>reason</c> = unknown, password, closed or locked. An unknown name has no subject.</summary>
    public const string SignInFailed = "user.sign-in-failed";
    public const string LockedOut = "user.locked-out";

    /// <summary>The subject delegates reviews. Payload: <c>delegate</c> (user id), <c>from</c>, <c>until</c> (days).</summary>
    public const string Delegated = "user.delegated";
    public const string DelegationRevoked = "user.delegation-revoked";

    internal static IEnumerable<EventKind> Kinds =>
    [
        new(Created, "新建用户"),
        new(Changed, "修改用户"),
        new(Closed, "停用用户"),
        new(PasswordSet, "设置密码"),
        new(SignedIn, "登录"),
        new(SignInFailed, "登录失败"),
        new(LockedOut, "账号锁定"),
        new(Delegated, "委托代审"),
        new(DelegationRevoked, "撤销委托代审"),
    ];
}
