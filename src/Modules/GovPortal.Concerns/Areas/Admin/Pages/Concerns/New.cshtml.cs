using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Concerns.Areas.Admin.Pages.Concerns;

public sealed class NewConcernInput
{
    public string? AgencyId { get; set; }
    public string Channel { get; set; } = "wechat";
    /// <summary>Civil time, as the control posts it.</summary>
    public string? FoundAt { get; set; }
    public string? Source { get; set; }
    public string? Link { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }
    public string? Grade { get; set; }
    public string? SectionId { get; set; }
}

/// <summary>The office writes a concern down, grades and dispatches it at once where it can.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(ConcernFiles.MaxFormBytes)]
public sealed class NewModel(ITexts texts, RegisterConcern register, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string Minutes = "yyyy-MM-ddTHH:mm";

    [BindProperty] public NewConcernInput Input { get; set; } = new();

    public IReadOnlyList<Agency> Agencies { get; private set; } = [];
    public IReadOnlyList<Section> Sections { get; private set; } = [];
    public ConcernRules Rules { get; private set; } = new();
    public string FoundText => Input.FoundAt ?? time.UtcNow().ToCivil().ToString(Minutes, CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(List<IFormFile>? files, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        DateTime? found = DateTime.TryParse(Input.FoundAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var civil) ? Instants.FromCivil(civil) : null;
        var intake = new ConcernIntake(Input.Channel, PlainText.Line(Input.Source), PlainText.Line(Input.Link), PlainText.Line(Input.Title), PlainText.Of(Input.Text).Trim(), found);
        var result = await register.HandleAsync(new RegisterConcernCommand(
            Input.AgencyId ?? "", intake, Input.Grade is { Length: > 0 } grade ? grade : null, Input.SectionId is { Length: > 0 } section ? section : null, files ?? []), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(Result.Refused(result.Failures), "Input");
            return Page();
        }
        Flash(T["舆情已登记。"]);
        return LocalRedirect("/Admin/Concerns/" + result.Value);
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ConcernPermissions.Manage)) return Forbid();
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Agencies = [.. organisation.Agencies.Where(a => actor.Can(ConcernPermissions.Manage, a.Id))];
        Sections = [.. organisation.Sections.Where(s => Agencies.Any(a => a.Id == s.AgencyId))];
        Rules = await ConcernRules.LoadAsync(db, cancellation);
        if (Agencies.Count > 0) Input.AgencyId ??= Agencies[0].Id;
        return null;
    }
}
