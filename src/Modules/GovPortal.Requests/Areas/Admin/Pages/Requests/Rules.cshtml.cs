using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>The rules as a form; days and years as numbers, bands as lines.</summary>
public sealed class RulesInput
{
    public int AnswerDays { get; set; }
    public int CorrectionDays { get; set; }
    public int ThirdPartyDays { get; set; }
    public int OtherOrganDays { get; set; }
    public int ExtensionDays { get; set; }
    public int FeeDays { get; set; }
    public int CorrectionTimeDays { get; set; }
    public int KeepYears { get; set; }
    public int RereviewYears { get; set; }
    public int OwnDataDays { get; set; }
    public int SuggestAfter { get; set; }
    public string? ReviewOrgan { get; set; }
    public string? Court { get; set; }
    public List<string> ReviewFirst { get; set; } = [];
    public string? FeeDocument { get; set; }
    public string? PerItem { get; set; }
    public string? PerPage { get; set; }
    /// <summary>Templates of reasons by outcome.</summary>
    public Dictionary<string, string?> Reasons { get; set; } = [];
}

/// <summary>Time limits, fees, words of the right of review, how long who applied is kept; each change is an event.</summary>
[ResponseCache(NoStore = true)]
public sealed class RulesModel(ITexts texts, ChangeRequestRules change, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public RulesInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(RequestPermissions.Rules)) return Forbid();
        var r = await RequestRules.LoadAsync(db, cancellation);
        Input = new RulesInput
        {
            AnswerDays = r.AnswerDays, CorrectionDays = r.CorrectionDays, ThirdPartyDays = r.ThirdPartyDays, OtherOrganDays = r.OtherOrganDays, ExtensionDays = r.ExtensionDays, FeeDays = r.FeeDays,
            CorrectionTimeDays = r.CorrectionTimeDays, KeepYears = r.KeepYears, ReviewOrgan = r.ReviewOrgan, Court = r.Court, ReviewFirst = [.. r.ReviewFirst], FeeDocument = r.Fee.Document,
            RereviewYears = r.RereviewYears, OwnDataDays = r.OwnDataDays, SuggestAfter = r.SuggestAfter, PerItem = FeeBandText.Of(r.Fee.PerItem), PerPage = FeeBandText.Of(r.Fee.PerPage),
            Reasons = ReasonTexts.Usual.Keys.ToDictionary(o => o, o => (string?)r.ReasonOf(o)),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var i = Input;
        // What can't be read is a gap in the bands, and said so at its field.
        var fee = new FeeSchedule((i.FeeDocument ?? "").Trim(), FeeBandText.Read(i.PerItem ?? "") ?? [], FeeBandText.Read(i.PerPage ?? "") ?? []);
        // What this form does not show stays as it is.
        var rules = await RequestRules.LoadAsync(db, cancellation) with
        {
            AnswerDays = i.AnswerDays, CorrectionDays = i.CorrectionDays, ThirdPartyDays = i.ThirdPartyDays, OtherOrganDays = i.OtherOrganDays, ExtensionDays = i.ExtensionDays, FeeDays = i.FeeDays,
            CorrectionTimeDays = i.CorrectionTimeDays, KeepYears = i.KeepYears, ReviewOrgan = (i.ReviewOrgan ?? "").Trim(), Court = (i.Court ?? "").Trim(), ReviewFirst = i.ReviewFirst, Fee = fee,
            RereviewYears = i.RereviewYears, OwnDataDays = i.OwnDataDays, SuggestAfter = i.SuggestAfter,
            Reasons = i.Reasons.Where(t => !string.IsNullOrWhiteSpace(t.Value) && PlainText.Of(t.Value).Trim() != ReasonTexts.Usual.GetValueOrDefault(t.Key)).ToDictionary(t => t.Key, t => PlainText.Of(t.Value).Trim()),
        };
        return Finish(await change.HandleAsync(rules, await current.GetAsync(), cancellation), T["规则已保存；正在办理的申请沿用收到时的期限。"], "/Admin/Requests/Rules", "Input");
    }
}
