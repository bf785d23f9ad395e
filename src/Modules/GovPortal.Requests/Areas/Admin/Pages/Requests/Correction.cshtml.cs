using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

public sealed class OwnDataEnd
{
    public string? Outcome { get; set; }
    public string? Reason { get; set; }
    public string? Answer { get; set; }
}

/// <summary>One wish for the correction of a record of oneself; who it is about is shown by need alone.</summary>
[ResponseCache(NoStore = true)]
public sealed class CorrectionModel(ITexts texts, ReadOwnData read, SeeOwnData see, EndOwnData end, IPeople people, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [FromRoute] public string Id { get; set; } = "";
    [BindProperty] public OwnDataEnd Input { get; set; } = new();

    /// <summary>Null only where the page was refused.</summary>
    public OwnDataCase Row { get; private set; } = null!;
    public OwnDataInFull? Full { get; private set; }
    public bool MaySee { get; private set; }
    public bool MayEnd { get; private set; }
    public DateTime Now { get; private set; }
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    public string Name(string id) => _names.GetValueOrDefault(id, id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    /// <summary>By a post, so that no link, prefetch or history looks at it by chance.</summary>
    public async Task<IActionResult> OnPostSeeAsync(CancellationToken cancellation)
    {
        var seen = await see.HandleAsync(Id, await current.GetAsync(), cancellation);
        if (seen.Has(Failure.NotAllowed)) return Forbid();
        if (await LoadAsync(cancellation) is { } refused) return refused;
        if (seen.Succeeded) Full = seen.Value;
        else AddFailures(seen);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "seen")] int? seen, CancellationToken cancellation)
    {
        var result = await end.HandleAsync(Id, seen, Input.Outcome, PlainText.Of(Input.Reason).Trim(), PlainText.Of(Input.Answer).Trim(), await current.GetAsync(), cancellation);
        if (!result.Succeeded && await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, T["已办结。"], "/Admin/Requests/Corrections/" + Id, "Input");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var found = await read.HandleAsync(Id, actor, cancellation);
        if (!found.Succeeded) return found.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        (Row, Now) = (found.Value, time.UtcNow());
        (MaySee, MayEnd) = (OwnDataAccess.MaySeePerson(actor, Row), OwnDataAccess.MayEnd(actor, Row));
        _names = await people.NamesAsync(db, new[] { Row.EnteredBy, Row.EndedBy }.OfType<string>().Distinct(), cancellation);
        return null;
    }
}
