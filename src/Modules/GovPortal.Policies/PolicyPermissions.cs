namespace GovPortal.Policies;

internal static class PolicyPermissions
{
    public const string ManageNumbers = "index-numbers.manage";
    /// <summary>For an agency and, where the grant names one, a section.</summary>
    public const string ChangeValidity = "documents.validity";
}

internal static class PolicyEvents
{
    /// <summary>Payload: indexNumber.</summary>
    public const string NumberAssigned = "index-number.assigned";
    public const string RuleChanged = "index-number.rule-changed";
    /// <summary>Payload: state, since, by (the other document's item).</summary>
    public const string ValidityChanged = "document.validity-changed";
}
