using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <param name="Grade">Null leaves it 待研判.</param>
/// <param name="SectionId">Null leaves it 待交办; asks for a grade.</param>
public sealed record RegisterConcernCommand(string AgencyId, ConcernIntake Intake, string? Grade, string? SectionId, IReadOnlyList<IFormFile> Files);

/// <summary>
/// The office writes a concern down (R54), grades and dispatches it at once where it can. Failures: <c>access.not-allowed</c>, those of
/// <see cref="ConcernIntake.Check"/> and of taking files, <c>concern.grade</c>, <c>concern.section-required</c>. Side effects: <c>concern.registered</c> and
/// those of <see cref="GradeConcern"/> and <see cref="DispatchConcern"/>.
/// </summary>
public sealed class RegisterConcern(PortalTransactions transactions, ConcernFiles files, ConcernSeals seals, GradeConcern grade, DispatchConcern dispatch)
{
    public async Task<Result<string>> HandleAsync(RegisterConcernCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        // Files are looked at outside of the transaction: a virus scanner may take its time.
        if (!actor.Can(ConcernPermissions.Manage, command.AgencyId)) return Failure.Of(Failure.NotAllowed);
        var taken = await files.TakeAsync(command.Files, cancellation);
        var result = await transactions.WriteAsync(async Task<Result<string>> (tx) =>
        {
            var failures = new List<Failure>(command.Intake.Check(tx.NowUtc));
            failures.AddRange(taken.Failures);
            if (command.Grade is { } code && !ConcernGrades.All.ContainsKey(code) || command.Grade is null && command.SectionId is not null) failures.Add(Failure.At("Grade", "concern.grade"));
            if (command.SectionId is { } section && !await tx.Db.Set<Section>().AnyAsync(s => s.Id == section && s.AgencyId == command.AgencyId, cancellation)) failures.Add(Failure.At("SectionId", "concern.section-required"));
            if (failures.Count > 0) return failures;
            var concern = await AddAsync(tx, command.AgencyId, command.Intake, actor.UserId, seals, null, null, cancellation);
            files.Keep(tx, concern.Id, taken.Value!);
            var hand = new ConcernInHand(tx, concern, actor, seals);
            hand.Step(ConcernEvents.Registered, "", new() { ["channel"] = concern.Channel, ["found"] = concern.FoundUtc });
            if (command.Grade is { } given) await grade.ApplyAsync(hand, given, "", cancellation);
            if (command.SectionId is { } to) await dispatch.ApplyAsync(hand, to, "", cancellation);
            concern.State = command.SectionId is not null ? ConcernState.Handling : command.Grade is not null ? ConcernState.Graded : ConcernState.Triage;
            return concern.Id;
        }, cancellation);
        return result.Has("draft.changed-by-other") ? Failure.Of("concern.changed-by-other") : result;
    }

    internal static async Task<Concern> AddAsync(
        PortalTransaction tx, string agencyId, ConcernIntake intake, string actorId, ConcernSeals seals, string? monitorId, string? externalId, CancellationToken cancellation)
    {
        var year = tx.NowUtc.ToCivilDate().Year;
        await tx.InTurnAsync(agencyId, cancellation);
        var last = await tx.Db.Set<Concern>().Where(c => c.AgencyId == agencyId && c.Year == year).MaxAsync(c => (int?)c.Number, cancellation) ?? 0;
        var concern = new Concern
        {
            Id = ContentIds.New(), AgencyId = agencyId, Year = year, Number = last + 1, State = ConcernState.Triage, Channel = intake.Channel, MonitorId = monitorId, ExternalId = externalId, Title = intake.Title,
            Source = seals.Seal(intake.Source), Link = intake.Link, Text = seals.Seal(intake.Text), FoundUtc = intake.FoundUtc!.Value, RegisteredBy = actorId, RegisteredUtc = tx.NowUtc,
        };
        tx.Db.Add(concern);
        return concern;
    }
}
