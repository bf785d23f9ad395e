using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>The open cases of a section; the office's where <see cref="SectionId"/> is null.</summary>
/// <param name="Clocks">How many clocks run by kind.</param>
public sealed record SectionFigures(string? SectionId, string Name, int Open, int Late, int Paused, IReadOnlyDictionary<string, int> Clocks);

/// <summary>Cases whose answer's clock stands still.</summary>
/// <param name="SinceUtc">Since when the one that stands longest.</param>
public sealed record StandingFigures(RequestState State, int Count, DateTime? SinceUtc);

/// <summary>How many answers are due in a week, late ones left out.</summary>
/// <param name="First">Today in the first week, then Mondays.</param>
public sealed record WeekFigures(DateOnly First, DateOnly Last, int Count);

/// <param name="SoonUntil">The last day of the three working days after today.</param>
/// <param name="WeekUntil">Sunday.</param>
/// <param name="Suggestions">What is asked for often and granted: to be disclosed without being asked.</param>
public sealed record BoardView(
    int Open, int Late, int Soon, DateOnly SoonUntil, int Week, DateOnly WeekUntil, int Paused, IReadOnlyList<StandingFigures> Standing, IReadOnlyList<SectionFigures> Sections,
    IReadOnlyList<MonthFigures> Months, IReadOnlyList<WeekFigures> Weeks, IReadOnlyList<SubjectSuggestion> Suggestions, DateOnly Today);

/// <summary>
/// How the office's work on applications stands: what presses, what stands still, who has what, the last twelve months and the next eight
/// weeks; of the cases that the person may see. Everything is counted in the database. Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ReadBoard(IDbContextFactory<PortalDbContext> contexts, IObligations obligations, StandIns standIns, TimeProvider time)
{
    public const int SoonDays = 3, Weeks = 8;

    private static readonly List<string> Pausing = [RequestEvents.CorrectionAsked, RequestEvents.ThirdPartyAsked, RequestEvents.OrganAsked, RequestEvents.FeeCharged];

    public async Task<Result<BoardView>> HandleAsync(Actor person, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var actor = await standIns.WithAsync(db, person, cancellation);
        if (!RequestAccess.Anywhere(actor)) return Failure.Of(Failure.NotAllowed);
        var now = time.UtcNow();
        var today = now.ToCivilDate();
        var (soon, sunday) = (obligations.EndOfWorkingDayUtc(SoonDays), today.AddDays(6 - Weekday(today)));
        var week = CivilTime.EndOfDayUtc(sunday);
        var mine = RequestAccess.Of(db.Set<DisclosureRequest>().AsNoTracking(), actor);
        var open = await mine.StillOpen().GroupBy(r => r.SectionId).Select(g => new
        {
            Section = g.Key, Open = g.Count(), Paused = g.Count(r => r.IsPaused), Late = g.Count(r => !r.IsPaused && r.DueUtc < now),
            Soon = g.Count(r => !r.IsPaused && r.DueUtc >= now && r.DueUtc <= soon), Week = g.Count(r => !r.IsPaused && r.DueUtc >= now && r.DueUtc <= week),
        }).ToListAsync(cancellation);
        var clocks = (await ClocksAsync(db, mine, cancellation)).ToLookup(c => c.Section ?? "");
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var sections = open.Select(o => new SectionFigures(
            o.Section, organisation.Section(o.Section)?.Name ?? "", o.Open, o.Late, o.Paused, clocks[o.Section ?? ""].ToDictionary(c => c.Kind, c => c.Count)))
            .OrderBy(s => s.SectionId is not null).ThenBy(s => organisation.Section(s.SectionId)?.Position).ThenBy(s => s.SectionId, StringComparer.Ordinal).ToList();
        return new BoardView(
            open.Sum(o => o.Open), open.Sum(o => o.Late), open.Sum(o => o.Soon), soon.ToCivilDate(), open.Sum(o => o.Week), sunday, open.Sum(o => o.Paused),
            await StandingAsync(db, mine, cancellation), sections, await RequestMonths.ReadAsync(mine, today, cancellation), await WeeksAsync(mine, now, today, cancellation),
            await SuggestSubjects.ReadAsync(db, mine, now, organisation, cancellation), today);
    }

    private async Task<List<(string? Section, string Kind, int Count)>> ClocksAsync(PortalDbContext db, IQueryable<DisclosureRequest> mine, CancellationToken cancellation)
    {
        var counts = await (
            from r in mine.StillOpen()
            join c in obligations.Running(db, [.. RequestClocks.OfCases]) on r.Id equals c.SubjectId
            group c by new { r.SectionId, c.Kind } into g
            select new { g.Key.SectionId, g.Key.Kind, Count = g.Count() }).ToListAsync(cancellation);
        return counts.ConvertAll(c => ((string?)c.SectionId, c.Kind, c.Count));
    }

    /// <summary>Since the last step that stopped the clock.</summary>
    private static async Task<IReadOnlyList<StandingFigures>> StandingAsync(PortalDbContext db, IQueryable<DisclosureRequest> mine, CancellationToken cancellation)
    {
        var groups = await mine.StillOpen().Where(r => r.IsPaused)
            .Select(r => new { r.State, Since = db.Set<RequestStep>().Where(s => s.RequestId == r.Id && Pausing.Contains(s.Kind)).Max(s => (DateTime?)s.AtUtc) })
            .GroupBy(r => r.State).Select(g => new { State = g.Key, Count = g.Count(), Since = g.Min(r => r.Since) }).ToListAsync(cancellation);
        return [.. RequestStates.Standing.Select(s => groups.Find(g => g.State == s) is { } g ? new StandingFigures(s, g.Count, g.Since) : new StandingFigures(s, 0, null))];
    }

    private static async Task<IReadOnlyList<WeekFigures>> WeeksAsync(IQueryable<DisclosureRequest> mine, DateTime now, DateOnly today, CancellationToken cancellation)
    {
        var monday = today.AddDays(-Weekday(today));
        var until = CivilTime.EndOfDayUtc(monday.AddDays((7 * Weeks) - 1));
        // Answers are due at the end of a day, so the instants are few.
        var dues = await mine.StillOpen().Where(r => !r.IsPaused && r.DueUtc >= now && r.DueUtc <= until).GroupBy(r => r.DueUtc).Select(g => new { Due = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var byWeek = dues.ToLookup(d => (d.Due!.Value.ToCivilDate().DayNumber - monday.DayNumber) / 7, d => d.Count);
        return [.. Enumerable.Range(0, Weeks).Select(i => new WeekFigures(i == 0 ? today : monday.AddDays(7 * i), monday.AddDays((7 * i) + 6), byWeek[i].Sum()))];
    }

    /// <summary>0 for Monday.</summary>
    private static int Weekday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;
}
