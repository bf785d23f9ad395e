using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering;
using GovPortal.Portal.Rendering.Models;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace GovPortal.Portal.Items;

/// <summary>Items as lists show them, rendered once for each publication and kept in memory within a bound.</summary>
internal sealed class Summaries(ITemplateRenderer renderer, IOptions<PageCacheOptions> options) : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Math.Max(1, options.Value.SummaryMegabytes) * 1024L * 1024 });

    /// <summary>All that the rendered text depends on; facts can change without a new version.</summary>
    private sealed record Key(string Id, long PublishedTicks, string Facts, string Culture, int StateNumber, string ThemeStamp);

    public IReadOnlyList<string> Render(IEnumerable<PublishedSummary> items, Generation generation, string culture) =>
        [.. items.Select(item => Render(item, generation, culture))];

    private string Render(PublishedSummary item, Generation generation, string culture)
    {
        var key = new Key(item.ContentItemId, item.PublishedUtc.Ticks, item.Facts, culture, generation.StateNumber, generation.ThemeStamp);
        if (_kept.TryGetValue(key, out string? html)) return html!;
        var (facts, column) = (ItemFacts.Parse(item.Facts), generation.Organisation.Column(item.ColumnId));
        html = renderer.Render($"Content-{item.ContentType}.Summary", new SummaryModel(
            item.ContentType, generation.State.Definitions.Type(item.ContentType)?.DisplayName ?? "", item.Title, "/" + item.Path,
            SiteMenu.SectionText(generation.Organisation, column, item.SectionId), column is null ? new Link("", "/") : SiteMenu.Link(column),
            item.PublishedUtc.ToCivilDate(), facts.Number, item.Stage, facts.Deadline?.Status ?? "none", Excerpt(item.Summary), facts.Attachments.Count)
        {
            Theme = generation.Theme, Validity = facts.Validity is { State: not "valid" } status ? status.State : null, Figures = facts.Finance,
        });
        return _kept.Set(key, html, new MemoryCacheEntryOptions { Size = (html.Length + item.Facts.Length + 200) * sizeof(char) });
    }

    private const int ExcerptLength = 90;

    private static string? Excerpt(string text)
    {
        if (text.Length == 0) return null;
        var info = new StringInfo(text);
        return info.LengthInTextElements <= ExcerptLength ? text : info.SubstringByTextElements(0, ExcerptLength).TrimEnd('…', '，', '、', ' ') + "…";
    }

    public void Dispose() => _kept.Dispose();
}
