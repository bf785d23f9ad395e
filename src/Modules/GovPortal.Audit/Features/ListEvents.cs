using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <param name="ItemTitle">Of a content item whose title the reader may know; else null.</param>
/// <param name="Payload">Label and value, as the event holds them.</param>
public sealed record AuditRow(
    long Id, string Kind, string Title, DateTime OccurredUtc, string ActorName, string? SubjectId, bool IsItem, string? ItemTitle,
    IReadOnlyList<(string Label, string Value)> Payload, string Hash);

/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, long? Older);

/// <summary>A page of events by their number: however long the log has become, a page costs the same.</summary>
public sealed class ListEvents(PortalDbContext db, IPeople people, EventKinds kinds, ITexts texts)
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
        var items = await ItemsAsync(subjects, actor, cancellation);
        return
        [
            .. events.Select(e => new AuditRow(
                e.Id, e.Kind, texts[kinds.Title(e.Kind)], e.OccurredUtc, ActorName(e.ActorId, names), e.SubjectId,
                e.SubjectId is not null && items.ContainsKey(e.SubjectId), e.SubjectId is null ? null : items.GetValueOrDefault(e.SubjectId),
                Payload(e.Payload), e.Hash)),
        ];
    }

    private string ActorName(string actorId, IReadOnlyDictionary<string, string> names) =>
        actorId == Actor.System.UserId ? texts[Actor.System.DisplayName] : names.GetValueOrDefault(actorId, actorId);

    /// <summary>The subjects that are items, each with a title that is public or that the reader may read.</summary>
    private async Task<Dictionary<string, string?>> ItemsAsync(List<string> ids, Actor actor, CancellationToken cancellation)
    {
        var rows = await (
            from i in db.Set<ContentItemRow>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
            join live in db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal) on i.Id equals live.ContentItemId into open
            from live in open.DefaultIfEmpty()
            where ids.Contains(i.Id)
            select new
            {
                i.Id, PublicTitle = live == null ? null : live.Title,
                Latest = new ContentVersion
                {
                    Id = v.Id, ContentItemId = i.Id, DisplayText = v.DisplayText, Data = "", AgencyId = v.AgencyId, SectionId = v.SectionId, Contributors = v.Contributors,
                },
            }).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.Id, r => r.PublicTitle ?? (ContentAccess.CanRead(actor, r.Latest) ? r.Latest.DisplayText : null));
    }

    private IReadOnlyList<(string, string)> Payload(string json)
    {
        using var payload = JsonDocument.Parse(json);
        return [.. payload.RootElement.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null).Select(m => (Label(m.Name), m.Value.ToString()))];
    }

    /// <summary>Members that most kinds share; another module's own are shown under the name they have.</summary>
    private string Label(string member) => member switch
    {
        "number" => texts["版本号"],
        "manifest" => texts["内容哈希"],
        "step" => texts["环节"],
        "review" => texts["审查记录"],
        "column" => texts["栏目"],
        "reason" => texts["原因"],
        "sha" => texts["文件哈希"],
        "length" => texts["字节数"],
        "id" => texts["编号"],
        "titleLength" => texts["标题字数"],
        _ => member,
    };
}
