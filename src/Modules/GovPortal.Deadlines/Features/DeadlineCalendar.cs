using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// A section's open clocks as a calendar (.ics): the last three months and all that is to come, the nearest 2,000. Whoever
/// has the address can read it, so a draft's title is not in it: column and kind stand in its place; what is public shows
/// its public title.
/// </summary>
public sealed class DeadlineCalendar(IDbContextFactory<PortalDbContext> contexts, ITexts texts, TimeProvider time)
{
    private const int Most = 2000, PastDays = 90;

    /// <summary>The calendar; null where the secret is none (any more).</summary>
    public async Task<string?> HandleAsync(string secret, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var hash = ChangeFeed.HashOf(secret);
        if (await db.Set<DeadlineFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.SecretHash == hash && f.RevokedUtc == null, cancellation) is not { } feed) return null;
        var since = time.UtcNow().AddDays(-PastDays);
        var clocks = await db.Set<Obligation>().AsNoTracking()
            .Where(o => o.SectionId == feed.SectionId && o.CancelledUtc == null && o.MetUtc == null && o.DueUtc >= since && o.Kind != DisclosureClock.Statutory)
            .OrderBy(o => o.DueUtc).ThenBy(o => o.Id).Take(Most).ToListAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var titles = await ListObligations.TitlesAsync(db, clocks, publishedOnly: true, cancellation);

        var calendar = new Ical.Net.Calendar { ProductId = "-//GovPortal//Deadlines//ZH" };
        calendar.AddProperty("X-WR-CALNAME", $"{organisation.Section(feed.SectionId)?.Name} 公开时限");
        foreach (var clock in clocks)
        {
            var column = organisation.Column(clock.ColumnId) is { } known ? organisation.FullTitle(known) : null;
            var kind = texts[ClockKinds.Title(clock.Kind)];
            var day = CivilTime.DateOf(clock.DueUtc);
            calendar.Events.Add(new CalendarEvent
            {
                Uid = clock.Id + "@govportal",
                Start = new CalDateTime(day), End = new CalDateTime(day.AddDays(1)),
                DtStamp = new CalDateTime(time.UtcNow(), "UTC"),
                Summary = $"{titles.GetValueOrDefault(clock.SubjectId) ?? column ?? kind} · {kind}{(clock.Provisional ? "（暂定）" : "")}",
                Description = $"{column}\n{Obligations.RuleText(clock.Rule)}\n{clock.Basis}".Trim(),
                Categories = [kind],
            });
        }
        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}
