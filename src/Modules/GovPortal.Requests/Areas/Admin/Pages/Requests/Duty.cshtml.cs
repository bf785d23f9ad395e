using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

public sealed record DutyDay(DateOnly Date, string Weekday, bool Rests, string? UserId);

/// <summary>Who of the office is on duty on the days of a month.</summary>
[ResponseCache(NoStore = true)]
public sealed class DutyModel(ITexts texts, SetDuty set, IPeople people, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    [FromQuery(Name = "month")] public string? Month { get; set; }
    [FromQuery(Name = "agency")] public string? Agency { get; set; }

    public DateOnly Today { get; private set; }
    public DateOnly First { get; private set; }
    public string AgencyId { get; private set; } = "";
    public IReadOnlyList<SelectListItem> Agencies { get; private set; } = [];
    public IReadOnlyList<DutyDay> Days { get; private set; } = [];
    private IReadOnlyDictionary<string, string> _office = new Dictionary<string, string>();
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    /// <summary>Those of the office, and whoever stands there though they left.</summary>
    public IEnumerable<KeyValuePair<string, string>> PeopleFor(string? userId)
    {
        var choices = _office.OrderBy(p => p.Value, StringComparer.Ordinal);
        return userId is null || _office.ContainsKey(userId) ? choices : choices.Append(new(userId, _names.GetValueOrDefault(userId, userId)));
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var given = Enumerable.Range(1, DateTime.DaysInMonth(First.Year, First.Month)).ToDictionary(d => d, d => Request.Form[$"d{d}"].ToString());
        return Finish(await set.HandleAsync(AgencyId, First, given, await current.GetAsync(), cancellation), T["值班表已保存。"], $"/Admin/Requests/Duty?month={First:yyyy-MM}&agency={Uri.EscapeDataString(AgencyId)}");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        Today = time.UtcNow().ToCivilDate();
        First = DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : new DateOnly(Today.Year, Today.Month, 1);
        var own = (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation)).Where(a => actor.Can(RequestPermissions.Dispatch, a.Id)).ToList();
        if (own.Count == 0) return false;
        Agencies = [.. own.Select(a => new SelectListItem(a.Name, a.Id))];
        AgencyId = own.Exists(a => a.Id == Agency) ? Agency! : own[0].Id;
        _office = await OfficePeople.OfAsync(db, people, AgencyId, RequestPermissions.Dispatch, cancellation);
        var (agency, month, next) = (AgencyId, First, First.AddMonths(1));
        var rows = await db.Set<RequestDuty>().AsNoTracking().Where(d => d.AgencyId == agency && d.Day >= month && d.Day < next).ToDictionaryAsync(d => d.Day, d => d.UserId, cancellation);
        _names = await people.NamesAsync(db, rows.Values.Distinct(), cancellation);
        Days = [.. Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(month.AddDays).Select(d =>
            new DutyDay(d, Weekdays[(int)d.DayOfWeek], !Clocks.WorkingCalendar.China.IsWorkingDay(d), rows.GetValueOrDefault(d)))];
        return true;
    }
}
