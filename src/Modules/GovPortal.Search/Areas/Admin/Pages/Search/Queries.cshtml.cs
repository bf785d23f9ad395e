using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Search.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Search.Areas.Admin.Pages.Search;

/// <summary>Named indexes and saved queries, and a place to try them.</summary>
public sealed class QueriesModel(ITexts texts, CurrentActor current, ShowQueries show, RemoveQuery remove) : AdminPageModel(texts)
{
    private const string Address = "/Admin/Queries";

    public QueriesView View { get; private set; } = null!;

    /// <summary>What a question was answered; null before one was asked.</summary>
    public string? Answer { get; private set; }

    [BindProperty] public string? Name { get; set; }

    [BindProperty] public string? Index { get; set; }

    [BindProperty] public string? Query { get; set; }

    [BindProperty] public string? Parameters { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation, string? name = null)
    {
        Name = name;
        return await LoadAsync(cancellation) ? Page() : Forbid();
    }

    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var answer = await show.TryAsync(new TryQueryCommand(Name, Index, Query, Parameters), await current.GetAsync(), cancellation);
        if (answer.Succeeded) Answer = answer.Value;
        else AddFailures(answer);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string name, bool isIndex, CancellationToken cancellation)
    {
        var removed = await remove.HandleAsync(new RemoveQueryCommand(name, isIndex), await current.GetAsync(), cancellation);
        if (!await LoadAsync(cancellation)) return Forbid();
        return Finish(removed, T["已删除“{0}”", name], Address);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var shown = await show.HandleAsync(await current.GetAsync(), cancellation);
        if (shown.Succeeded) View = shown.Value;
        return shown.Succeeded;
    }
}
