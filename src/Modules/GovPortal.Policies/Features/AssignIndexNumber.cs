using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Policies.Model;
using GovPortal.Policies.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// Gives an item its index number with its first publication, in the same transaction: what is rolled back takes no number, so
/// there are no gaps. Without a rule, or without the agency's code where the rule asks for it, the item gets none and can get it
/// later (<see cref="AssignMissingNumbers"/>). Side effect: <c>index-number.assigned</c>.
/// </summary>
internal sealed class AssignIndexNumber : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (change != ContentChangeKind.Published) return;
        if (await IndexNumberRules.LoadAsync(tx.Db, cancellation) is { } rule) await GiveAsync(tx, rule, version, actor, cancellation);
    }

    /// <summary>Answers the number; null where the item has one already, or gets none.</summary>
    internal static async Task<string?> GiveAsync(PortalTransaction tx, IndexNumberRule rule, VersionInHand v, Actor actor, CancellationToken cancellation)
    {
        if (rule.ExceptTypes.Contains(v.Item.ContentType) || v.Organisation.Agency(v.Version.AgencyId) is not { } agency) return null;
        if (rule.NeedsCode && agency.Code.Length == 0) return null;
        if (await tx.Db.Set<IndexNumber>().AnyAsync(n => n.ContentItemId == v.Item.Id, cancellation)) return null;
        var facts = new IndexNumberFacts(agency.Code, v.Column?.Path.Split('/')[0] ?? "", CivilTime.DateOf(v.Item.FirstPublishedUtc ?? tx.NowUtc));
        var scope = rule.Scope(facts);
        int serial;
        string number;
        do
        {
            serial = await NextAsync(tx.Db, agency.Id, scope, cancellation);
            number = rule.Compose(facts, serial);
        }
        // Another rule may have counted otherwise and given this very number before.
        while (await tx.Db.Set<IndexNumber>().AnyAsync(n => n.AgencyId == agency.Id && n.Number == number, cancellation));
        tx.Db.Add(new IndexNumber { ContentItemId = v.Item.Id, AgencyId = agency.Id, Number = number, Scope = scope, Serial = serial, AssignedUtc = tx.NowUtc });
        tx.Append(new EventDraft(PolicyEvents.NumberAssigned, actor.UserId, v.Item.Id, v.Version.Id, agency.Id, new Dictionary<string, object?> { ["indexNumber"] = number }));
        return number;
    }

    /// <summary>The counter's row stays locked until the transaction ends: others wait for their number.</summary>
    private static async Task<int> NextAsync(PortalDbContext db, string agencyId, string scope, CancellationToken cancellation) =>
        (await db.Database.SqlQuery<int>($"""
            INSERT INTO "IndexNumberCounters" ("AgencyId", "Scope", "Last") VALUES ({agencyId}, {scope}, 1)
            ON CONFLICT ("AgencyId", "Scope") DO UPDATE SET "Last" = "IndexNumberCounters"."Last" + 1 RETURNING "Last" AS "Value"
            """).ToListAsync(cancellation))[0];
}

/// <summary>The number on the public page.</summary>
internal sealed class IndexNumberFact : IPublicFacts
{
    public string Name => "indexNumber";

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) =>
        await db.Set<IndexNumber>().Where(n => n.ContentItemId == version.Item.Id).Select(n => n.Number).FirstOrDefaultAsync(cancellation) is { } number
            ? JsonValue.Create(number) : null;
}
