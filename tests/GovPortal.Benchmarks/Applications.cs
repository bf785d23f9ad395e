using GovPortal.AdminUi.Lists;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Data;
using GovPortal.Requests;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>
/// Applications for disclosure over three years and fourteen sections: the board, the list and the annual table, by their handlers. Cases come
/// in on working days, are answered after five to thirty days, and a fiftieth of the last two months' runs or stands still.
/// </summary>
internal static class Applications
{
    private const int Rounds = 15, Sections = 14, Years = 3, Batch = 5000;

    private static readonly string[] Ends = [Outcomes.Granted, Outcomes.Granted, Outcomes.Granted, Outcomes.Partly, "process-information", "third-party-rights", "not-held", "must-be-made", Outcomes.Petition, Outcomes.Other];

    public static async Task RunAsync(params int[] sizes)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        foreach (var postgreSql in PortalApp.OnPostgreSql ? (bool[])[false, true] : [false])
        {
            Console.WriteLine($"\n## Applications on {(postgreSql ? "PostgreSQL" : "SQLite")}, ms (median / 95th percentile)\n\n| cases | open | board, office | board, one section | list, what runs | list, everything | list, ended late in a month | annual table |\n|---|---|---|---|---|---|---|---|");
            foreach (var size in sizes) await MeasureAsync(postgreSql, size);
        }
    }

    private static async Task MeasureAsync(bool postgreSql, int size)
    {
        await using var place = await Portal.FilledAsync(postgreSql, 0);
        await using var portal = await Portal.StartAsync(place);
        var contexts = portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        var (agency, sections) = await PlaceAsync(contexts);
        await FillAsync(contexts, agency, sections, size);
        var office = new Actor("measuring", "办公室", [new Grant("Office", new HashSet<string> { RequestPermissions.Read, RequestPermissions.Dispatch }, agency, null)]);
        var editor = new Actor("measuring", "科室", [new Grant("SectionEditor", new HashSet<string> { RequestPermissions.Read, RequestPermissions.Handle }, agency, sections[0])]);
        var (board, list, annual) = (portal.Services.GetRequiredService<ReadBoard>(), portal.Services.GetRequiredService<ListRequests>(), portal.Services.GetRequiredService<ReadAnnualTable>());
        var now = DateTime.UtcNow;
        var late = new RequestFilter(null, null, null, false, OpenOnly: false) { EndedIn = new DateOnly(now.Year, now.Month, 1).AddMonths(-3), InTime = false };
        var (running, everything) = (new RequestFilter(null, null, null, false, OpenOnly: true), new RequestFilter(null, null, null, false, OpenOnly: false));
        var open = (await board.HandleAsync(office, default)).Value!.Open;
        var first = await Timing.OfAsync(Rounds, _ => board.HandleAsync(office, default));
        var second = await Timing.OfAsync(Rounds, _ => board.HandleAsync(editor, default));
        var third = await Timing.OfAsync(Rounds, _ => list.HandleAsync(new ListQuery(), running, office, default));
        var fourth = await Timing.OfAsync(Rounds, _ => list.HandleAsync(new ListQuery(), everything, office, default));
        var fifth = await Timing.OfAsync(Rounds, _ => list.HandleAsync(new ListQuery(), late, office, default));
        var sixth = await Timing.OfAsync(Rounds, _ => annual.HandleAsync(null, now.Year - 1, office, default));
        Console.WriteLine($"| {size} | {open} | {first} | {second} | {third} | {fourth} | {fifth} | {sixth} |");
    }

    private static async Task<(string Agency, List<string> Sections)> PlaceAsync(IDbContextFactory<PortalDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var agency = await db.Set<Agency>().OrderBy(a => a.Position).Select(a => a.Id).FirstAsync();
        var sections = await db.Set<Section>().Where(s => s.AgencyId == agency).OrderBy(s => s.Position).Select(s => s.Id).Take(Sections).ToListAsync();
        for (var i = sections.Count; i < Sections; i++)
        {
            sections.Add("measured-" + i);
            db.Add(new Section { Id = sections[^1], AgencyId = agency, Name = "测量科室" + i });
        }
        await db.SaveChangesAsync();
        return (agency, sections);
    }

    private static async Task FillAsync(IDbContextFactory<PortalDbContext> contexts, string agency, List<string> sections, int size)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var (random, today, text) = (new Random(7), CivilTime.DateOf(DateTime.UtcNow), new string('x', 600));
        for (var i = 0; i < size; i++)
        {
            var received = today.AddDays(-(int)((long)(size - 1 - i) * Years * 365 / size));
            Add(db, new Given(agency, sections[random.Next(sections.Count)], received, i + 1, text), today, random);
            if (i % Batch != Batch - 1) continue;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        await db.SaveChangesAsync();
    }

    private sealed record Given(string Agency, string Section, DateOnly Received, int Number, string Text);

    private static void Add(PortalDbContext db, Given given, DateOnly today, Random random)
    {
        var (id, taken) = (ContentIds.New(), random.Next(100) < 6 ? random.Next(35, 60) : random.Next(5, 30));
        var ended = given.Received.AddDays(taken);
        var (runs, due) = (ended >= today, CivilTime.EndOfDayUtc(given.Received.AddDays(30)));
        var state = !runs ? random.Next(10) == 0 ? RequestState.Closed : RequestState.Answered
            : random.Next(5) switch { 0 => RequestStates.Standing[random.Next(RequestStates.Standing.Count)], 1 => RequestState.Registered, _ => RequestState.InProgress };
        var paused = RequestStates.Standing.Contains(state);
        var (entered, end) = (CivilTime.EndOfDayUtc(given.Received), runs ? (DateTime?)null : CivilTime.EndOfDayUtc(ended).AddHours(-9));
        db.Add(new DisclosureRequest
        {
            Id = id, AgencyId = given.Agency, Year = given.Received.Year, Number = given.Number, Code = given.Number.ToString("D8", null), SecretHash = new string('0', 64), Channel = RequestChannel.Internet,
            EnteredUtc = entered, ReceivedOn = given.Received, ApplicantClass = ApplicantClasses.All.Keys.ElementAt(random.Next(6)), Applicant = given.Text, Description = given.Text, Matters = 1,
            Form = "electronic", Delivery = "online", State = state, SectionId = state == RequestState.Registered ? null : given.Section, AnswerRule = "20wd", DueUtc = due, IsPaused = paused,
            Outcome = runs ? null : state == RequestState.Closed ? Outcomes.Other : Ends[random.Next(Ends.Length)], Answer = runs ? null : given.Text, EndedUtc = end, StepCount = 4,
        });
        string[] steps = [RequestEvents.Received, RequestEvents.Dispatched, paused ? RequestEvents.ThirdPartyAsked : RequestEvents.Drafted, runs ? RequestEvents.MessageSent : RequestEvents.Answered];
        for (var n = 0; n < steps.Length; n++) db.Add(new RequestStep { RequestId = id, Number = n + 1, Kind = steps[n], ActorId = "measuring", AtUtc = entered.AddDays(n) });
        db.Add(new Obligation
        {
            Id = ContentIds.New(), SubjectId = id, AgencyId = given.Agency, SectionId = given.Section, Kind = RequestClocks.Answer, Rule = "20wd", FromDate = given.Received, DueUtc = due, Basis = "测量用",
            CalendarVersion = WorkingCalendar.China.Version, OpenedUtc = entered, MetUtc = end,
        });
    }
}
