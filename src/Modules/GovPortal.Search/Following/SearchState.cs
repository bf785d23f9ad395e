namespace GovPortal.Search.Following;

/// <summary>How far a rebuild has come.</summary>
public sealed record RebuildProgress(int Done, int Total, DateTime StartedUtc);

/// <summary>This node's index at a moment.</summary>
/// <param name="Folder">The node's folder under the data path's <c>search</c>; null before the start.</param>
/// <param name="IsReady">Searches are answered.</param>
/// <param name="LastEventId">The last event searches see.</param>
/// <param name="BuiltUtc">When the index was last built from nothing.</param>
/// <param name="Bytes">Size of the folder on disk.</param>
/// <param name="Rebuild">The rebuild under way.</param>
public sealed record SearchState(
    string? Folder, bool IsReady, int Documents, long LastEventId, DateTime? BuiltUtc, long Bytes, RebuildProgress? Rebuild);
