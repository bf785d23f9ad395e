using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Calendar;

public sealed class CountyDayInput
{
    public DateOnly? Date { get; set; }
    public string? Name { get; set; }
    /// <summary><c>rest</c> or <c>work</c>.</summary>
    public string? Kind { get; set; }
    public string? Why { get; set; }
}

/// <summary>The working calendar: a year at a glance, its versions, the county's own days.</summary>
public sealed class IndexModel(ITexts texts, PortalDbContext db, CurrentActor current, ChangeCountyDay change, IPeople people, TimeProvider time) : AdminPageModel(texts)
{
    private const int ShownVersions = 30;

    [FromQuery(Name = "year")] public int? YearAsked { get; set; }
    [BindProperty] public CountyDayInput Input { get; set; } = new();

    public CalendarInForce InForce { get; private set; } = null!;
    public IReadOnlyList<CalendarChange> Versions { get; private set; } = [];
    public IReadOnlyDictionary<string, string> People { get; private set; } = new Dictionary<string, string>();
    public DateOnly Today => CivilTime.DateOf(time.UtcNow());
    public int Year => YearAsked is { } year and >= 1951 and <= 2998 ? year : Today.Year;
    public bool IsAnnounced => InForce.Calendar.IsAnnounced(Year);
    public IEnumerable<CountyDay> OwnDays => InForce.Days.Where(d => d.Date.Year == Year);

    public int WorkingDaysOf(int month) => InForce.Calendar.CountWorkingDays(new DateOnly(Year, month, 1), new DateOnly(Year, month, 1).AddMonths(1).AddDays(-1));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var result = await change.HandleAsync(new ChangeCountyDayCommand(Input.Date, Input.Name, Input.Kind != "work", Input.Why), await current.GetAsync(), cancellation);
        return Finish(result, T["本地日已保存，受影响的时限已重新计算。"], Here(Input.Date?.Year ?? Year), "Input");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var result = await change.HandleAsync(new ChangeCountyDayCommand(Input.Date, null, null, Input.Why), await current.GetAsync(), cancellation);
        return Finish(result, T["本地日已撤销，受影响的时限已重新计算。"], Here(Input.Date?.Year ?? Year), "Input");
    }

    public string Mark(DateOnly day) => InForce.Calendar.KindOf(day) switch
    {
        DayKind.Holiday => "休",
        DayKind.MakeUpWorkingDay => "班",
        _ => "",
    };

    public string Css(DateOnly day) => InForce.Calendar.KindOf(day) switch
    {
        DayKind.Holiday => "gp-year-rest",
        DayKind.MakeUpWorkingDay => "gp-year-work",
        DayKind.Weekend => "gp-year-weekend",
        _ => "",
    } + (InForce.Days.Any(d => d.Date == day) ? " gp-year-own" : "");

    public string TitleOf(CalendarChange version) => version.Kind switch
    {
        CalendarChangeKind.Notice => T["导入 {0} 年放假安排", version.Year],
        CalendarChangeKind.CountyDaySet => T["设定本地日 {0}", CountyDay.FromJson(version.Data).Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
        _ => T["撤销本地日 {0}", CountyDay.FromJson(version.Data).Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
    };

    private static string Here(int year) => $"/Admin/Calendar?year={year}";

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(PreviewCalendar.Manage)) return false;
        InForce = await CalendarInForce.LoadAsync(db, cancellation);
        Versions = await db.Set<CalendarChange>().AsNoTracking().OrderByDescending(c => c.Number).Take(ShownVersions).ToListAsync(cancellation);
        People = await people.NamesAsync(db, Versions.Select(v => v.ActorId).Distinct(), cancellation);
        return true;
    }
}
