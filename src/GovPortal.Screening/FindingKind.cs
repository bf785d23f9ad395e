namespace GovPortal.Screening;

/// <summary>What a finding is; its code, severity and mask stand in <see cref="FindingKinds"/>.</summary>
public enum FindingKind
{
    ResidentId,
}
