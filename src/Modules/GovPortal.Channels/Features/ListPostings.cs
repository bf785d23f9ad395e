using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Channels.Sending;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <param name="Channel">A channel's id, or <c>media</c>.</param>
/// <param name="State">As <see cref="PostingStates.Code"/>, or <c>hand</c> for what is to be taken down by hand.</param>
/// <param name="ColumnId">With all below it.</param>
/// <param name="From">First civil day on which it was queued or written down.</param>
/// <param name="To">Last day, counted.</param>
public sealed record PostingFilter(string? Channel = null, string? State = null, string? ColumnId = null, DateOnly? From = null, DateOnly? To = null);

/// <param name="Title">Null where the item is public no more and the actor may not read it.</param>
public sealed record PostingRow(ChannelPosting Posting, string? Title, string ChannelTitle, string ColumnTitle);

public sealed record PostingPage(IReadOnlyList<PostingRow> Rows, int Total);

/// <summary>What got where and when (R23, R74), of the agencies whose postings the actor sees; newest first.</summary>
public sealed class ListPostings(PortalDbContext db, ITexts texts)
{
    /// <summary>An export holds no more rows than this; its last one says so.</summary>
    public const int MostRows = 20_000;

    public static bool May(Actor actor) => actor is not null && (actor.CanSomewhere(ChannelPermissions.Manage) || actor.CanSomewhere(ChannelPermissions.Send));

    public async Task<PostingPage> HandleAsync(ListQuery list, PostingFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var all = Filtered(filter, organisation, actor);
        var total = await all.CountAsync(cancellation);
        var postings = await Newest(all).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new PostingPage(await RowsAsync(postings, organisation, actor, cancellation), total);
    }

    /// <summary>All postings of one item; what was taken out of the record is left out.</summary>
    public async Task<IReadOnlyList<PostingRow>> OfItemAsync(string contentItemId, Actor actor, CancellationToken cancellation)
    {
        var postings = await Newest(db.Set<ChannelPosting>().AsNoTracking().Where(p => p.ContentItemId == contentItemId && p.RemovedUtc == null)).Take(200).ToListAsync(cancellation);
        return await RowsAsync(postings, await OrganisationSnapshot.LoadAsync(db, cancellation), actor, cancellation);
    }

    /// <summary>The list as a workbook (.xlsx). Failure: <c>access.not-allowed</c>.</summary>
    public async Task<Result<byte[]>> ExportAsync(PostingFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!May(actor)) return Failure.Of(Failure.NotAllowed);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var postings = await Newest(Filtered(filter, organisation, actor)).Take(MostRows + 1).ToListAsync(cancellation);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var chunk in postings.Take(MostRows).Chunk(500))
        {
            foreach (var row in await RowsAsync([.. chunk], organisation, actor, cancellation)) rows.Add(Cells(row));
        }
        if (postings.Count > MostRows) rows.Add([texts["仅导出前 {0} 条，请缩小条件后再导出", MostRows]]);
        (string, double)[] header =
        [
            (texts["信息"], 40), (texts["栏目"], 20), (texts["渠道或媒体"], 20), (texts["版本"], 8), (texts["状态"], 14), (texts["列入时间"], 17), (texts["报送时间"], 17), (texts["受理时间"], 17),
            (texts["上线或刊发"], 17), (texts["撤下时间"], 17), (texts["地址"], 40), (texts["说明"], 40),
        ];
        return SheetWriter.Write(texts["发布渠道"], texts["渠道和媒体刊发情况"], header, rows);
    }

    private IReadOnlyList<string> Cells(PostingRow row)
    {
        var p = row.Posting;
        return
        [
            row.Title ?? p.ContentItemId, row.ColumnTitle, row.ChannelTitle, p.Number.ToString(CultureInfo.InvariantCulture), p.NeedsHand ? texts["需人工撤下"] : p.Kind == ChannelKind.Media ? texts["已刊发"] : texts[PostingStates.Title(p.State)],
            At(p.CreatedUtc), At(p.SubmittedUtc), At(p.AcceptedUtc), p.PrintedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? At(p.OnlineUtc), At(p.WithdrawnUtc), p.Address ?? "",
            string.Join("；", new[] { p.Reason, p.LastError is null ? null : texts.Of(SendOutcome.FailureOf(p.LastError)) }.OfType<string>()),
        ];
    }

    private static string At(DateTime? utc) => utc is { } at ? at.ToCivil().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private static IQueryable<ChannelPosting> Newest(IQueryable<ChannelPosting> all) => all.OrderByDescending(p => p.CreatedUtc).ThenBy(p => p.Id);

    private IQueryable<ChannelPosting> Filtered(PostingFilter filter, OrganisationSnapshot organisation, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var all = db.Set<ChannelPosting>().AsNoTracking().Where(p => p.RemovedUtc == null);
        if (ChannelPermissions.SeenBy(actor) is { } agencies) all = all.Where(p => agencies.Contains(p.AgencyId));
        if (filter.Channel == "media") all = all.Where(p => p.Kind == ChannelKind.Media);
        else if (filter.Channel is { Length: > 0 } channel) all = all.Where(p => p.ChannelId == channel);
        if (filter.State == "hand") all = all.Where(p => p.NeedsHand);
        else if (Enum.TryParse<PostingState>(filter.State, ignoreCase: true, out var state)) all = all.Where(p => p.State == state && !p.NeedsHand);
        if (organisation.Column(filter.ColumnId) is { } column)
        {
            var columns = organisation.WithDescendants(column).Select(c => c.Id).ToList();
            all = all.Where(p => columns.Contains(p.ColumnId!));
        }
        if (filter.From is { } from)
        {
            var since = Instants.FromCivil(from.ToDateTime(TimeOnly.MinValue));
            all = all.Where(p => p.CreatedUtc >= since);
        }
        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var until = Instants.FromCivil(to.AddDays(1).ToDateTime(TimeOnly.MinValue));
            all = all.Where(p => p.CreatedUtc < until);
        }
        return all;
    }

    private async Task<IReadOnlyList<PostingRow>> RowsAsync(List<ChannelPosting> postings, OrganisationSnapshot organisation, Actor actor, CancellationToken cancellation)
    {
        if (postings.Count == 0) return [];
        var titles = await ContentAccess.TitlesAsync(db, [.. postings.Select(p => p.ContentItemId).Distinct()], actor, cancellation);
        var channels = await db.Set<Channel>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Title, cancellation);
        return
        [
            .. postings.Select(p => new PostingRow(
                p, titles.GetValueOrDefault(p.ContentItemId), p.Outlet ?? channels.GetValueOrDefault(p.ChannelId ?? "") ?? texts[ChannelKinds.Title(p.Kind)], organisation.Column(p.ColumnId)?.Title ?? "")),
        ];
    }
}
