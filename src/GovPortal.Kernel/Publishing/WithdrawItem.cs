using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <param name="Reason">A code of <see cref="WithdrawItem.Reasons"/>.</param>
public sealed record WithdrawItemCommand(string ContentItemId, string Reason, string? Note = null);

/// <summary>
/// Takes the live version off: page, column, search, attachments. Failures: <c>access.not-allowed</c>,
/// <c>draft.item-unknown</c>, <c>withdraw.not-live</c>, <c>withdraw.reason-unknown</c>. Side effect: <c>content.withdrawn</c>.
/// </summary>
public sealed class WithdrawItem(PortalTransactions transactions, VersionLoader loader, ContentIndexer indexer, ChangeRecorder changes)
{
    /// <summary>The fixed table of reasons: code and Chinese text.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["content-error"] = "内容有误，需更正后重新发布",
        ["personal-data"] = "涉及个人信息，需脱敏处理",
        ["secret"] = "涉及国家秘密、工作秘密或敏感信息",
        ["expired"] = "公示期满或信息已失效",
        ["duplicate"] = "重复发布",
        ["superior-order"] = "上级机关要求下线",
    };

    public Task<Result> HandleAsync(WithdrawItemCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result> ApplyAsync(PortalTransaction tx, WithdrawItemCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindItemAsync(tx.Db, command.ContentItemId, cancellation) is not var (item, latest)) return Failure.Of("draft.item-unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentWithdraw, latest.AgencyId, latest.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (!Reasons.ContainsKey(command.Reason)) return Failure.At("Reason", "withdraw.reason-unknown");
        if (item.PublishedVersionId is null || await loader.FindAsync(tx.Db, item.PublishedVersionId, cancellation) is not { } live) return Failure.Of("withdraw.not-live");

        live.Version.State = Transitions.Next(live.Version.State, VersionVerb.Withdraw)!.Value;
        live.Version.Reason = command.Note?.Trim() is { Length: > 0 } note ? $"{Reasons[command.Reason]}（{note}）" : Reasons[command.Reason];
        (item.PublishedVersionId, item.PublishedReviewId) = (null, null);
        await changes.RecordAsync(tx, ContentChangeKind.Withdrawn, ContentEvents.Withdrawn, live, actor, cancellation,
            ("reason", command.Reason), ("column", live.Version.ColumnId));
        await indexer.WritePublishedAsync(tx.Db, item.Id, null, cancellation);
        if (item.LatestVersionId != live.Version.Id && await loader.FindAsync(tx.Db, item.LatestVersionId, cancellation) is { } newer)
        {
            await indexer.WriteLatestAsync(tx.Db, newer, cancellation);
        }
        return Result.Ok;
    }
}
