namespace GovPortal.Screening;

/// <summary>What a finding means for publication.</summary>
public enum Severity
{
    /// <summary>提示：可以公开。</summary>
    Harmless,

    /// <summary>提醒：由审查人判断。</summary>
    Warning,

    /// <summary>阻断：处理之前不得公开。</summary>
    Blocking,
}
