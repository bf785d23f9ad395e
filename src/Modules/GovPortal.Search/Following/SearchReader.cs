using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Search.Index;
using GovPortal.Search.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Search.Following;

/// <summary>
/// Keeps this node's index true to the event log. Whatever ends the process, the index on disk is that of some event
/// of the log and is followed on from there; one that cannot be followed on is built anew beside it. It loads names and
/// definitions itself: the node's <see cref="PortalState"/> follows at its own pace and may still be older.
/// </summary>
public sealed class SearchReader(
    Node node, IDbContextFactory<PortalDbContext> contexts, IPublishedContent published, ContentElements elements,
    DefinitionStore definitions, EventKinds kinds, TimeProvider time, ILogger<SearchReader> log, IMediaStore? media = null) : INodeEventReader, IDisposable
{
    private const int BatchSize = 500;

    /// <summary>A commit waits for the disk; under load there is at most one in this time. A crash repeats its events.</summary>
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SearchLog _log = new(contexts, kinds);
    private readonly AttachmentTexts _attachments = new(media, contexts, log);
    private readonly SearchSettings _settings = new(contexts, time);
    private NodeFolder? _folder;
    private SearchIndexFolders? _folders;
    private SearchDocuments? _documents;
    private bool _isOpen;
    private LogPlace _applied;
    private long _committedAt;
    private long _lastEventId;
    private volatile RebuildProgress? _rebuild;

    public string Name => "search";

    /// <summary>The last event that searches see; 0 while there is nothing to search in.</summary>
    public long LastEventId => Volatile.Read(ref _lastEventId);

    private SearchIndex InUse => _folders?.Current ?? throw new InvalidOperationException("The search index is not open.");

    /// <summary>Null while there is nothing to search in.</summary>
    public SearchResults? Search(SearchQuery query) => _folders?.Search(query with { Pinned = _settings.PinnedTo(query.Text) });

    /// <summary>None while there is nothing to search in.</summary>
    public IReadOnlyList<Suggestion> Suggest(string text) => _folders?.Suggest(text) ?? [];

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await ChineseDictionary.WarmUp();
        return await InTurnAsync(async () =>
        {
            await OpenAsync(cancellation);
            return _applied.EventId;
        }, cancellation);
    }

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (!_isOpen)
        {
            await OpenAsync(cancellation);
            await FollowAsync(InUse, InUse.LastEventId, cancellation);
        }
        var unseen = events.Where(e => e.Id > InUse.LastEventId).ToList();
        if (unseen.Count == 0) return 0;
        // Before a rebuild, too: it takes its time, and what was withdrawn must not wait for it.
        await UpdateAsync(InUse, _log.ItemsOf(unseen), cancellation);
        if (unseen.Exists(SearchSettings.ChangesPins)) await _settings.LoadPinsAsync(cancellation);
        var isOfOtherWords = unseen.Exists(SearchSettings.ChangesWords) && !_folders!.Use(await _settings.WordsAsync(cancellation));
        if (isOfOtherWords || unseen.Exists(SearchLog.AsksForRebuild))
        {
            await BuildAsync(null, cancellation);
            return 0;
        }
        SetApplied(new(unseen[^1].Id, unseen[^1].Hash));
        if (unseen.Exists(e => e.Kind == ContentEvents.Purged)) Expunge();
        else if (time.GetElapsedTime(_committedAt) >= CommitEvery) Commit();
        return 0;
    }, cancellation);

    /// <summary>Builds the index anew, while the one in use answers; answers the number of documents.</summary>
    public Task<int> RebuildAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        TakeFolder().Use(await _settings.WordsAsync(cancellation));
        await BuildAsync(progress, cancellation);
        return InUse.Count;
    }, cancellation);

    public SearchState State()
    {
        try
        {
            if (_folders?.Current is { } index)
            {
                var bytes = new DirectoryInfo(index.Folder).EnumerateFiles().Sum(f => f.Length);
                return new(Path.GetFileName(_folder?.FullPath), true, index.Count, LastEventId, index.BuiltUtc, bytes, _rebuild);
            }
        }
        catch (Exception gone) when (gone is ObjectDisposedException or IOException)
        {
            // Replaced while we looked.
        }
        return new(Path.GetFileName(_folder?.FullPath), _folders?.Current is not null, 0, LastEventId, null, 0, _rebuild);
    }

    /// <summary>Saves what was applied since the last commit. The container knows the reader by two names and asks twice.</summary>
    public void Dispose()
    {
        try
        {
            if (_isOpen) Commit();
        }
        catch (IOException error)
        {
            log.LogWarning(error, "The last changes of the search index were not saved; they are repeated at the next start");
        }
        _isOpen = false;
        _folders?.Dispose();
        _folder?.Dispose();
        _turn.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        var folders = TakeFolder();
        _documents = await DocumentsAsync(cancellation);
        await _settings.LoadPinsAsync(cancellation);
        folders.Use(await _settings.WordsAsync(cancellation));
        var state = folders.Open();
        if (state.Condition == SearchIndexCondition.Ready)
        {
            var place = new LogPlace(InUse.LastEventId, InUse.LastEventHash);
            if (await _log.HasAsync(place, cancellation))
            {
                SetApplied(place);
                _isOpen = true;
                return;
            }
            folders.Close();
            state = new(SearchIndexCondition.Outdated, place.EventId, "it followed another event log");
        }
        log.LogInformation("The search index is {Condition} and is built anew. {Detail}", state.Condition.ToString().ToLowerInvariant(), state.Detail ?? "");
        SetApplied(default);
        await BuildAsync(null, cancellation);
    }

    /// <summary>
    /// The head is taken before anything is read, so the index holds at least the state after that event; what changed
    /// meanwhile is in it twice at most. The index in use is followed on all the while.
    /// </summary>
    private async Task BuildAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var head = await _log.HeadAsync(cancellation);
        _documents = await DocumentsAsync(cancellation);
        var total = (await published.ListAsync(new PublishedQuery(null, PageSize: 1), cancellation)).Total;
        Report(_rebuild = new(0, total, time.UtcNow()));
        var built = _folders!.BeginRebuild();
        try
        {
            var followed = head.EventId;
            await foreach (var batch in published.AllAsync(cancellation).Chunk(BatchSize).WithCancellation(cancellation))
            {
                var texts = await _attachments.ReadAsync(batch, cancellation);
                built.Apply(batch.Select(item => _documents.Of(item, texts.GetValueOrDefault(item.Summary.ContentItemId))).OfType<SearchDocument>(), []);
                var done = _rebuild.Done + batch.Length;
                Report(_rebuild = _rebuild with { Done = done, Total = Math.Max(total, done) });
                if (_folders.Current is { } current) followed = await FollowAsync(current, followed, cancellation);
            }
            await FollowAsync(built, head.EventId, cancellation);
            built.Commit(head.EventId, head.Hash);
            _folders.Promote(built);
        }
        catch
        {
            if (_folders.Current != built) built.Dispose();
            throw;
        }
        finally
        {
            _rebuild = null;
        }
        _committedAt = time.GetTimestamp();
        _isOpen = true;
        SetApplied(head);

        void Report(RebuildProgress now) => progress?.Report(now);
    }

    /// <summary>Applies what the log says after an event; answers the last event it met.</summary>
    private async Task<long> FollowAsync(SearchIndex index, long after, CancellationToken cancellation)
    {
        while (true)
        {
            var (ids, last) = await _log.ChangedAsync(after, cancellation);
            if (last == after) return after;
            await UpdateAsync(index, ids, cancellation);
            after = last;
        }
    }

    /// <summary>
    /// Indexes the items that are live now and removes those that are not; searches see it at once. What is withdrawn and
    /// what is new waits for no file: their texts follow.
    /// </summary>
    private async Task UpdateAsync(SearchIndex index, IReadOnlyList<string> itemIds, CancellationToken cancellation)
    {
        if (itemIds.Count == 0) return;
        var items = await published.ByIdsAsync(itemIds, cancellation);
        var live = items.Select(item => _documents!.Of(item)).OfType<SearchDocument>().ToList();
        Apply(live, itemIds.Except(live.Select(d => d.Id)));
        var withFiles = items.Where(AttachmentTexts.Has).ToList();
        if (withFiles.Count == 0) return;
        var texts = await _attachments.ReadAsync(withFiles, cancellation);
        Apply(withFiles.Select(item => _documents!.Of(item, texts.GetValueOrDefault(item.Summary.ContentItemId))).OfType<SearchDocument>(), []);

        void Apply(IEnumerable<SearchDocument> upserts, IEnumerable<string> deletes) => Write(index, () =>
        {
            index.Apply(upserts, deletes);
            index.Refresh();
        });
    }

    private void Commit()
    {
        if (_applied.EventId <= InUse.LastEventId) return;
        Write(InUse, () => InUse.Commit(_applied.EventId, _applied.Hash));
        _committedAt = time.GetTimestamp();
    }

    /// <summary>What was purged may have been public once: its words are in the files until the segments are written anew.</summary>
    private void Expunge()
    {
        Write(InUse, InUse.Expunge);
        Commit();
        Write(InUse, InUse.Refresh);
        // The searcher that was replaced has let its files go by now; the writer deletes them when it is asked again.
        Write(InUse, InUse.DeleteUnused);
    }

    /// <summary>A failed write leaves the index in doubt: the next try opens it as its last commit left it.</summary>
    private void Write(SearchIndex index, Action change)
    {
        try
        {
            change();
        }
        catch
        {
            if (index == _folders!.Current) _isOpen = false;
            throw;
        }
    }

    private async Task<SearchDocuments> DocumentsAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return new SearchDocuments(
            await OrganisationSnapshot.LoadAsync(db, cancellation), await definitions.LoadAsync(db, cancellation), elements, log);
    }

    private SearchIndexFolders TakeFolder()
    {
        _folder ??= NodeFolder.Take(Path.Combine(node.DataPath, "search"));
        return _folders ??= new SearchIndexFolders(_folder.FullPath, time: time);
    }

    private void SetApplied(LogPlace place)
    {
        _applied = place;
        Volatile.Write(ref _lastEventId, place.EventId);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
