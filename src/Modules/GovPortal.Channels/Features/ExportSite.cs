using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GovPortal.Channels.Exporting;
using GovPortal.Channels.Model;
using GovPortal.Channels.Sending;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>What an export is made for.</summary>
public enum ExportFormat
{
    /// <summary>Pages as everybody sees them, to be opened from a disk.</summary>
    Static,
    /// <summary>One file an item with the page tags of 国办发〔2017〕47号, and a table of them.</summary>
    Tags,
    /// <summary>A recipe with one <c>Content</c> step in Orchard's JSON.</summary>
    Json,
}

/// <param name="Column">Id or path; with all below it.</param>
/// <param name="From">First civil day of the first publication.</param>
/// <param name="To">Last day, counted.</param>
public sealed record ExportFilter(string? AgencyId = null, string? Column = null, string? ContentType = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>
/// Writes public items into a .zip, never a draft, an internal column or an internal field; batch by batch, so that memory holds a batch and the
/// addresses. Failures: <c>access.not-allowed</c>, <c>export.unknown-column</c>. Side effect, where a person asks: <c>site.exported</c>.
/// </summary>
public sealed class ExportSite
{
    private const int BatchSize = 100;

    private readonly PackItem _pack;
    private readonly IPublishedContent _content;
    private readonly IPublishedPages _pages;
    private readonly PortalStateReader _state;
    private readonly IMediaStore _media;
    private readonly IDbContextFactory<PortalDbContext> _contexts;
    private readonly PortalTransactions _transactions;
    private readonly TimeProvider _time;

    internal ExportSite(
        PackItem pack, IPublishedContent content, IPublishedPages pages, PortalStateReader state, IMediaStore media, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions,
        TimeProvider time) =>
        (_pack, _content, _pages, _state, _media, _contexts, _transactions, _time) = (pack, content, pages, state, media, contexts, transactions, time);

    public static bool May(Actor actor) => actor is not null && (actor.CanSomewhere(ChannelPermissions.Manage) || actor.CanSomewhere(Permissions.ContentReadAll));

    /// <summary>A name that says what is in it.</summary>
    public static string FileName(ExportFormat format, DateOnly day) =>
        $"公开信息-{format switch { ExportFormat.Static => "静态网页", ExportFormat.Tags => "页面标签", _ => "内容JSON" }}-{day:yyyy-MM-dd}.zip";

    /// <summary>Answers how many items it holds.</summary>
    public async Task<Result<int>> HandleAsync(Stream target, ExportFormat format, ExportFilter filter, Actor actor, bool trusted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!trusted && !May(actor)) return Failure.Of(Failure.NotAllowed);
        // A verb of the command line has no reader that follows the log.
        await _state.StartAsync(cancellation);
        var organisation = _state.Current.Organisation;
        var column = filter.Column is { Length: > 0 } named ? organisation.Column(named) ?? organisation.ColumnByPath(named) : null;
        if (column is null && filter.Column is { Length: > 0 }) return Failure.At("column", "export.unknown-column", filter.Column);
        var columns = column is null ? null : organisation.WithDescendants(column).Select(c => c.Id).ToList();

        int items;
        await using (var db = await _contexts.CreateDbContextAsync(cancellation))
        {
            var rows = Rows(db, filter, columns);
            using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
            items = format switch
            {
                ExportFormat.Static => await StaticAsync(zip, rows, organisation, cancellation),
                ExportFormat.Tags => await TagsAsync(zip, rows, cancellation),
                _ => await JsonAsync(zip, rows, cancellation),
            };
        }
        if (trusted) return items;
        await using var tx = await _transactions.BeginAsync(cancellation);
        tx.Append(new EventDraft(ChannelEvents.Exported, actor.UserId, AgencyId: filter.AgencyId, Payload: new Dictionary<string, object?> { ["format"] = format.ToString().ToLowerInvariant(), ["items"] = items }));
        await tx.CommitAsync(cancellation);
        return items;
    }

    private static IQueryable<ContentIndexRow> Rows(PortalDbContext db, ExportFilter filter, List<string>? columns)
    {
        var rows = QueuePostings.Live(db);
        if (filter.AgencyId is { Length: > 0 } agency) rows = rows.Where(r => r.AgencyId == agency);
        if (columns is not null) rows = rows.Where(r => columns.Contains(r.ColumnId!));
        if (filter.ContentType is { Length: > 0 } type) rows = rows.Where(r => r.ContentType == type);
        if (filter.From is { } from)
        {
            var since = Instants.FromCivil(from.ToDateTime(TimeOnly.MinValue));
            rows = rows.Where(r => r.FirstPublishedUtc >= since);
        }
        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var until = Instants.FromCivil(to.AddDays(1).ToDateTime(TimeOnly.MinValue));
            rows = rows.Where(r => r.FirstPublishedUtc < until);
        }
        return rows;
    }

    private static async IAsyncEnumerable<List<string>> BatchesAsync(IQueryable<ContentIndexRow> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = ""; ;)
        {
            var after = last;
            var ids = await rows.Where(r => r.ContentItemId.CompareTo(after) > 0).OrderBy(r => r.ContentItemId).Select(r => r.ContentItemId).Take(BatchSize).ToListAsync(cancellation);
            if (ids.Count > 0) yield return ids;
            if (ids.Count < BatchSize) yield break;
            last = ids[^1];
        }
    }

    private async Task<int> StaticAsync(ZipArchive zip, IQueryable<ContentIndexRow> rows, OrganisationSnapshot organisation, CancellationToken cancellation)
    {
        var theme = _pages.ThemeFiles;
        var addresses = await rows.Select(r => new { r.ContentItemId, r.Path }).ToDictionaryAsync(r => r.ContentItemId, r => r.Path!, cancellation);
        var links = new StaticLinks(_pack.SiteUrl, addresses, theme.Keys, organisation);
        foreach (var (address, bytes) in theme) await WriteAsync(zip, StaticLinks.ThemeEntry(address), bytes, cancellation);
        var (count, written) = (0, new HashSet<string>(StringComparer.Ordinal));
        await foreach (var ids in BatchesAsync(rows, cancellation))
        {
            foreach (var parcel in await _pack.ManyAsync(ids, cancellation))
            {
                // Published after the addresses were read: it is in the next export.
                if (!addresses.ContainsKey(parcel.Stored.Item.Id)) continue;
                var files = new HashSet<string>(StringComparer.Ordinal);
                foreach (var file in parcel.Files)
                {
                    if (!written.Contains(file.Path) && _media.Open(file.Sha256) is { } bytes)
                    {
                        await using (bytes)
                        {
                            await using var entry = Entry(zip, "media/" + file.Path);
                            await bytes.CopyToAsync(entry, cancellation);
                        }
                        written.Add(file.Path);
                    }
                    if (written.Contains(file.Path)) files.Add(file.Path);
                }
                var page = links.Rewrite(parcel.Html, addresses[parcel.Stored.Item.Id], files);
                await WriteAsync(zip, StaticLinks.PageEntry(addresses[parcel.Stored.Item.Id]), Encoding.UTF8.GetBytes(page), cancellation);
                count++;
            }
        }
        await using var index = new StreamWriter(Entry(zip, StaticLinks.Index), new UTF8Encoding(false));
        await StaticIndex.BeginAsync(index, _state.Current.Site.Name, theme.Keys);
        foreach (var id in organisation.Columns.Select(c => c.Id).Append(null))
        {
            var lines = rows.Where(r => r.ColumnId == id).OrderByDescending(r => r.FirstPublishedUtc).ThenBy(r => r.ContentItemId).Select(r => new IndexLine(r.ContentItemId, r.Title, r.FirstPublishedUtc!.Value));
            await StaticIndex.ColumnAsync(index, organisation.Column(id), organisation, lines.AsAsyncEnumerable(), addresses, cancellation);
        }
        await StaticIndex.EndAsync(index);
        return count;
    }

    private async Task<int> TagsAsync(ZipArchive zip, IQueryable<ContentIndexRow> rows, CancellationToken cancellation)
    {
        var count = 0;
        // The table is known at the end only, and one entry of the package is written at a time.
        await using var table = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await using (var lines = new StreamWriter(table, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        {
            await lines.WriteAsync(TagPage.Head);
            await foreach (var ids in BatchesAsync(rows, cancellation))
            {
                foreach (var parcel in await _pack.ManyAsync(ids, cancellation))
                {
                    var name = parcel.Stored.Item.Id + ".html";
                    await WriteAsync(zip, name, Encoding.UTF8.GetBytes(TagPage.Of(parcel)), cancellation);
                    await lines.WriteAsync(TagPage.Line(name, parcel));
                    count++;
                }
            }
        }
        table.Position = 0;
        await using var index = Entry(zip, "index.csv");
        await table.CopyToAsync(index, cancellation);
        return count;
    }

    private async Task<int> JsonAsync(ZipArchive zip, IQueryable<ContentIndexRow> rows, CancellationToken cancellation)
    {
        var count = 0;
        await using var entry = Entry(zip, "Recipe.json");
        await using var writer = new Utf8JsonWriter(entry, new JsonWriterOptions { Indented = true, Encoder = CanonicalJson.Unescaped.Encoder });
        writer.WriteStartObject();
        writer.WriteString("name", "PublicContent");
        writer.WriteString("displayName", $"{_state.Current.Site.Name} 公开信息 {_time.UtcNow().ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        writer.WriteBoolean("issetuprecipe", false);
        writer.WriteStartArray("steps");
        writer.WriteStartObject();
        writer.WriteString("name", "Content");
        writer.WriteStartArray("data");
        await foreach (var ids in BatchesAsync(rows, cancellation))
        {
            foreach (var version in await _content.VersionsAsync(ids, cancellation))
            {
                var json = ContentItemJson.Of(version.Item, version.Version);
                if (_state.Current.Definitions.Type(version.Item.ContentType) is { } type) ContentItemJson.DropInternal(json, type);
                json.WriteTo(writer, CanonicalJson.Unescaped);
                count++;
            }
            await writer.FlushAsync(cancellation);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        return count;
    }

    private Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(_time.UtcNow().ToCivil(), TimeSpan.FromHours(8));
        return entry.Open();
    }

    private async Task WriteAsync(ZipArchive zip, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await using var entry = Entry(zip, name);
        await entry.WriteAsync(bytes, cancellation);
    }
}
