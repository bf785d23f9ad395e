using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>A type with its drawing, its activities and its latest instances.</summary>
internal sealed class TypeModel(
    ITexts texts, PortalDbContext db, CurrentActor current, IPeople people, ActivityCatalogue catalogue, ListInstances instances, EnableWorkflowType enable, StartWorkflow start)
    : WorkflowPage(texts, db, current)
{
    private const int Shown = 5;

    public WorkflowTypeRow Type { get; private set; } = null!;
    public WorkflowDefinition Definition { get; private set; } = null!;
    public Diagram? Diagram { get; private set; }
    public string ChangedByName { get; private set; } = "";
    public IReadOnlyList<InstanceLine> Latest { get; private set; } = [];

    public string TitleOf(string name) => ActivityTitle(catalogue, name);

    /// <summary>The ways out of an activity with where each leads.</summary>
    public IEnumerable<(string Outcome, string To)> WaysOut(ActivityNode node) => Definition.Transitions.Where(t => t.Source == node.Id)
        .Select(t => (t.Outcome, Definition.Activity(t.Destination) is { } to ? to.Title ?? TitleOf(to.Name) : t.Destination));

    public bool IsKnown(ActivityNode node) => catalogue.Find(node.Name) is not null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        return await LoadAsync(id, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostEnableAsync(string id, int version, bool on, CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        var result = await enable.HandleAsync(new EnableWorkflowTypeCommand(id, version, on), Actor, cancellation);
        return Answer(result, id, on ? T["流程已启用，今后以您的名义执行。"] : T["流程已停用；已在运行的不受影响。"]);
    }

    public async Task<IActionResult> OnPostStartAsync(string id, string? contentItemId, CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        var result = await start.HandleAsync(new StartWorkflowCommand(id, contentItemId), Actor, cancellation);
        if (!result.Succeeded) return Answer(result, id, "");
        Flash(T["已启动一次运行。"]);
        return LocalRedirect($"/Admin/Workflows/Instances/{result.Value}");
    }

    private IActionResult Answer(Result result, string id, string done)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect($"/Admin/Workflows/Type/{Uri.EscapeDataString(id)}");
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellation)
    {
        if (await Db.Set<WorkflowTypeRow>().FirstOrDefaultAsync(t => t.Id == id, cancellation) is not { } type) return false;
        (Type, Definition) = (type, WorkflowDefinition.Read(type.Json, type.Version));
        Diagram = Diagram.Of(Definition, TitleOf);
        ChangedByName = type.ChangedBy == Actor.System.UserId ? T[Actor.System.DisplayName]
            : (await people.NamesAsync(Db, [type.ChangedBy], cancellation)).GetValueOrDefault(type.ChangedBy, type.ChangedBy);
        Latest = (await instances.HandleAsync(Db, new ListQuery { PageSize = Shown }, new InstanceFilter(id, null), Actor, cancellation)).Rows;
        return true;
    }
}
