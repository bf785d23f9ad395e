namespace GovPortal.Policies;

internal static class PolicyPermissions
{
    public const string ManageNumbers = "index-numbers.manage";
}

internal static class PolicyEvents
{
    /// <summary>Payload: number.</summary>
    public const string NumberAssigned = "index-number.assigned";
    public const string RuleChanged = "index-number.rule-changed";
}
