namespace GovPortal.Clocks;

/// <summary>
/// Days on which a running clock stands still, such as the time spent asking third parties
/// (《政府信息公开条例》第三十三条). Applies to working days and natural days only.
/// </summary>
/// <param name="First">First day not counted.</param>
/// <param name="Last">Last day not counted.</param>
/// <param name="Why">The reason shown in the working, in Chinese.</param>
public sealed record ClockPause(DateOnly First, DateOnly Last, string Why)
{
    internal bool Covers(DateOnly date) => date >= First && date <= Last;
}
