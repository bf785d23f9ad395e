namespace GovPortal.Portal.Caching;

/// <summary><c>Portal:PageCache</c>: the memory that rendered public pages may take on this node.</summary>
public sealed class PageCacheOptions
{
    /// <summary>Rendered pages, compressed as sent, in megabytes. Default 64; 0 keeps none.</summary>
    public int SizeMegabytes { get; set; } = 64;

    /// <summary>Rendered list entries, in megabytes. Default 16.</summary>
    public int SummaryMegabytes { get; set; } = 16;
}
