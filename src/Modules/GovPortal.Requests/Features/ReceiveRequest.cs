using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Secret">Shown once; only its hash is kept.</param>
public sealed record ReceivedRequest(string Id, string Code, string Secret, string NumberText, DateOnly ReceivedOn, int Matters);

/// <summary>An application whose fields are in order, before it is kept.</summary>
internal sealed record NewRequest(Application Application, RequestChannel Channel, DateOnly ReceivedOn, IReadOnlyList<NewFile> Files, string? AgencyId, string ActorId);

/// <summary>
/// Keeps an application: number, code, the case with its first step, its clocks. Failure: <c>request.no-agency</c>. Side effect:
/// <c>request.received</c>.
/// </summary>
public sealed class ReceiveRequest(RequestSeals seals, RequestClocks clocks, ApplicantIndex index)
{
    internal async Task<Result<ReceivedRequest>> ApplyAsync(PortalTransaction tx, NewRequest given, CancellationToken cancellation)
    {
        if ((given.AgencyId ?? await FirstAgencyAsync(tx.Db, cancellation)) is not { } agency) return Failure.Of("request.no-agency");
        var (a, rules, secret) = (given.Application, await RequestRules.LoadAsync(tx.Db, cancellation), RequestSecret.NewSecret());
        var (code, year) = (RequestSecret.NewCode(), tx.NowUtc.ToCivilDate().Year);
        var request = new DisclosureRequest
        {
            Id = ContentIds.New(), AgencyId = agency, Year = year, Number = await NextNumberAsync(tx.Db, agency, year, cancellation), Code = code, SecretHash = RequestSecret.Hash(code, secret),
            Channel = given.Channel, EnteredUtc = tx.NowUtc, ReceivedOn = given.ReceivedOn, ApplicantClass = a.ApplicantClass,
            Applicant = seals.SealApplicant(new ApplicantDetails(a.Name, a.Proof, a.ProofNumber, a.Agent, a.Phone, a.Email, a.Address)), ApplicantKey = index.Of(a.Proof, a.ProofNumber),
            Description = seals.Seal(a.Description), Matters = ApplicationCheck.MattersIn(a.Description), Form = a.Form, Delivery = a.Delivery, State = RequestState.Registered,
            AnswerRule = $"{rules.AnswerDays}wd",
        };
        tx.Db.Add(request);
        foreach (var file in given.Files) tx.Db.Add(file.Of(request.Id, fromApplicant: true, tx.NowUtc, seals));
        RequestDesk.Add(tx, request, RequestEvents.Received, given.ActorId, null, new() { ["channel"] = given.Channel.ToString().ToLowerInvariant(), ["received"] = $"{given.ReceivedOn:yyyy-MM-dd}" });
        await clocks.StartAsync(tx, request, rules, cancellation);
        return new ReceivedRequest(request.Id, code, secret, request.NumberText, request.ReceivedOn, request.Matters);
    }

    /// <summary>The counter's row stays locked until the transaction ends: others wait for their number, and what is rolled back takes none.</summary>
    internal static async Task<int> NextNumberAsync(PortalDbContext db, string agencyId, int year, CancellationToken cancellation) =>
        (await db.Database.SqlQuery<int>($"""
            INSERT INTO "RequestCounters" ("AgencyId", "Year", "Last") VALUES ({agencyId}, {year}, 1)
            ON CONFLICT ("AgencyId", "Year") DO UPDATE SET "Last" = "RequestCounters"."Last" + 1 RETURNING "Last" AS "Value"
            """).ToListAsync(cancellation))[0];

    private static Task<string?> FirstAgencyAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.Set<Agency>().OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => (string?)a.Id).FirstOrDefaultAsync(cancellation);
}
