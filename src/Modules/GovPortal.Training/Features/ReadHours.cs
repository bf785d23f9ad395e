using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using GovPortal.Training.Model;
using GovPortal.Training.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Training.Features;

/// <summary>What a person took part in within a year.</summary>
public sealed record PersonHours(string Name, int Sessions, double Hours);

/// <param name="Unnamed">Records whose list names nobody.</param>
/// <param name="IsCut">The year has more records than are read.</param>
public sealed record YearHours(int Year, IReadOnlyList<PersonHours> People, int Records, int Unnamed, bool IsCut);

/// <summary>
/// Hours of each person in a year, from the lists of participants: read from the records when asked for and kept nowhere else, for those
/// alone who hold <c>training.names</c> where the record is, or in a role that reads all sections. People of one name count as one. Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ReadHours(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, ITexts texts)
{
    public const int MostRecords = 1_000;

    public async Task<Result<YearHours>> HandleAsync(int year, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(TrainingPermissions.Names)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, year, actor, cancellation);
    }

    /// <summary>As a workbook (.xlsx). Side effect: <c>training.hours-exported</c>, without a name.</summary>
    public async Task<Result<byte[]>> ExportAsync(int year, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(TrainingPermissions.Names)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        var hours = await ReadAsync(tx.Db, year, actor, cancellation);
        tx.Append(new EventDraft(TrainingEvents.HoursExported, actor.UserId, Payload: new Dictionary<string, object?> { ["year"] = year, ["trained"] = hours.People.Count }));
        await tx.CommitAsync(cancellation);
        (string, double)[] header = [(texts["姓名"], 16), (texts["场次"], 10), (texts["学时"], 10)];
        return SheetWriter.Write(texts["参训学时"], texts["{0}年参训人员学时", year], header,
            [.. hours.People.Select(p => (IReadOnlyList<string>)[p.Name, p.Sessions.ToString(CultureInfo.InvariantCulture), ListTraining.HoursText(p.Hours)])]);
    }

    /// <summary>Where the right is held, and in the whole agency for a role that reads all of its sections.</summary>
    private static bool SeesNames(Actor actor, string agencyId, string? sectionId) => actor.Grants.Any(g =>
        g.Permissions.Contains(TrainingPermissions.Names) && (g.AgencyId is null || g.AgencyId == agencyId)
        && (g.SectionId is null || g.SectionId == sectionId || g.Permissions.Contains(Permissions.ContentReadAll)));

    private static async Task<YearHours> ReadAsync(PortalDbContext db, int year, Actor actor, CancellationToken cancellation)
    {
        var records = await (
            from t in ListTraining.OfYear(ListTraining.Readable(db, actor), year)
            join version in db.Set<ContentVersion>().AsNoTracking() on t.Row.VersionId equals version.Id
            orderby t.Entry.HeldOn descending, t.Entry.ContentItemId
            select new { t.Row.AgencyId, t.Row.SectionId, t.Entry.Hours, version.Data }).Take(MostRecords + 1).ToListAsync(cancellation);
        var (people, read, unnamed) = (new Dictionary<string, (int Sessions, double Hours)>(StringComparer.Ordinal), 0, 0);
        foreach (var record in records.Take(MostRecords).Where(r => r.Data.Length > 0 && SeesNames(actor, r.AgencyId, r.SectionId)))
        {
            var names = AttendeeNames.In(TrainingData.Text((JsonObject)JsonNode.Parse(record.Data)!, "Attendees"));
            (read, unnamed) = (read + 1, unnamed + (names.Count == 0 ? 1 : 0));
            foreach (var name in names) people[name] = people.GetValueOrDefault(name) is var (sessions, hours) ? (sessions + 1, hours + record.Hours) : default;
        }
        return new YearHours(
            year, [.. people.Select(p => new PersonHours(p.Key, p.Value.Sessions, p.Value.Hours)).OrderByDescending(p => p.Hours).ThenByDescending(p => p.Sessions).ThenBy(p => p.Name, StringComparer.Ordinal)],
            read, unnamed, records.Count > MostRecords);
    }
}
