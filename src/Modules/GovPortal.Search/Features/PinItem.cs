using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Search.Model;
using GovPortal.Search.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Features;

/// <param name="Query">The question as people type it.</param>
/// <param name="Item">The public address, the whole title or the id of a published item.</param>
public sealed record PinItemCommand(string? Query, string? Item, DateOnly? From, DateOnly? Until);

/// <summary>
/// Puts a published item above all hits of a question, and takes it away again. Failures: <c>access.not-allowed</c>,
/// <c>search.pin-query-required</c>, <c>search.pin-query-too-long</c>, <c>search.pin-item-unknown</c>, <c>search.pin-days-reversed</c>,
/// <c>search.pin-exists</c>, <c>search.pin-too-many</c>, <c>search.pin-unknown</c>. Side effect: <c>search.pins-changed</c>.
/// </summary>
public sealed class PinItem(PortalTransactions transactions)
{
    public const string Changed = "search.pins-changed";
    public const int MostToOneQuestion = 5;

    public async Task<Result> HandleAsync(PinItemCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        var query = Characters.Plain(command.Query ?? "");
        var failures = new List<Failure>();
        if (query.Length == 0) failures.Add(Failure.At("Query", "search.pin-query-required"));
        else if (query.Length > SearchPin.LongestQuery) failures.Add(Failure.At("Query", "search.pin-query-too-long", SearchPin.LongestQuery));
        if (command.From > command.Until) failures.Add(Failure.At("Until", "search.pin-days-reversed"));
        var item = await FindAsync(tx.Db, command.Item, cancellation);
        if (item is null) failures.Add(Failure.At("Item", "search.pin-item-unknown"));
        if (failures.Count > 0) return failures;
        var others = await tx.Db.Set<SearchPin>().Where(p => p.Query == query).ToListAsync(cancellation);
        if (others.Exists(p => p.ContentItemId == item)) return Failure.At("Item", "search.pin-exists");
        if (others.Count >= MostToOneQuestion) return Failure.At("Query", "search.pin-too-many", MostToOneQuestion);
        tx.Db.Add(new SearchPin
        {
            Id = ContentIds.New(), Query = query, ContentItemId = item!, From = command.From, Until = command.Until, CreatedBy = actor.UserId, CreatedUtc = tx.NowUtc,
        });
        tx.AppendChange(new EventDraft(Changed, actor.UserId, item), typeof(SearchPin));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    public async Task<Result> RemoveAsync(string pinId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<SearchPin>().FirstOrDefaultAsync(p => p.Id == pinId, cancellation) is not { } pin) return Failure.Of("search.pin-unknown");
        tx.Db.Remove(pin);
        tx.AppendChange(new EventDraft(Changed, actor.UserId, pin.ContentItemId), typeof(SearchPin));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Only what is public now; of equal titles the newest.</summary>
    private static async Task<string?> FindAsync(PortalDbContext db, string? typed, CancellationToken cancellation)
    {
        var text = typed?.Trim() ?? "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal)) text = Uri.UnescapeDataString(uri.AbsolutePath);
        var path = text.Trim('/');
        if (path.Length == 0) return null;
        return await db.Set<ContentIndexRow>().Where(r => r.IsPublished && !r.IsInternal && (r.Path == path || r.Title == text || r.ContentItemId == text))
            .OrderByDescending(r => r.PublishedUtc).Select(r => r.ContentItemId).FirstOrDefaultAsync(cancellation);
    }
}
