using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Channels.Sending;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Outbound;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>
/// What the county portal says of a posting, later: accepted, online, refused. Failures: <c>receipt.bad-signature</c> (also where there is no
/// such channel), <c>receipt.too-old</c>, <c>receipt.replayed</c>, <c>receipt.malformed</c>, <c>receipt.state-unknown</c>,
/// <c>receipt.reason-needed</c>, <c>receipt.bad-address</c>, <c>posting.unknown</c>, <c>receipt.not-forward</c>. Side effect: <c>posting.accepted</c> and the like.
/// </summary>
internal sealed class TakeReceipt(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly ChannelSecrets _secrets = new(protection);

    public async Task<Result> HandleAsync(string channelId, string? signature, string body, CancellationToken cancellation)
    {
        // Whoever has no secret gets no further than a reading.
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var channel = await db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == channelId && c.Kind == ChannelKind.CountyPortal, cancellation);
            if (channel is null || _secrets.Read(channel) is not { } secret || BodySignature.SignedAt(secret, signature, body) is not { } signedAt) return Failure.Of("receipt.bad-signature");
            if (!BodySignature.IsFresh(signedAt, time.UtcNow())) return Failure.Of("receipt.too-old");
        }
        if (Read(body) is not { } json || Receipt.Text(json, "delivery") is not { } delivery) return Failure.Of("receipt.malformed");
        var receipt = Receipt.Of(json);
        if (receipt.State is not { } state) return Failure.At("state", "receipt.state-unknown");
        if (state == PostingState.Refused && receipt.Reason is null) return Failure.At("reason", "receipt.reason-needed");
        if (Receipt.Text(json, "url") is not null && receipt.Address is null) return Failure.At("url", "receipt.bad-address");
        return await transactions.WriteAsync(tx => ApplyAsync(tx, channelId, signature!, delivery, state, receipt, cancellation), cancellation);
    }

    private static async Task<Result> ApplyAsync(
        PortalTransaction tx, string channelId, string signature, string delivery, PostingState state, Receipt receipt, CancellationToken cancellation)
    {
        if (await tx.Db.Set<TakenReceipt>().AnyAsync(r => r.Signature == signature, cancellation)) return Failure.Of("receipt.replayed");
        if (await tx.Db.Set<ChannelPosting>().FirstOrDefaultAsync(p => p.Id == delivery && p.ChannelId == channelId, cancellation) is not { } posting) return Failure.At("delivery", "posting.unknown");

        var old = tx.NowUtc - (BodySignature.Window * 2);
        await tx.Db.Set<TakenReceipt>().Where(r => r.TakenUtc < old).ExecuteDeleteAsync(cancellation);
        tx.Db.Add(new TakenReceipt { Signature = signature, TakenUtc = tx.NowUtc });
        // Said again, because our answer was lost: nothing new.
        if (posting.State == state) return Result.Ok;
        if (!PostingStates.MayMove(posting.State, state) || posting.State == PostingState.Queued && posting.Attempts == 0) return Failure.At("state", "receipt.not-forward", PostingStates.Code(posting.State), PostingStates.Code(state));
        if (posting.Task == PostingTask.Send) posting.Task = PostingTask.None;
        (posting.LastError, posting.IsUnsure) = (null, false);
        (posting.Address, posting.Reason, posting.ExternalId) = (receipt.Address ?? posting.Address, receipt.Reason ?? posting.Reason, receipt.ExternalId ?? posting.ExternalId);
        posting.Move(state, tx.NowUtc);
        posting.SubmittedUtc ??= tx.NowUtc;
        tx.Append(ChannelEvents.Moved(posting, Actor.Public));
        return Result.Ok;
    }

    private static JsonObject? Read(string body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
