namespace GovPortal.Client;

/// <summary>A public concern as a monitor reports it.</summary>
/// <param name="Id">The monitor's own id, the same whenever it says the same again; at most 100 characters.</param>
/// <param name="Channel">A code; the monitor's usual one where it is left out.</param>
/// <param name="FoundUtc">Now where it is left out.</param>
public sealed record ConcernMessage(
    string Id, string Title, string? Text = null, string? Source = null, string? Link = null, string? Channel = null, DateTimeOffset? FoundUtc = null);
