using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>One instance: the path it took, its trail, and why it stands still where it does.</summary>
internal sealed class InstanceModel(ITexts texts, PortalDbContext db, CurrentActor current, ActivityCatalogue catalogue, ShowInstance show, CancelInstance cancel, RetryInstance retry)
    : WorkflowPage(texts, db, current)
{
    private static readonly JsonSerializerOptions Readable = new(CanonicalJson.Unescaped) { WriteIndented = true };

    public InstanceView View { get; private set; } = null!;
    public Diagram? Diagram { get; private set; }

    public WorkflowInstance Instance => View.Instance;

    public bool IsOver => Instance.Status is WorkflowStatus.Finished or WorkflowStatus.Aborted;

    public IEnumerable<string> FaultReasons => FaultText.Read(Instance.Fault).Select(T.Of);

    /// <summary>The start's input: ids, codes and dates.</summary>
    public string InputJson => WorkflowState.Of(Instance.State).Input.ToJsonString(Readable);

    public string TitleOf(string activityId) => View.Definition.Activity(activityId) is { } node ? node.Title ?? ActivityTitle(catalogue, node.Name) : activityId;

    public string OutcomeText(WorkflowStep step) => string.Join("、", (step.Outcome ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => Words.Outcome(T, o)));

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        if (await show.HandleAsync(Db, id, Actor, cancellation) is not { } view) return NotFound();
        View = view;
        Diagram = Diagram.Of(view.Definition, name => ActivityTitle(catalogue, name), view);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(string id, CancellationToken cancellation) =>
        await MayReadAsync() ? Answer(await cancel.HandleAsync(id, Actor, cancellation), id, T["已终止。"]) : Forbid();

    public async Task<IActionResult> OnPostRetryAsync(string id, CancellationToken cancellation) =>
        await MayReadAsync() ? Answer(await retry.HandleAsync(id, Actor, cancellation), id, T["已重试出错的步骤。"]) : Forbid();

    private IActionResult Answer(Result result, string id, string done)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect($"/Admin/Workflows/Instances/{Uri.EscapeDataString(id)}");
    }
}
