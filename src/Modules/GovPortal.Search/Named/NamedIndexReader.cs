using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Search.Following;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Search.Named;

/// <summary>What questions need at a moment: the settings, and the indexes of this node by name.</summary>
internal sealed record NamedIndexes(QuerySettings Settings, IReadOnlyDictionary<string, NamedIndex> Indexes)
{
    public static NamedIndexes None { get; } = new(QuerySettings.None, new Dictionary<string, NamedIndex>());
}

/// <summary>
/// Keeps this node's named indexes true to the event log, as <see cref="SearchReader"/> keeps the search index. Questions asked while an
/// index is built anew are answered from what it held before.
/// </summary>
public sealed class NamedIndexReader(
    Node node, IDbContextFactory<PortalDbContext> contexts, IPublishedContent published, ContentElements elements, DefinitionStore definitions, EventKinds kinds,
    TimeProvider time, ILogger<NamedIndexReader> log) : INodeEventReader, IDisposable
{
    private const int BatchSize = 200;

    /// <summary>As the search index: a commit waits for the disk, a crash repeats its events.</summary>
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SearchLog _log = new(contexts, kinds);
    private NodeFolder? _folder;
    private ContentDefinitions _definitions = ContentDefinitions.Empty;
    private volatile NamedIndexes _current = NamedIndexes.None;
    private LogPlace _applied;
    private long _committedAt;
    private bool _isOpen;

    public string Name => "named-indexes";

    internal NamedIndexes Current => _current;

    /// <summary>How many items each index of this node holds, by its name.</summary>
    public IReadOnlyDictionary<string, int> Counts()
    {
        try
        {
            return _current.Indexes.Where(i => i.Value.Answers).ToDictionary(i => i.Key, i => i.Value.Count, StringComparer.OrdinalIgnoreCase);
        }
        catch (ObjectDisposedException)
        {
            // Replaced while we looked.
            return new Dictionary<string, int>();
        }
    }

    public Task<long> StartAsync(CancellationToken cancellation) => InTurnAsync(async () =>
    {
        await OpenAsync(cancellation);
        return _applied.EventId;
    }, cancellation);

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (!_isOpen) await OpenAsync(cancellation);
        var unseen = events.Where(e => e.Id > _applied.EventId).ToList();
        if (unseen.Count == 0) return 0;
        if (unseen.Exists(e => e.Kind == QuerySettings.Changed || SearchLog.AsksForRebuild(e)))
        {
            // Reads what is public now, which is at least what these events made of it.
            Commit();
            await OpenAsync(cancellation, anew: unseen.Exists(AsksForAll));
        }
        await UpdateAsync(_log.ItemsOf(unseen), cancellation);
        _applied = new LogPlace(unseen[^1].Id, unseen[^1].Hash);
        if (unseen.Exists(e => e.Kind == ContentEvents.Purged)) Each(i => i.Expunge(_applied));
        else if (time.GetElapsedTime(_committedAt) >= CommitEvery) Commit();
        return 0;
    }, cancellation);

    /// <summary>The container knows the reader by two names and asks twice.</summary>
    public void Dispose()
    {
        try
        {
            if (_isOpen) Commit();
        }
        catch (IOException error)
        {
            log.LogWarning(error, "The last changes of the named indexes were not saved; they are repeated at the next start");
        }
        _isOpen = false;
        Each(i => i.Dispose());
        _current = NamedIndexes.None;
        _folder?.Dispose();
        _turn.Dispose();
    }

    /// <summary>Names of columns stand in no named index; who may see their items does.</summary>
    private static bool AsksForAll(PortalEvent e) => SearchLog.AsksForRebuild(e) && e.Kind != DefinitionStore.Changed;

    /// <summary>Opens the indexes that are set now, lets go of others, and fills those that were not made for what is set.</summary>
    private async Task OpenAsync(CancellationToken cancellation, bool anew = false)
    {
        _folder ??= NodeFolder.Take(Path.Combine(node.DataPath, "queries"));
        var head = await _log.HeadAsync(cancellation);
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            _definitions = await definitions.LoadAsync(db, cancellation);
            var settings = await QuerySettings.LoadAsync(db, cancellation);
            var indexes = new Dictionary<string, NamedIndex>(StringComparer.OrdinalIgnoreCase);
            foreach (var wanted in settings.Indexes)
            {
                var fingerprint = Fingerprint(wanted);
                if (_current.Indexes.GetValueOrDefault(wanted.Name) is { } open)
                {
                    if (open.Fingerprint == fingerprint)
                    {
                        indexes[wanted.Name] = open;
                        continue;
                    }
                    open.Dispose();
                }
                var types = wanted.IndexedContentTypes.Select(_definitions.Type).OfType<ContentTypeDefinition>();
                indexes[wanted.Name] = NamedIndex.Open(Path.Combine(_folder.FullPath, FolderOf(wanted)), wanted, IndexedFields.Kinds(types), fingerprint);
            }
            foreach (var gone in _current.Indexes.Where(i => !indexes.ContainsKey(i.Key))) gone.Value.Dispose();
            _current = new NamedIndexes(settings, indexes);
            RemoveOthers();
        }
        var stale = new List<NamedIndex>();
        foreach (var index in _current.Indexes.Values)
        {
            if (anew || !index.IsWhole || !await _log.HasAsync(index.Place, cancellation)) stale.Add(index);
        }
        await FillAsync(stale, head, cancellation);
        var oldest = _current.Indexes.Values.Select(i => i.Place).DefaultIfEmpty(head).MinBy(p => p.EventId);
        if (!_isOpen || oldest.EventId > _applied.EventId) _applied = oldest;
        _isOpen = true;
    }

    private async Task FillAsync(List<NamedIndex> indexes, LogPlace head, CancellationToken cancellation)
    {
        if (indexes.Count == 0) return;
        try
        {
            foreach (var index in indexes) index.Empty();
            var types = indexes.SelectMany(i => i.Settings.IndexedContentTypes).Distinct().ToList();
            await foreach (var batch in published.AllVersionsAsync(types, cancellation).Chunk(BatchSize).WithCancellation(cancellation)) await PutAsync(indexes, batch, cancellation);
            foreach (var index in indexes)
            {
                index.Commit(head);
                index.Open();
            }
        }
        catch
        {
            // Half filled: the next try opens them as their last commit left them.
            Each(i => i.Dispose());
            (_current, _isOpen) = (NamedIndexes.None, false);
            throw;
        }
    }

    private async Task UpdateAsync(IReadOnlyList<string> itemIds, CancellationToken cancellation)
    {
        var indexes = _current.Indexes.Values.ToList();
        if (itemIds.Count == 0 || indexes.Count == 0) return;
        var put = await PutAsync(indexes, await published.VersionsAsync(itemIds, cancellation), cancellation);
        foreach (var index in indexes)
        {
            index.Remove(itemIds.Where(id => !put.Contains((index, id))));
            index.Refresh();
        }
    }

    /// <summary>Writes items into the indexes of their types; answers which went where.</summary>
    private async Task<HashSet<(NamedIndex, string)>> PutAsync(List<NamedIndex> indexes, IReadOnlyList<PublishedVersion> items, CancellationToken cancellation)
    {
        var put = new HashSet<(NamedIndex, string)>();
        var read = items.Select(i => (i.Item, Type: _definitions.Type(i.Item.ContentType), Json: ContentItemJson.Of(i.Item, i.Version))).Where(i => i.Type is not null).ToList();
        var above = await TermsAsync([.. read.SelectMany(i => Taxonomies(i.Json, i.Type!)).Distinct()], cancellation);
        foreach (var (item, type, json) in read)
        {
            var fields = IndexedFields.Of(type!);
            var indexed = new IndexedItem(json, $"{(string?)json["DisplayText"]}\n{Text(type!, json, item.Id)}", term => above.GetValueOrDefault(term) ?? [term]);
            foreach (var index in indexes.Where(x => x.Settings.IndexedContentTypes.Contains(type!.Name)))
            {
                index.Put(item.Id, fields, indexed);
                put.Add((index, item.Id));
            }
        }
        return put;
    }

    private string Text(ContentTypeDefinition type, JsonObject json, string id)
    {
        try
        {
            return elements.Text(type, ContentItemJson.PartsOf(json));
        }
#pragma warning disable CA1031 // One item whose field cannot be read must not hold up the withdrawal of another.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogError(error, "The text of item {ContentItemId} could not be read; it is found by its fields", id);
            return "";
        }
    }

    private static IEnumerable<string> Taxonomies(JsonObject json, ContentTypeDefinition type) =>
        from part in type.Parts
        from field in part.Definition.Fields
        where field.FieldType == "TaxonomyField" && !field.IsInternal
        let id = (((json[part.Name] as JsonObject)?[field.Name] as JsonObject)?["TaxonomyContentItemId"] as JsonValue)?.ToString()
        where id is { Length: > 0 }
        select id;

    /// <summary>By a term's id that id and those above it, from taxonomies that are public.</summary>
    private async Task<Dictionary<string, IReadOnlyList<string>>> TermsAsync(IReadOnlyList<string> taxonomies, CancellationToken cancellation)
    {
        var terms = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (taxonomies.Count == 0) return terms;
        foreach (var taxonomy in await published.ByIdsAsync(taxonomies, cancellation))
        {
            var way = new List<string>();
            foreach (var term in TaxonomyTerm.Of(taxonomy.Data))
            {
                way.RemoveRange(term.Level - 1, way.Count - term.Level + 1);
                way.Add(term.Id);
                terms[term.Id] = [.. Enumerable.Reverse(way)];
            }
        }
        return terms;
    }

    private string Fingerprint(NamedIndexSettings settings)
    {
        var made = JsonSerializer.Serialize(settings) + IndexedFieldsVersion + _definitions.Source.ToJsonString(CanonicalJson.Unescaped);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)));
    }

    /// <summary>Raised where what is written of an item changes; the indexes are then built anew at the next start.</summary>
    private const string IndexedFieldsVersion = "1";

    /// <summary>Names are an administrator's; a folder's are not.</summary>
    private static string FolderOf(NamedIndexSettings settings) => "index-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Name.ToUpperInvariant())))[..16];

    private void RemoveOthers()
    {
        if (!Directory.Exists(_folder!.FullPath)) return;
        var kept = _current.Settings.Indexes.Select(FolderOf).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(_folder.FullPath).Where(f => !kept.Contains(Path.GetFileName(f)))) Directory.Delete(folder, recursive: true);
    }

    private void Commit()
    {
        Each(i =>
        {
            if (i.Place.EventId < _applied.EventId) i.Commit(_applied);
        });
        _committedAt = time.GetTimestamp();
    }

    private void Each(Action<NamedIndex> act)
    {
        foreach (var index in _current.Indexes.Values) act(index);
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
