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
public sealed class IndexModel(ITexts texts, ListRequests list, ExportRequests export, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    /// <summary>A value of the state filter beside the states: everything.</summary>
    private const string All = "all";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "channel")] public string? Channel { get; set; }
    [FromQuery(Name = "overdue")] public string? Overdue { get; set; }

    public RequestList Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<SelectListItem> Sections { get; private set; } = [];
    public bool MayRegister { get; private set; }
    public bool MayReport { get; private set; }

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<RequestState>().Select(s => new SelectListItem(T[RequestStates.Title(s)], s.ToString().ToLowerInvariant())).Append(new(T["含已办结的"], All));

    public IEnumerable<SelectListItem> Channels => Enum.GetValues<RequestChannel>().Select(c => new SelectListItem(T[ReceiptDay.Title(c)], c.ToString().ToLowerInvariant()));

    public IEnumerable<SelectListItem> Overdues => [new(T["只看逾期"], "yes")];

    public bool IsOverdue(DisclosureRequest request) => request.IsOverdueAt(time.UtcNow());

    public static string Tone(RequestState state) => state switch
    {
        RequestState.Registered or RequestState.AnswerDrafted or RequestState.AnswerApproved => "warning", RequestState.Answered => "success", RequestState.Closed => "neutral", _ => "info",
    };

    private RequestFilter Filter => new(
        Enum.TryParse<RequestState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null, SectionId,
        Enum.TryParse<RequestChannel>(Channel, ignoreCase: true, out var channel) && Enum.IsDefined(channel) ? channel : null, Overdue == "yes", OpenOnly: State != All);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!RequestAccess.Anywhere(actor)) return Forbid();
        MayRegister = actor.CanSomewhere(RequestPermissions.Dispatch);
        MayReport = MayRegister || actor.CanSomewhere(RequestPermissions.Approve);
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
