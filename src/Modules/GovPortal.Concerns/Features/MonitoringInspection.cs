using System.Runtime.CompilerServices;
using GovPortal.Clocks;
using GovPortal.Concerns.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>
/// Working days without an entry of the monitoring log (R41), from the agency's first entry on: before it nobody had begun. Days off may
/// have none. What is written later mends it.
/// </summary>
internal sealed class MonitoringInspection : IInspection
{
    public const string Gap = "monitoring-gap";

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(Gap, RuleGroups.Other, "没有登记每日舆情监测", "《政务舆情工作制度》", 30, "天", 1)];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!thresholds.TryGetValue(Gap, out var back)) yield break;
        var today = nowUtc.ToCivilDate();
        var first = today.AddDays(-back);
        var begun = await db.Set<MonitoringEntry>().AsNoTracking().GroupBy(e => e.AgencyId).Select(g => new { AgencyId = g.Key, First = g.Min(e => e.Day) }).ToListAsync(cancellation);
        var written = (await db.Set<MonitoringEntry>().AsNoTracking().Where(e => e.Day >= first).Select(e => new { e.AgencyId, e.Day }).ToListAsync(cancellation)).ToLookup(e => e.AgencyId, e => e.Day);
        foreach (var agency in begun)
        {
            for (var day = agency.First > first ? agency.First : first; day < today; day = day.AddDays(1))
            {
                if (!WorkingCalendar.China.IsWorkingDay(day) || written[agency.AgencyId].Contains(day)) continue;
                yield return new Breach(Gap, $"{agency.AgencyId}:{day:yyyyMMdd}", agency.AgencyId, null, null, $"{day:yyyy-MM-dd}没有舆情监测记录", "工作日没有登记“今日无异常”，也没有登记发现的舆情", "/Admin/Concerns/Log?agency=" + agency.AgencyId);
            }
        }
    }
}
