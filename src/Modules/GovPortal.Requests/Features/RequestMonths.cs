using System.Linq.Expressions;
using GovPortal.Kernel.Data;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// The months of the board, counted in the database: what is read are days and numbers, a few hundred rows however many cases there are.
/// An answer is late after its day; what ended without one (withdrawn, transferred, abandoned) is not late.
/// </summary>
internal static class RequestMonths
{
    /// <summary>Asia/Shanghai is eight hours ahead, all year; in a query the offset stands as a number.</summary>
    private const int Offset = 8;

    public static Expression<Func<DisclosureRequest, bool>> WasInTime { get; } = r => r.EndedUtc != null && (r.State == RequestState.Closed || r.DueUtc == null || r.EndedUtc <= r.DueUtc);

    public static Expression<Func<DisclosureRequest, bool>> WasLate { get; } = r => r.State == RequestState.Answered && r.DueUtc != null && r.EndedUtc > r.DueUtc;

    /// <summary>Midnight in China at the beginning of a day.</summary>
    public static DateTime StartUtc(DateOnly day) => Instants.FromCivil(day.ToDateTime(TimeOnly.MinValue));

    public static async Task<IReadOnlyList<MonthFigures>> ReadAsync(IQueryable<DisclosureRequest> rows, DateOnly today, CancellationToken cancellation)
    {
        var first = MonthFigures.Months(today).First();
        var from = StartUtc(first);
        var received = await rows.Where(r => r.ReceivedOn >= first && r.ReceivedOn <= today)
            .GroupBy(r => new { r.ReceivedOn.Year, r.ReceivedOn.Month }).Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count() }).ToListAsync(cancellation);
        var ended = await rows.Where(r => r.EndedUtc >= from)
            .Select(r => new
            {
                On = DateOnly.FromDateTime(r.EndedUtc!.Value.AddHours(Offset)), r.ReceivedOn,
                InTime = r.State == RequestState.Closed || r.DueUtc == null || r.EndedUtc <= r.DueUtc,
            })
            .GroupBy(r => new { r.On.Year, r.On.Month, Days = r.On.DayNumber - r.ReceivedOn.DayNumber, r.InTime })
            .Select(g => new { g.Key.Year, g.Key.Month, g.Key.Days, g.Key.InTime, Count = g.Count() }).ToListAsync(cancellation);
        return MonthFigures.Of(
            received.ToDictionary(r => new DateOnly(r.Year, r.Month, 1), r => r.Count),
            ended.Select(e => new EndedCount(new DateOnly(e.Year, e.Month, 1), e.Days, e.InTime, e.Count)), today);
    }
}
