using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Deadlines;

/// <summary>The board of clocks, as a list or a month; <c>?item=</c> shows one subject's.</summary>
public sealed class IndexModel(ITexts texts, ListObligations list, ExportObligations export, PortalDbContext db, CurrentActor current, IEnumerable<ClockKind> kinds, TimeProvider time) : AdminPageModel(texts)
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "status")] public string? Status { get; set; }
    [FromQuery(Name = "kind")] public string? Kind { get; set; }
    [FromQuery(Name = "section")] public string? Section { get; set; }
    [FromQuery(Name = "column")] public string? Column { get; set; }
    [FromQuery(Name = "item")] public string? Item { get; set; }
    [FromQuery(Name = "needs")] public string? Needs { get; set; }
    [FromQuery(Name = "owner")] public string? Owner { get; set; }
    [FromQuery(Name = "day")] public string? DayText { get; set; }
    [FromQuery(Name = "view")] public string? View { get; set; }
    [FromQuery(Name = "month")] public string? MonthText { get; set; }

    public ObligationPage Result { get; private set; } = new([], 0, new Dictionary<ObligationStatus, int>());
    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public Actor Actor { get; private set; } = Actor.System;
    public DateOnly Today => CivilTime.DateOf(time.UtcNow());

    public bool IsCalendar => View == "calendar";

    public DateOnly Month =>
        DateOnly.TryParseExact(MonthText + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1951 and <= 2998
            ? month : new DateOnly(Today.Year, Today.Month, 1);

    public DateOnly? Day => DateOnly.TryParseExact(DayText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1951 and <= 2998 ? day : null;

    public bool IsFiltered => Query.Q is not null || Filter != new ObligationFilter(null, null, null, null, null);

    public IEnumerable<SelectListItem> Statuses =>
        Enum.GetValues<ObligationStatus>().Select(s => new SelectListItem(T[StatusOf.Title(s)], s.ToString().ToLowerInvariant()));

    public IEnumerable<SelectListItem> Kinds => kinds.Select(k => new SelectListItem(T[ClockKinds.Title(k.Name)], k.Name));

    public IEnumerable<SelectListItem> Owners => [new(T["我起草的"], "me")];

    public IEnumerable<SelectListItem> Reasons => [new(T["待说明原因"], "reason")];

    public IEnumerable<SelectListItem> Sections =>
        Organisation.Sections.Where(s => Actor.Can(VisibleObligations.Read, s.AgencyId, s.Id)).Select(s => new SelectListItem(s.Name, s.Id));

    public IEnumerable<SelectListItem> Columns =>
        Organisation.Columns.Where(c => !c.IsGroup && Actor.Can(VisibleObligations.Read, c.AgencyId)).Select(c => new SelectListItem(Organisation.FullTitle(c), c.Id));

    private ObligationFilter Filter => new(
        Enum.TryParse<ObligationStatus>(Status, ignoreCase: true, out var named) ? named : null,
        Empty(Kind), Empty(Section), Empty(Column), Empty(Item), Needs == "reason", Owner == "me", Day);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Result = await list.HandleAsync(db, Query, Filter, Actor, cancellation);
        if (IsCalendar) Days = await list.MonthAsync(db, Query.Q, Filter with { Day = null }, Month, Actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        if (await export.HandleAsync(file, Query.Q, Filter, Actor, cancellation) is { Succeeded: false })
        {
            await file.DisposeAsync();
            return Forbid();
        }
        file.Position = 0;
        return File(file, XlsxType, $"公开时限 {Today:yyyy-MM-dd}.xlsx");
    }

    public string Words(string rule) => RuleText(T, rule);

    internal static string RuleText(ITexts texts, string rule)
    {
        if (DeadlineRule.Parse(rule) is not { Succeeded: true } read) return rule;
        var (key, args) = RuleWords.Of(read.Value);
        return texts[key, args];
    }

    /// <summary>The status in words, with what is left of it.</summary>
    public string StatusText(ObligationRow row) => row.Status switch
    {
        ObligationStatus.Pending when row.Obligation.PausedUtc is not null => T["已中止"],
        ObligationStatus.Pending => T["剩 {0} 个工作日", row.WorkingDaysLeft],
        ObligationStatus.DueSoon when row.WorkingDaysLeft == 0 => T["今日到期"],
        ObligationStatus.DueSoon => T["剩 {0} 个工作日", row.WorkingDaysLeft],
        var status => T[StatusOf.Title(status)],
    };

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        if (!Actor.CanSomewhere(VisibleObligations.Read)) return false;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        return true;
    }

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
