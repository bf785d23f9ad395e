using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>The form by which the office registers what came on paper.</summary>
public sealed class NewRequestInput
{
    public RequestChannel Channel { get; set; } = RequestChannel.Counter;
    public DateOnly? ArrivedOn { get; set; }
    public DateOnly? ConfirmedOn { get; set; }
    public string Class { get; set; } = ApplicantClasses.NaturalPerson;
    public string? Name { get; set; }
    public string Proof { get; set; } = ApplicantClasses.IdCard;
    public string? Number { get; set; }
    public string? Agent { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public string? Address { get; set; }
    public string? Description { get; set; }
    public string Form { get; set; } = "paper";
    public string Delivery { get; set; } = ApplicantClasses.ByPost;

    internal Application Application => new(
        Class, PlainText.Line(Name), Proof, IdentityNumber.Normalise(PlainText.Line(Number)), Class == ApplicantClasses.NaturalPerson ? "" : PlainText.Line(Agent), PlainText.Line(Phone), PlainText.Line(Email),
        PlainText.Line(Address), PlainText.Of(Description).Trim(), Form, Delivery, false);
}

/// <summary>Registers an application that came over the counter, by post or by fax (R59); shows code and secret once, for the receipt.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(RequestFiles.MaxFormBytes)]
public sealed class NewModel(ITexts texts, RegisterRequest register, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [BindProperty] public NewRequestInput Input { get; set; } = new();

    /// <summary>What was registered just now.</summary>
    public ReceivedRequest? Received { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!(await current.GetAsync()).CanSomewhere(RequestPermissions.Dispatch)) return Forbid();
        Input.ArrivedOn = time.UtcNow().ToCivilDate();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(List<IFormFile>? files, CancellationToken cancellation)
    {
        var result = await register.HandleAsync(new RegisterRequestCommand(Input.Application, Input.Channel, Input.ArrivedOn, Input.ConfirmedOn, null, files ?? []), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        // A secret is shown in the answer itself: it stands in no address, cookie or log.
        if (result.Succeeded) Received = result.Value;
        else AddFailures(result, "Input");
        return Page();
    }
}
