using GovPortal.Portal.Caching;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Pages;

/// <summary>A kind of public page: which query keys it listens to and how a request becomes an answer.</summary>
internal interface IPublicPage
{
    QueryKeys Keys => QueryKeys.None;

    /// <summary>What the page rests on beside the generation and may move on its own; part of the cache key.</summary>
    string Edition => "";

    Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation);
}

internal abstract record PublicAnswer
{
    /// <summary>The same for what never was, what is a draft and what was withdrawn: the answer tells nothing.</summary>
    public static PublicAnswer NotFound { get; } = new Missing();

    public sealed record Missing : PublicAnswer;

    /// <param name="Path">Without its leading slash, not percent-encoded.</param>
    /// <param name="Lasting">An address the item once had (301), not its id (302).</param>
    public sealed record Moved(string Path, bool Lasting) : PublicAnswer;

    public sealed record Page(PublicPage Content) : PublicAnswer;

    /// <summary>For machines: a feed, a map of the site, a table.</summary>
    public sealed record File(string ContentType, string Text) : PublicAnswer
    {
        /// <summary>To be saved under this name; null to be shown.</summary>
        public string? FileName { get; init; }
    }
}

/// <summary>A page before it is written: its own part and what the page's head says of it.</summary>
/// <param name="Template">Of the page's own part.</param>
internal sealed record PublicPage(string Template, PageModel Model)
{
    public ColumnTags? Column { get; init; }
    public ArticleTags? Article { get; init; }
    public string? FeedUrl { get; init; }
    /// <summary>JSON-LD for the page's head, safe inside a script element.</summary>
    public string? DataJson { get; init; }
    /// <summary>The template has a place for a table of contents.</summary>
    public bool HasContents { get; init; }
    /// <summary>Id of the first-level column the page belongs to; empty on the home page, null on pages outside the menu.</summary>
    public string? MenuRoot { get; init; }
    /// <summary>Shown above the page; null but in a preview.</summary>
    public string? Notice { get; init; }
    public int StatusCode { get; init; } = 200;
    /// <summary>For this visitor alone: nobody keeps it.</summary>
    public bool IsPersonal { get; init; }
    /// <summary>When to try again, in seconds.</summary>
    public int? RetryAfterSeconds { get; init; }
}
