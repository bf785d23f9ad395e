using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>The cases that the person may see; what runs first.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ListRequests list, ExportRequests export, StandIns standIns, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    /// <summary>A value of the state filter beside the states: everything.</summary>
    private const string All = "all";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "channel")] public string? Channel { get; set; }
    [FromQuery(Name = "overdue")] public string? Overdue { get; set; }
    [FromQuery(Name = "paused")] public string? Paused { get; set; }
    [FromQuery(Name = "clock")] public string? Clock { get; set; }
    [FromQuery(Name = "due-from")] public DateOnly? DueFrom { get; set; }
    [FromQuery(Name = "due-until")] public DateOnly? DueUntil { get; set; }
    /// <summary>A month, <c>2026-05</c>.</summary>
    [FromQuery(Name = "received")] public string? ReceivedIn { get; set; }
    [FromQuery(Name = "ended")] public string? EndedIn { get; set; }
    [FromQuery(Name = "in-time")] public string? InTime { get; set; }
    [FromQuery(Name = "subject")] public string? Subject { get; set; }

    public RequestList Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<SelectListItem> Sections { get; private set; } = [];
    public bool MayRegister { get; private set; }
    public bool MayReport { get; private set; }

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<RequestState>().Select(s => new SelectListItem(T[RequestStates.Title(s)], s.ToString().ToLowerInvariant())).Append(new(T["含已办结的"], All));

    public IEnumerable<SelectListItem> Channels => Enum.GetValues<RequestChannel>().Select(c => new SelectListItem(T[ReceiptDay.Title(c)], c.ToString().ToLowerInvariant()));

    public IEnumerable<SelectListItem> Overdues => [new(T["只看逾期"], "yes")];

    public IEnumerable<SelectListItem> Pauses => [new(T["只看中止计算"], "yes")];

    public IEnumerable<SelectListItem> Clocks => RequestClocks.OfCases.Select(k => new SelectListItem(T["event.kind." + k], k));

    /// <summary>Filters that the bar has no select for: those of the board's figures.</summary>
    public IReadOnlyList<(string Name, string Value, string Title)> Kept
    {
        get
        {
            var kept = new List<(string, string, string)>();
            if (DueFrom is { } first) kept.Add(("due-from", Day(first), T["期限不早于 {0}", Day(first)]));
            if (DueUntil is { } last) kept.Add(("due-until", Day(last), T["期限不晚于 {0}", Day(last)]));
            if (Month(ReceivedIn) is { } received) kept.Add(("received", $"{received:yyyy-MM}", T["{0} 收到", $"{received:yyyy-MM}"]));
            if (Month(EndedIn) is { } ended) kept.Add(("ended", $"{ended:yyyy-MM}", T["{0} 办结", $"{ended:yyyy-MM}"]));
            if (InTime is "yes" or "no") kept.Add(("in-time", InTime, InTime == "yes" ? T["按期办结"] : T["逾期办结"]));
            if (Organisation.Column(Subject) is { } subject) kept.Add(("subject", subject.Id, T["事项：{0}", Organisation.FullTitle(subject)]));
            return kept;
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Month(string? text) => DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : null;

    public bool IsOverdue(DisclosureRequest request) => request.IsOverdueAt(time.UtcNow());

    public static string Tone(RequestState state) => state switch
    {
        RequestState.Registered or RequestState.AnswerDrafted or RequestState.AnswerApproved => "warning", RequestState.Answered => "success", RequestState.Closed => "neutral", _ => "info",
    };

    private RequestFilter Filter => new(
        Enum.TryParse<RequestState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null, SectionId,
        Enum.TryParse<RequestChannel>(Channel, ignoreCase: true, out var channel) && Enum.IsDefined(channel) ? channel : null, Overdue == "yes",
        OpenOnly: State != All && ReceivedIn is null && EndedIn is null && InTime is null && Subject is null)
    {
        Paused = Paused == "yes", Clock = RequestClocks.OfCases.Contains(Clock) ? Clock : null, DueFrom = DueFrom, DueUntil = DueUntil, ReceivedIn = Month(ReceivedIn), EndedIn = Month(EndedIn),
        InTime = InTime switch { "yes" => true, "no" => false, _ => null }, Subject = Subject,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await standIns.WithAsync(db, await current.GetAsync(), cancellation);
        if (!RequestAccess.Anywhere(actor)) return Forbid();
        MayRegister = actor.CanSomewhere(RequestPermissions.Dispatch);
        MayReport = MayRegister || (await current.GetAsync()).CanSomewhere(RequestPermissions.Approve);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var (everywhere, agencies, sections) = RequestAccess.Reach(actor);
        bool InReach(Section s) => everywhere || agencies.Contains(s.AgencyId) || sections.Contains(s.Id);
        Sections = [.. everywhere || agencies.Count > 0 ? [new SelectListItem(T["办公室（未交办）"], RequestFilter.Office)] : Array.Empty<SelectListItem>(),
            .. Organisation.Sections.Where(InReach).OrderBy(s => s.Position).Select(s => new SelectListItem(s.Name, s.Id))];
        Result = await list.HandleAsync(Query, Filter, actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        var result = await export.HandleAsync(Query.Q, Filter, await current.GetAsync(), cancellation);
        return result.Succeeded ? File(result.Value, XlsxType, $"{T["依申请公开办理台账"]} {time.UtcNow().ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.xlsx") : Forbid();
    }
}
