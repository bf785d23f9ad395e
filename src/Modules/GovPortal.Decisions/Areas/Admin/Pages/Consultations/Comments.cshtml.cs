using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Decisions.Features;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Decisions.Areas.Admin.Pages.Consultations;

/// <summary>What the public wrote on one consultation: decided one by one or several at once; from it the report is drafted.</summary>
[ResponseCache(NoStore = true)]
public sealed class CommentsModel(
    ITexts texts, ReadComments read, CodeComments code, HideComments hide, ExportComments export, DraftReport report, SeeContact seeContact, RegisterComment register,
    CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "show")] public string? Show { get; set; }
    [FromRoute] public string Id { get; set; } = "";

    /// <summary>Null only where the page was refused.</summary>
    public CommentPage Comments { get; private set; } = null!;
    public bool MaySeeContacts { get; private set; }
    /// <summary>The contact that was asked for, of the comment that stands beside it.</summary>
    public (string CommentId, CommentContact Contact)? Seen { get; private set; }
    public IReadOnlyList<string> Chosen { get; private set; } = [];
    public string Point { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public Adoption? Wanted { get; private set; }

    public PeriodState State => Comments.Consultation.StateOn(time.UtcNow().ToCivilDate());

    public string Word(PeriodState state) => state switch { PeriodState.Waiting => T["未开始"], PeriodState.Open => T["进行中"], _ => T["已结束"] };

    public string Word(Adoption adoption) => T[DraftReport.AdoptionTitles[(int)adoption]];

    public static string Tone(Adoption adoption) => adoption switch { Adoption.Adopted => "success", Adoption.Partly => "info", Adoption.NotAdopted => "warning", _ => "neutral" };

    public IEnumerable<SelectListItem> Filters =>
    [
        new(T["待办理"], "uncoded"), .. Enum.GetValues<Adoption>().Select(a => new SelectListItem(Word(a), a.ToString().ToLowerInvariant())), new(T["不计入的"], "hidden"),
    ];

    private string Here => QueryUrl.With(Request, ("handler", null));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(
        List<string> ids, [FromForm(Name = "do")] string what, string? adoption, string? point, string? reason, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        (Chosen, Point, Reason, Wanted) = (ids, point ?? "", reason ?? "", Enum.TryParse<Adoption>(adoption, out var wanted) && Enum.IsDefined(wanted) ? wanted : null);
        var (result, done) = what switch
        {
            "hide" => (await hide.HandleAsync(new HideCommentsCommand(Id, ids, Reason), actor, cancellation), T["已标记为不计入，意见仍然保留。"]),
            "show" => (await hide.HandleAsync(new HideCommentsCommand(Id, ids, null), actor, cancellation), T["已恢复计入。"]),
            _ => (await code.HandleAsync(new CodeCommentsCommand(Id, ids, Wanted, Point, Reason), actor, cancellation), T["已记录办理结果。"]),
        };
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, done, Here);
    }

    /// <summary>By a post, so that no link, prefetch or history looks at it by chance.</summary>
    public async Task<IActionResult> OnPostContactAsync(string commentId, CancellationToken cancellation)
    {
        var result = await seeContact.HandleAsync(Id, commentId, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (await LoadAsync(cancellation) is { } refused) return refused;
        if (result.Succeeded) Seen = (commentId, result.Value);
        else AddFailures(result);
        return Page();
    }

    /// <summary>What was typed into the form for a comment that came another way.</summary>
    public RegisterCommentCommand? Typed { get; private set; }

    public async Task<IActionResult> OnPostRegisterAsync(
        string? channel, string? receivedOn, string? text, string? name, string? phone, string? email, CancellationToken cancellation)
    {
        DateOnly? day = DateOnly.TryParseExact(receivedOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var read) ? read : null;
        Typed = new RegisterCommentCommand(Id, channel, day, PlainText.Of(text), name?.Trim() ?? "", phone?.Trim() ?? "", email?.Trim() ?? "");
        var result = await register.HandleAsync(Typed, await current.GetAsync(), cancellation);
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, T["已登记意见，回执号 {0}。", result.Value ?? ""], Here);
    }

    public async Task<IActionResult> OnPostReportAsync(CancellationToken cancellation)
    {
        var result = await report.HandleAsync(Id, await current.GetAsync(), cancellation);
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, T["已生成草稿，请核对后提交审查。"], result.Succeeded ? "/Admin/Content/Edit/" + result.Value.ContentItemId : Here);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        var result = await export.HandleAsync(file, Id, await current.GetAsync(), cancellation);
        if (!result.Succeeded)
        {
            await file.DisposeAsync();
            return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        }
        file.Position = 0;
        return File(file, XlsxType, $"征集意见 {time.UtcNow().ToCivilDate():yyyy-MM-dd}.xlsx");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var result = await read.HandleAsync(Id, Show, Query.Q, Query.Skip, Query.PageSize, actor, cancellation);
        if (!result.Succeeded) return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Comments = result.Value;
        MaySeeContacts = ConsultationAccess.May(actor, DecisionPermissions.SeeContact, Comments.Consultation);
        return null;
    }
}
