using System.Net;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>
/// Counts a reader's word on an item (是否有用): one row an item and day, one statement; a second word from the same address on the same
/// day changes nothing and is thanked for alike. Failure: <c>letter.page-unknown</c>. Answers the item's page.
/// </summary>
internal sealed class CountUseful(PortalTransactions transactions, FindPlace places, FeedbackLimits limits)
{
    public async Task<Result<LetterPlace>> HandleAsync(string itemId, bool useful, IPAddress? address, CancellationToken cancellation)
    {
        if (await places.HandleAsync(itemId, null, cancellation) is not { ContentItemId: { } id } place) return Failure.Of("letter.page-unknown");
        if (!limits.TakeVote(address, id)) return place;
        var (yes, no) = useful ? (1, 0) : (0, 1);
        await using var tx = await transactions.BeginAsync(cancellation);
        var day = tx.NowUtc.ToCivilDate();
        await tx.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "UsefulCounts" ("ContentItemId", "Day", "Yes", "No") VALUES ({id}, {day}, {yes}, {no})
            ON CONFLICT ("ContentItemId", "Day") DO UPDATE SET "Yes" = "UsefulCounts"."Yes" + excluded."Yes", "No" = "UsefulCounts"."No" + excluded."No"
            """, cancellation);
        await tx.CommitAsync(cancellation);
        return place;
    }
}
