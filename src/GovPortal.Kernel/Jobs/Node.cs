namespace GovPortal.Kernel.Jobs;

/// <summary>This process among those that serve the same database.</summary>
/// <param name="Id">Unique while it runs.</param>
/// <param name="DataPath">Folder for this node's files.</param>
public sealed record Node(string Id, string DataPath);
