using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Modules.Tests.Search.Following;

/// <summary>The real published content, with something else happening once while all of it is read.</summary>
internal sealed class InterruptedContent(IDbContextFactory<PortalDbContext> contexts) : IPublishedContent
{
    private readonly PublishedContent _real = new(contexts);

    public Task<IReadOnlyDictionary<string, int>> StagesAsync(CancellationToken cancellation) => _real.StagesAsync(cancellation);

    public Func<Task>? AfterRead { get; set; }

    public Action? AtEnd { get; set; }

    public async IAsyncEnumerable<PublishedItem> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var all = await _real.AllAsync(cancellation).ToListAsync(cancellation);
        var interrupted = AfterRead is not null;
        if (AfterRead is { } meanwhile) await meanwhile();
        AfterRead = null;
        foreach (var item in all) yield return item;
        // A batch is full at 500: repeating the last item closes it, and the reader looks at the log in between.
        for (var i = all.Count; interrupted && i <= 500; i++) yield return all[^1];
        if (interrupted) AtEnd?.Invoke();
    }

    public Task<PublishedItem?> ByPathAsync(string path, CancellationToken cancellation) => _real.ByPathAsync(path, cancellation);
    public Task<string?> AddressAsync(string idOrFormerPath, CancellationToken cancellation) => _real.AddressAsync(idOrFormerPath, cancellation);
    public Task<PublishedPage> ListAsync(PublishedQuery query, CancellationToken cancellation) => _real.ListAsync(query, cancellation);
    public Task<IReadOnlyList<ColumnFigures>> FiguresAsync(CancellationToken cancellation) => _real.FiguresAsync(cancellation);
    public Task<IReadOnlyList<PublishedSummary>> NewestAsync(IReadOnlyList<PublishedQuery> lists, CancellationToken cancellation) => _real.NewestAsync(lists, cancellation);
    public Task<IReadOnlyList<ContentCount>> CountsAsync(IReadOnlyCollection<string> columnIds, CancellationToken cancellation) => _real.CountsAsync(columnIds, cancellation);
    public Task<MonthTotal> MonthAsync(DateOnly day, CancellationToken cancellation) => _real.MonthAsync(day, cancellation);
    public Task<IReadOnlyList<PublishedItem>> ByIdsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation) =>
        _real.ByIdsAsync(contentItemIds, cancellation);
    public IAsyncEnumerable<PublishedVersion> AllVersionsAsync(IReadOnlyCollection<string> contentTypes, CancellationToken cancellation) => _real.AllVersionsAsync(contentTypes, cancellation);
    public Task<IReadOnlyList<PublishedVersion>> VersionsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation) => _real.VersionsAsync(contentItemIds, cancellation);
}
