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
        var (received, ended) = (new Dictionary<DateOnly, int>(), new List<EndedCount>());
        // A month at a time: each reads its own part of an index and needs no month out of an instant.
        foreach (var month in MonthFigures.Months(today))
        {
            var next = month.AddMonths(1);
            var (from, until) = (StartUtc(month), StartUtc(next));
            received[month] = await rows.CountAsync(r => r.ReceivedOn >= month && r.ReceivedOn < next, cancellation);
            var days = await rows.Where(r => r.EndedUtc >= from && r.EndedUtc < until)
                .Select(r => new
                {
                    Days = DateOnly.FromDateTime(r.EndedUtc!.Value.AddHours(Offset)).DayNumber - r.ReceivedOn.DayNumber,
                    InTime = r.State == RequestState.Closed || r.DueUtc == null || r.EndedUtc <= r.DueUtc,
                })
                .GroupBy(r => new { r.Days, r.InTime }).Select(g => new { g.Key.Days, g.Key.InTime, Count = g.Count() }).ToListAsync(cancellation);
            ended.AddRange(days.Select(d => new EndedCount(month, d.Days, d.InTime, d.Count)));
        }
        return MonthFigures.Of(received, ended, today);
    }
}
