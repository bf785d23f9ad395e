using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>How the work on applications stands; each figure is a link to the cases it counts.</summary>
[ResponseCache(NoStore = true)]
public sealed class BoardModel(ITexts texts, ReadBoard read, CurrentActor current) : AdminPageModel(texts)
{
    public BoardView View { get; private set; } = null!;

    public int DaysSince(DateTime utc) => View.Today.DayNumber - utc.ToCivilDate().DayNumber;

    public string Days(double? days) => days is { } value ? value.ToString("0.#", CultureInfo.InvariantCulture) : "—";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var view = await read.HandleAsync(await current.GetAsync(), cancellation);
        if (!view.Succeeded) return Forbid();
        View = view.Value;
        return Page();
    }
}
