using System.Text.Json;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <param name="Before">The month before, for comparison.</param>
/// <param name="Kept">The row of the month; null before it was drafted or written.</param>
/// <param name="Words">What the office says: what it wrote, else what the figures say by themselves.</param>
/// <param name="Ranking">How the sections rank; null where it is not for whoever asks.</param>
/// <param name="DueOn">By when it is due (R40: by the 29th, pulled back to a working day).</param>
public sealed record SummaryView(
    string AgencyId, string AgencyName, int Month, SummaryFigures Figures, SummaryFigures Before, MonthlySummary? Kept, string Words, IReadOnlyList<RankedSection>? Ranking, DateOnly DueOn, IReadOnlyList<Agency> Choices)
{
    /// <summary>Null while it is counted live.</summary>
    public MonthlySummary? Frozen => Kept?.FrozenUtc is null ? null : Kept;

    public string Title => $"{AgencyName}{ReadSummary.MonthText(Month)}政务公开情况汇总";
}

/// <summary>
/// A month's summary: counted live until the office freezes it. A bounded number of queries, whatever was published. Failures:
/// <c>access.not-allowed</c>, <c>summary.month</c>.
/// </summary>
public sealed class ReadSummary(IDbContextFactory<PortalDbContext> contexts, IEnumerable<IMonthlyFigures> others, TimeProvider time)
{
    public const int FirstMonth = 202001;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public static bool MayRead(Actor actor, string agencyId) => actor.Can(SupervisionPermissions.Manage, agencyId) || actor.Can(SupervisionPermissions.Read, agencyId);

    /// <param name="agencyId">Null for the first that the person may see.</param>
    /// <param name="month">As 202611; null for the present one.</param>
    public async Task<Result<SummaryView>> HandleAsync(string? agencyId, int? month, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var choices = await ChoicesAsync(db, actor, cancellation);
        if (choices.FirstOrDefault(a => agencyId is null || a.Id == agencyId) is not { } agency) return Failure.Of(Failure.NotAllowed);
        var asked = month ?? MonthOf(time.UtcNow().ToCivilDate());
        if (CheckMonth(asked, time.UtcNow()) is { } outside) return outside;
        var kept = await db.Set<MonthlySummary>().AsNoTracking().FirstOrDefaultAsync(s => s.AgencyId == agency.Id && s.Month == asked, cancellation);
        var (figures, before) = (await FiguresAsync(db, agency.Id, asked, kept, cancellation), await FiguresAsync(db, agency.Id, Previous(asked), null, cancellation));
        var ranking = MaySeeRanking(actor, agency.Id, kept) ? SectionRanking.Of(figures.Sections) : null;
        return new SummaryView(agency.Id, agency.Name, asked, figures, before, kept, WordsOf(kept, figures, before), ranking, DueOn(asked), choices);
    }

    /// <summary>Agencies whose summaries the person may see.</summary>
    internal static async Task<IReadOnlyList<Agency>> ChoicesAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        [.. (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation)).Where(a => MayRead(actor, a.Id))];

    private static string WordsOf(MonthlySummary? kept, SummaryFigures figures, SummaryFigures before) =>
        kept is { FrozenUtc: not null } or { Words.Length: > 0 } ? kept.Words : SummaryWords.Of(figures, before);

    /// <summary>Whoever sees the whole agency, and the sections once the office shows it.</summary>
    internal static bool MaySeeRanking(Actor actor, string agencyId, MonthlySummary? kept) =>
        actor.Can(SupervisionPermissions.Manage, agencyId) || ContentAccess.Holds(actor, SupervisionPermissions.Read, agencyId, null) || kept is { FrozenUtc: not null, IsRankingShown: true };

    /// <summary>Refuses months before the first and after the present one.</summary>
    internal static Failure? CheckMonth(int month, DateTime nowUtc) =>
        MonthOf(nowUtc.ToCivilDate()) is var present && (month < FirstMonth || month > present || month % 100 is < 1 or > 12) ? Failure.At("month", "summary.month", FirstMonth, present) : null;

    /// <summary>As they were frozen, else as they stand.</summary>
    /// <param name="kept">The month's row where the caller has it.</param>
    internal async Task<SummaryFigures> FiguresAsync(PortalDbContext db, string agencyId, int month, MonthlySummary? kept, CancellationToken cancellation)
    {
        var frozen = kept?.Figures ?? await db.Set<MonthlySummary>().AsNoTracking().Where(s => s.AgencyId == agencyId && s.Month == month).Select(s => s.Figures).FirstOrDefaultAsync(cancellation);
        return string.IsNullOrEmpty(frozen) ? await CountAsync(db, agencyId, month, cancellation) : JsonSerializer.Deserialize<SummaryFigures>(frozen, Json)!;
    }

    internal async Task<SummaryFigures> CountAsync(PortalDbContext db, string agencyId, int month, CancellationToken cancellation)
    {
        var first = new DateOnly(month / 100, month % 100, 1);
        var (from, until) = (Instants.FromCivil(first.ToDateTime(TimeOnly.MinValue)), Instants.FromCivil(first.AddMonths(1).ToDateTime(TimeOnly.MinValue)));
        var sections = await db.Set<Section>().AsNoTracking().Where(s => s.AgencyId == agencyId).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(cancellation);
        var published = await (
            from figures in db.Set<MonthFigures>().AsNoTracking()
            where figures.Month == month && !figures.IsInternal
            join column in db.Set<Column>() on figures.ColumnId equals column.Id
            where column.AgencyId == agencyId
            group figures by column.SectionId ?? "" into g
            select new { SectionId = g.Key, Published = g.Sum(f => f.PublishedCount), OnTime = g.Sum(f => f.OnTimeCount), Late = g.Sum(f => f.LateCount) }).ToDictionaryAsync(p => p.SectionId, cancellation);
        var problems = await db.Set<Problem>().AsNoTracking().Where(p => p.AgencyId == agencyId && p.FoundUtc < until && (p.GoneUtc == null || p.GoneUtc >= from))
            .GroupBy(p => new { SectionId = p.SectionId ?? "", IsNew = p.FoundUtc >= from, IsGone = p.GoneUtc != null && p.GoneUtc < until })
            .Select(g => new { g.Key.SectionId, g.Key.IsNew, g.Key.IsGone, Count = g.Count() }).ToListAsync(cancellation);
        var orders = await db.Set<SupervisionOrder>().AsNoTracking().Where(o => o.AgencyId == agencyId && o.IssuedUtc < until && (o.EndedUtc == null || o.EndedUtc >= from))
            .GroupBy(o => new { o.SectionId, IsNew = o.IssuedUtc >= from, IsEnded = o.State == OrderState.SignedOff && o.EndedUtc != null && o.EndedUtc < until, IsLate = o.State == OrderState.Issued && o.DueUtc < until })
            .Select(g => new { g.Key.SectionId, g.Key.IsNew, g.Key.IsEnded, g.Key.IsLate, Count = g.Count() }).ToListAsync(cancellation);
        var scores = (await db.Set<InspectionScore>().AsNoTracking().Where(s => s.AgencyId == agencyId && s.Day >= first && s.Day < first.AddMonths(1)).OrderBy(s => s.Day).ToListAsync(cancellation))
            .GroupBy(s => s.SectionId).ToDictionary(g => g.Key, g => g.Last().Score);
        var nil = await db.Set<NilReturn>().AsNoTracking().Where(n => n.AgencyId == agencyId && n.Month == month).Select(n => n.SectionId).ToListAsync(cancellation);
        var lines = new List<SummaryLine>();
        foreach (var other in others) lines.AddRange((await other.CountAsync(db, agencyId, from, until, cancellation)).GroupBy(f => (f.Group, f.Title)).Select(g => new SummaryLine(g.Key.Group, g.Key.Title, g.Sum(f => f.Count), g.First().IsStock)));

        return new SummaryFigures(month, [.. sections.Select(s => Line(s.Id, s.Name)), .. Line("", "办公室（未分科室）") is { Published: 0, Found: 0, Gone: 0, Standing: 0 } ? [] : new[] { Line("", "办公室（未分科室）") }], lines, scores.TryGetValue("", out var whole) ? whole : null);

        SectionMonth Line(string id, string name)
        {
            var p = published.GetValueOrDefault(id);
            return new SectionMonth(
                id, name, p?.Published ?? 0, p?.OnTime ?? 0, p?.Late ?? 0, problems.Where(x => x.SectionId == id && x.IsNew).Sum(x => x.Count), problems.Where(x => x.SectionId == id && x.IsGone).Sum(x => x.Count),
                problems.Where(x => x.SectionId == id && !x.IsGone).Sum(x => x.Count), orders.Where(o => o.SectionId == id && o.IsNew).Sum(o => o.Count), orders.Where(o => o.SectionId == id && o.IsEnded).Sum(o => o.Count),
                orders.Where(o => o.SectionId == id && o.IsLate).Sum(o => o.Count), id.Length > 0 && scores.TryGetValue(id, out var score) ? score : null, nil.Contains(id));
        }
    }

    public static int MonthOf(DateOnly day) => (day.Year * 100) + day.Month;

    public static int Previous(int month) => month % 100 == 1 ? month - 89 : month - 1;

    internal static string MonthText(int month) => $"{month / 100}年{month % 100}月";

    internal static string Url(string agencyId, int month) => $"/Admin/Supervision/Summary?month={month}&agency={Uri.EscapeDataString(agencyId)}";

    internal const string DueRule = "dom29";

    /// <summary>每月29日前, pulled back to a working day; the last day of a shorter month (R40).</summary>
    internal static DateOnly DueOn(int month) =>
        Deadline.Explain(new DateOnly(month / 100, month % 100, 1), DeadlineRule.Parse(DueRule).Value!, WorkingCalendar.China).Value!.Due!.Value;
}
