using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <param name="Id">Null writes down a new one.</param>
/// <param name="Address">May be empty.</param>
public sealed record RecordMediaCommand(string? Id, string ContentItemId, string Outlet, MediaForm? Form, DateOnly? PrintedOn, string Address);

/// <summary>
/// 登记其他媒体刊发 (R23): where else a public item was printed or shown. Failures: <c>access.not-allowed</c>, <c>posting.not-public</c>,
/// <c>posting.unknown</c>, <c>media.outlet-needed</c>, <c>media.form-needed</c>, <c>media.day-needed</c>, <c>media.day-ahead</c>,
/// <c>posting.bad-address</c>, <c>media.reason-needed</c>. Side effect: <c>posting.media</c>.
/// </summary>
public sealed class RecordMedia(PortalTransactions transactions)
{
    public Task<Result> SaveAsync(RecordMediaCommand command, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!actor.CanSomewhere(ChannelPermissions.Send)) return Failure.Of(Failure.NotAllowed);
        var failures = Check(command, tx.NowUtc.ToCivilDate());
        ChannelPosting posting;
        if (command.Id is { } id)
        {
            if (await FindAsync(tx, id, cancellation) is not { } known || known.ContentItemId != command.ContentItemId) return Failure.Of("posting.unknown");
            posting = known;
        }
        else
        {
            if (await QueuePostings.Live(tx.Db).FirstOrDefaultAsync(r => r.ContentItemId == command.ContentItemId, cancellation) is not { } live) return Failure.Of("posting.not-public");
            var made = ContentIds.New();
            posting = new ChannelPosting
            {
                Id = made, Key = "media/" + made, Kind = ChannelKind.Media, ContentItemId = live.ContentItemId, VersionId = live.VersionId, Number = live.Number, AgencyId = live.AgencyId,
                ColumnId = live.ColumnId, DueUtc = tx.NowUtc, CreatedUtc = tx.NowUtc,
            };
            posting.Move(PostingState.Online, tx.NowUtc);
        }
        if (!actor.Can(ChannelPermissions.Send, posting.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (failures.Count > 0) return failures;
        (posting.Outlet, posting.Form, posting.PrintedOn, posting.Address) = (command.Outlet.Trim(), command.Form, command.PrintedOn, command.Address.Trim() is { Length: > 0 } given ? given : null);
        if (command.Id is null) tx.Db.Add(posting);
        tx.Append(ChannelEvents.Media(command.Id is null ? "recorded" : "changed", posting, actor));
        return Result.Ok;
    }, cancellation);

    /// <summary>Out of the record; the row stays with the reason.</summary>
    public Task<Result> RemoveAsync(string id, string reason, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (!actor.CanSomewhere(ChannelPermissions.Send)) return Failure.Of(Failure.NotAllowed);
        if (await FindAsync(tx, id, cancellation) is not { } posting) return Failure.Of("posting.unknown");
        if (!actor.Can(ChannelPermissions.Send, posting.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (reason.Trim() is not { Length: > 0 and <= ChannelPosting.MaxReason } why) return Failure.At("Reason", "media.reason-needed", ChannelPosting.MaxReason);
        (posting.RemovedUtc, posting.Reason) = (tx.NowUtc, why);
        tx.Append(ChannelEvents.Media("removed", posting, actor));
        return Result.Ok;
    }, cancellation);

    private static Task<ChannelPosting?> FindAsync(PortalTransaction tx, string id, CancellationToken cancellation) =>
        tx.Db.Set<ChannelPosting>().FirstOrDefaultAsync(p => p.Id == id && p.Kind == ChannelKind.Media && p.RemovedUtc == null, cancellation);

    internal static List<Failure> Check(RecordMediaCommand command, DateOnly today)
    {
        var failures = new List<Failure>();
        if (command.Outlet.Trim() is not { Length: > 0 and <= ChannelPosting.MaxOutlet }) failures.Add(Failure.At("Outlet", "media.outlet-needed", ChannelPosting.MaxOutlet));
        if (command.Form is null) failures.Add(Failure.At("Form", "media.form-needed"));
        if (command.PrintedOn is not { } day) failures.Add(Failure.At("PrintedOn", "media.day-needed"));
        else if (day > today) failures.Add(Failure.At("PrintedOn", "media.day-ahead"));
        if (command.Address.Trim() is { Length: > 0 } address && !WebAddress.IsOne(address)) failures.Add(Failure.At("Address", "posting.bad-address"));
        return failures;
    }
}
