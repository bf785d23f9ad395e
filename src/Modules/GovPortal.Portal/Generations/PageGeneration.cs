using System.Data.Common;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Portal.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Portal.Generations;

/// <summary>
/// Moves this node's <see cref="Generation"/> on after every event that can change a public page. The number a request
/// sees is never ahead of the state it renders from: the state is brought up to the event first, then both swap as one.
/// </summary>
internal sealed class PageGeneration(
    PortalStateReader state, EventKinds kinds, IDbContextFactory<PortalDbContext> contexts, IOutputCacheStore cache, ThemeFiles theme,
    SiteTexts site, IEnumerable<IPublicDemand> demand, IConfiguration configuration, TimeProvider time) : INodeEventReader, IDisposable
{
    /// <summary>In milliseconds, between two swaps; a burst of publications makes four generations a second, not four hundred.</summary>
    private const int UsualRest = 250;
    /// <summary>More than a page shows, since some may be withdrawn during the day.</summary>
    private const int MostAskedFor = 24;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _rest = TimeSpan.FromMilliseconds(configuration.GetValue("Portal:Pages:RestMilliseconds", UsualRest));
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Generation? _current;
    private Generation? _previous;
    private int _stateNumber;
    private volatile int _routes;
    private (DateOnly Day, IReadOnlyList<string> Ids) _askedFor;
    private long? _swappedAt;

    public string Name => "pages";

    public bool HasStarted => _current is not null;

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await EventLog.HeadAsync(db, cancellation);
        var last = await db.Set<PortalEvent>().Where(e => e.Id <= head && kinds.Public.Contains(e.Kind)).MaxAsync(e => (long?)e.Id, cancellation);
        await SwapAsync(last ?? 0, await state.AtLeastAsync(head, cancellation), cancellation);
        _started.TrySetResult();
        return head;
    }

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        if (events.LastOrDefault(e => kinds.ChangesPublicPages(e.Kind)) is not { } last || last.Id <= _current?.EventId) return;
        // What is committed while this waits comes with the next batch.
        if (_swappedAt is { } before && _rest - time.GetElapsedTime(before) is { Ticks: > 0 } wait) await Task.Delay(wait, time, cancellation);
        await SwapAsync(last.Id, await state.AtLeastAsync(last.Id, cancellation), cancellation);
    }

    /// <summary>The generation in force; waits for the first one after the start.</summary>
    /// <exception cref="TimeoutException">The reader could not start within ten seconds.</exception>
    public async ValueTask<Generation> CurrentAsync(CancellationToken cancellation)
    {
        if (_current is null) await _started.Task.WaitAsync(StartPatience, cancellation);
        var current = _current!;
        if (IsOfNow(current)) return current;
        await _one.WaitAsync(cancellation);
        try
        {
            // The same events on another day, with the addresses that were not there at the start, or in Development with another theme.
            current = _current!;
            return IsOfNow(current) ? current : _current = await MakeAsync(current.EventId, current.State, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    private bool IsOfNow(Generation current) => current.Today == Today && current.ThemeStamp == theme.Current.Stamp && _routes == site.Routes;

    private DateOnly Today => time.UtcNow().ToCivilDate();

    private async Task SwapAsync(long eventId, PortalState fresh, CancellationToken cancellation)
    {
        Generation? old, older;
        await _one.WaitAsync(cancellation);
        try
        {
            (older, old) = (_previous, _current);
            if (!ReferenceEquals(old?.State, fresh)) _stateNumber++;
            (_previous, _current) = (old, await MakeAsync(eventId, fresh, cancellation));
            _swappedAt = time.GetTimestamp();
        }
        finally
        {
            _one.Release();
        }
        // Once more for the older one: a render begun before the last swap may have been kept after it.
        foreach (var gone in new[] { older, old })
        {
            if (gone is not null) await cache.EvictByTagAsync(gone.Tag, cancellation);
        }
    }

    /// <summary>What is asked for is read once a day; where that fails yesterday's stands, since no page waits for it.</summary>
    private async Task<Generation> MakeAsync(long eventId, PortalState fresh, CancellationToken cancellation)
    {
        var today = Today;
        if (_askedFor.Day != today)
        {
            try
            {
                var answers = await Task.WhenAll(demand.Select(d => d.MostAskedForAsync(HomePage.GuideType, today, MostAskedFor, cancellation)));
                _askedFor = (today, [.. answers.SelectMany(ids => ids)]);
            }
            catch (DbException)
            {
                _askedFor = (_askedFor.Day, _askedFor.Ids ?? []);
            }
        }
        _routes = site.Routes;
        return new(eventId, today, fresh, _stateNumber, site.Of(fresh.Site), theme.Current, _askedFor.Ids);
    }

    public void Dispose() => _one.Dispose();
}
