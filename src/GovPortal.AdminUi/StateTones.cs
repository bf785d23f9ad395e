using GovPortal.Kernel.Publishing;

namespace GovPortal.AdminUi;

/// <summary>The tone in which a version's state is shown everywhere.</summary>
public static class StateTones
{
    public static string Of(VersionState state) => state switch
    {
        VersionState.Published => "success",
        VersionState.InReview or VersionState.Scheduled => "info",
        VersionState.Approved => "warning",
        VersionState.Returned => "danger",
        _ => "neutral",
    };
}
