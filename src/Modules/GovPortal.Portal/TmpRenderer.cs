using GovPortal.Kernel.Publishing;
namespace GovPortal.Portal;
internal sealed class TmpRenderer : IItemRenderer { public Task<string> RenderAsync(VersionInHand version, CancellationToken cancellation) => Task.FromResult("<p>x"); }
