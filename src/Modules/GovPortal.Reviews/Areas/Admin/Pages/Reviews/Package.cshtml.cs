using System.Text.Json;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Packages;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>One package: its form, its decisions, its publication, for whoever's turn it is.</summary>
public sealed class PackageModel(
    ITexts texts, ReadPackage read, DecidePackage decide, StartPackageTask start, PackageProgress progress, DefinitionStore definitions, IPeople people, PortalDbContext db, CurrentActor current)
    : AdminPageModel(texts), IFormPage
{
    [BindProperty] public FormFields Form { get; set; } = new();
    public string? Comment { get; private set; }
    public string? OverrideReason { get; private set; }

    public PackageView View { get; private set; } = null!;
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public string OpenedBy { get; private set; } = "";
    public TaskOutcome? Outcome { get; private set; }
    public (int Done, int Total)? Progress { get; private set; }
    /// <summary>Only the state of the task is answered, into a page that is open.</summary>
    public bool IsPoll { get; private set; }
    private ContentDefinitions _definitions = null!;

    public string TypeName(string type) => _definitions.Type(type)?.DisplayName ?? type;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation)) return NotFound();
        Form = new FormFields { Carrier = "other", Source = "own", Channels = T["门户网站"] };
        return Page();
    }

    /// <summary>The state of the task alone, asked for again and again while it runs; the whole page when it is over.</summary>
    public async Task<IActionResult> OnGetStateAsync(string id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation)) return NotFound();
        IsPoll = true;
        if (View.Package.Task is null) Response.Headers["HX-Refresh"] = "true";
        return Partial("_PackageTask", this);
    }

    public async Task<IActionResult> OnPostDecideAsync(
        string id, [FromForm(Name = "do")] string what, [FromForm] string step, [FromForm] string hash, [FromForm] string? comment, [FromForm] string? overrideReason, CancellationToken cancellation)
    {
        var decision = what == "approve" ? ReviewDecision.Approved : ReviewDecision.Returned;
        var decided = await decide.HandleAsync(new DecidePackageCommand(id, step, hash, decision, comment, overrideReason), await current.GetAsync(), cancellation);
        (Comment, OverrideReason) = (comment, overrideReason);
        return await AnswerAsync(id, decided, decided.Succeeded ? decision == ReviewDecision.Approved ? T["已整包通过 {0} 条信息。", decided.Value] : T["已整包退回 {0} 条信息，退回理由已告知起草人。", decided.Value] : "", cancellation);
    }

    public async Task<IActionResult> OnPostSubmitAsync(string id, CancellationToken cancellation) =>
        await AnswerAsync(id, await start.HandleAsync(new StartPackageTaskCommand(id, PackageTask.Submit, Form.ToInput()), await current.GetAsync(), cancellation), "", cancellation);

    public async Task<IActionResult> OnPostPublishAsync(string id, CancellationToken cancellation) =>
        await AnswerAsync(id, await start.HandleAsync(new StartPackageTaskCommand(id, PackageTask.Publish), await current.GetAsync(), cancellation), "", cancellation);

    private async Task<IActionResult> AnswerAsync(string id, Result result, string done, CancellationToken cancellation)
    {
        if (result.Has("package.unknown")) return NotFound();
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            if (done.Length > 0) Flash(done);
            return LocalRedirect("/Admin/Reviews/Packages/" + id);
        }
        if (!await LoadAsync(id, cancellation)) return NotFound();
        foreach (var failure in result.Failures)
        {
            var isField = failure.Field is null or "Comment" or "OverrideReason" || failure.Field.StartsWith("Form.", StringComparison.Ordinal);
            ModelState.AddModelError(isField ? failure.Field ?? "" : "", isField ? T.Of(failure) : T["“{0}”：{1}", failure.Field, T.Of(failure)]);
        }
        return Page();
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellation)
    {
        if (await read.HandleAsync(db, id, await current.GetAsync(), cancellation) is not { } view) return false;
        View = view;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        _definitions = await definitions.LoadAsync(db, cancellation);
        OpenedBy = (await people.NamesAsync(db, [view.Package.OpenedBy], cancellation)).GetValueOrDefault(view.Package.OpenedBy, T["系统"]);
        Progress = progress.Of(id);
        Outcome = view.Package.Outcome is { } outcome ? JsonSerializer.Deserialize<TaskOutcome>(outcome, CanonicalJson.Unescaped) : null;
        return true;
    }
}
