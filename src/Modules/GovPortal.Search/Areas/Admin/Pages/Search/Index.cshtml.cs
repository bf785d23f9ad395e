using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Search.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Search.Areas.Admin.Pages.Search;

/// <summary>How this node's search index stands, and the button that rebuilds it.</summary>
public sealed class IndexModel(ITexts texts, CurrentActor current, ShowSearchIndex show, RebuildSearch rebuild) : AdminPageModel(texts)
{
    public SearchIndexView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Page() : Forbid();

    /// <summary>The state alone, asked for again and again while a rebuild runs.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Partial("_State", View) : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var result = await rebuild.HandleAsync(new RebuildSearchCommand(), await current.GetAsync(), null, cancellation);
        if (!await LoadAsync(cancellation)) return Forbid();
        return Finish(result, T["已请求重建搜索索引"], "/Admin/SearchIndex");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var shown = await show.HandleAsync(await current.GetAsync(), cancellation);
        if (shown.Succeeded) View = shown.Value;
        return shown.Succeeded;
    }
}
