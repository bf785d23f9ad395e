using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <param name="ItemTitle">Of a content item whose title the reader may know; else null.</param>
/// <param name="Payload">Label and value in the reader's words.</param>
public sealed record AuditRow(
    long Id, string Kind, string Title, DateTime OccurredUtc, string ActorName, string? SubjectId, bool IsItem, string? ItemTitle,
    IReadOnlyList<(string Label, string Value)> Payload, string Hash);

/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, long? Older);

/// <summary>A page of events by their number: however long the log has become, a page costs the same.</summary>
public sealed class ListEvents(PortalDbContext db, IPeople people, EventKinds kinds, EventWords words, ITexts texts)
{
    public const int PageSize = 50;

    /// <param name="before">Events older than this number; null begins with the newest.</param>
    public async Task<AuditPage> HandleAsync(AuditFilter filter, long? before, Actor actor, CancellationToken cancellation)
    {
        var events = await filter.ApplyAsync(db, people, actor, cancellation);
        if (before is { } id) events = events.Where(e => e.Id < id);
        var found = await events.Take(PageSize + 1).ToListAsync(cancellation);
        var rows = await RowsAsync([.. found.Take(PageSize)], actor, cancellation);
        return new AuditPage(rows, found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    internal async Task<IReadOnlyList<AuditRow>> RowsAsync(List<PortalEvent> events, Actor actor, CancellationToken cancellation)
    {
        var names = await people.NamesAsync(db, events.Select(e => e.ActorId).Distinct(), cancellation);
        var subjects = events.Select(e => e.SubjectId).OfType<string>().Distinct().ToList();
        var items = await ContentAccess.TitlesAsync(db, subjects, actor, cancellation);
        var told = await words.LoadAsync(db, cancellation);
        return
        [
            .. events.Select(e => new AuditRow(
                e.Id, e.Kind, texts[kinds.Title(e.Kind)], e.OccurredUtc, ActorName(e.ActorId, names), e.SubjectId,
                e.SubjectId is not null && items.ContainsKey(e.SubjectId), e.SubjectId is null ? null : items.GetValueOrDefault(e.SubjectId),
                told.Of(e.Payload), e.Hash)),
        ];
    }

    private string ActorName(string actorId, IReadOnlyDictionary<string, string> names) =>
        Actor.Unnamed(actorId) is { } unnamed ? texts[unnamed.DisplayName] : names.GetValueOrDefault(actorId, actorId);
}
