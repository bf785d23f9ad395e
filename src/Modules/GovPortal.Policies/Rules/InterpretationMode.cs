namespace GovPortal.Policies.Rules;

/// <summary>
/// How a policy document is interpreted (R37, 三同步: 同步起草、同步审签、同步发布). What the document's field
/// <c>InterpretationMode</c> says; empty is <see cref="Together"/>, the strictest.
/// </summary>
public static class InterpretationMode
{
    /// <summary>Published together with its interpretation.</summary>
    public const string Together = "同步解读";
    /// <summary>Published without; the interpretation follows within three working days (R36). Needs a reason.</summary>
    public const string Deferred = "暂缓解读";
    /// <summary>Needs none: neither normative nor with effect on the public. Needs a reason.</summary>
    public const string None = "无需解读";

    /// <summary>Rule of the clock that runs from publication until the interpretation is public (R36).</summary>
    public const string Limit = "3wd";

    public static string Of(string? text) => text is Deferred or None ? text : Together;
}
