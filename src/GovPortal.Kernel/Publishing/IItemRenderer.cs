namespace GovPortal.Kernel.Publishing;

/// <summary>
/// Renders a version as its public page would look. It also renders a draft: callers show the answer to those alone who
/// may read the version (<see cref="ContentAccess.CanRead"/>).
/// </summary>
public interface IItemRenderer
{
    /// <summary>A whole HTML page.</summary>
    Task<string> RenderAsync(VersionInHand version, CancellationToken cancellation);
}
