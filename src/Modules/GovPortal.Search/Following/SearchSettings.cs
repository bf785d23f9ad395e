using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Search.Features;
using GovPortal.Search.Model;
using GovPortal.Search.Rules;
using GovPortal.Search.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Following;

/// <summary>What administrators set for the search, as this node knows it: words and pins.</summary>
internal sealed class SearchSettings(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private SearchWords _words = SearchWords.None;
    private volatile ILookup<string, SearchPin> _pins = Enumerable.Empty<SearchPin>().ToLookup(p => p.Query);

    public static bool ChangesWords(PortalEvent e) => e.Kind == SaveSearchWords.Changed;

    public static bool ChangesPins(PortalEvent e) => e.Kind == PinItem.Changed;

    /// <summary>The shipped words and the administrator's.</summary>
    public async Task<ChineseDictionary> WordsAsync(CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation)) _words = await SearchWords.LoadAsync(db, cancellation);
        var words = _words;
        return words == SearchWords.None ? ChineseDictionary.Default
            : await Task.Run(() => ChineseDictionary.Load(WordLines.Words(words.Words), WordLines.Groups(words.Synonyms)), cancellation);
    }

    public async Task LoadPinsAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        _pins = (await db.Set<SearchPin>().AsNoTracking().OrderBy(p => p.CreatedUtc).ThenBy(p => p.Id).ToListAsync(cancellation)).ToLookup(p => p.Query, StringComparer.Ordinal);
    }

    /// <summary>The items pinned to a question today.</summary>
    public IReadOnlyList<string> PinnedTo(string? text)
    {
        if (string.IsNullOrEmpty(text) || _pins.Count == 0) return [];
        var today = time.UtcNow().ToCivilDate();
        return [.. _pins[Characters.Plain(text)].Where(p => (p.From is null || p.From <= today) && (p.Until is null || p.Until >= today)).Select(p => p.ContentItemId).Distinct().Take(PinItem.MostToOneQuestion)];
    }
}
