using System.Security.Cryptography;
using System.Text;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

public enum FeedVerb { Create, Rotate, Revoke }

/// <param name="Target">The section for a new subscription; else the subscription.</param>
public sealed record ChangeFeedCommand(FeedVerb Verb, string Target);

/// <summary>
/// Makes a section's calendar subscription, replaces its secret address or ends it. The secret is answered once and kept as
/// a hash. Failures: <c>access.not-allowed</c>, <c>section.unknown</c>, <c>feed.unknown</c>. Side effect: <c>deadline.feed-changed</c>.
/// </summary>
public sealed class ChangeFeed(PortalTransactions transactions)
{
    public const string Changed = "deadline.feed-changed";
    private const int SecretBytes = 32;

    /// <summary>The secret; empty where the subscription was ended.</summary>
    public async Task<Result<string>> HandleAsync(ChangeFeedCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var secret = command.Verb == FeedVerb.Revoke ? "" : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        DeadlineFeed? feed;
        if (command.Verb == FeedVerb.Create)
        {
            if (await tx.Db.Set<Section>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == command.Target, cancellation) is not { } section) return Failure.Of("section.unknown");
            if (!Allows(actor, section.AgencyId, section.Id)) return Failure.Of(Failure.NotAllowed);
            feed = new DeadlineFeed
            {
                Id = ContentIds.New(), AgencyId = section.AgencyId, SectionId = section.Id, SecretHash = HashOf(secret), CreatedBy = actor.UserId, CreatedUtc = tx.NowUtc,
            };
            tx.Db.Add(feed);
        }
        else
        {
            feed = await tx.Db.Set<DeadlineFeed>().FirstOrDefaultAsync(f => f.Id == command.Target && f.RevokedUtc == null, cancellation);
            if (feed is null) return Failure.Of("feed.unknown");
            if (!Allows(actor, feed.AgencyId, feed.SectionId)) return Failure.Of(Failure.NotAllowed);
            if (command.Verb == FeedVerb.Revoke) feed.RevokedUtc = tx.NowUtc;
            else (feed.SecretHash, feed.RotatedUtc) = (HashOf(secret), tx.NowUtc);
        }
        tx.AppendChange(new EventDraft(Changed, actor.UserId, feed.Id, AgencyId: feed.AgencyId, Payload: new Dictionary<string, object?>
        {
            ["change"] = command.Verb.ToString().ToLowerInvariant(), ["section"] = feed.SectionId,
        }), typeof(DeadlineFeed));
        await tx.CommitAsync(cancellation);
        return secret;
    }

    /// <summary>Who sees all of a section's clocks may subscribe to them.</summary>
    public static bool Allows(Actor actor, string agencyId, string sectionId) => actor.Can(VisibleObligations.Read, agencyId, sectionId);

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
