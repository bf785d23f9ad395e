using GovPortal.Kernel.Organisation;

namespace GovPortal.Deadlines.Rules;

/// <summary>The kinds of clock this module opens, and the titles of all that are known.</summary>
public static class ClockKinds
{
    /// <summary>更新: a column is renewed at least so often (B6).</summary>
    public const string Freshness = "freshness";

    /// <summary>定期公开: a column owes something by a date of each period.</summary>
    public const string Periodic = "periodic";

    /// <summary>定期工作: a duty of a section or a role that comes back.</summary>
    public const string Duty = "duty";

    /// <summary>Those that this module opens; others bring their own.</summary>
    public static IReadOnlyList<ClockKind> Own { get; } =
    [
        new(DisclosureClock.Internal, LateRules.Disclosure), new(DisclosureClock.Statutory, LateRules.Disclosure), new(Freshness, LateRules.Column), new(Periodic, LateRules.Column), new(Duty),
    ];

    /// <summary>Key of the interface text, which the module that opens the kind brings.</summary>
    public static string Title(string kind) => "event.kind." + kind;
}
