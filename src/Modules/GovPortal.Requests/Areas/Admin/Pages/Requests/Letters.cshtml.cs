using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>The templates of letters with their versions, and the words their numbers are made of.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(ChangeLetterTemplate.MaxBytes * 2)]
public sealed class LettersModel(ITexts texts, LetterTemplates templates, ChangeLetterTemplate change, ChangeRequestRules changeRules, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [FromQuery(Name = "kind")] public string? Kind { get; set; }

    public LetterKind? Chosen => LetterKinds.Of(Kind);
    public RequestRules Rules { get; private set; } = new();
    public IReadOnlyList<Agency> Agencies { get; private set; } = [];

    private TemplateList _templates = new([], new Dictionary<string, string>());

    public IReadOnlyList<TemplateVersion> VersionsOf(string kind) => [.. _templates.Versions.Where(v => v.Kind == kind)];

    /// <summary>Null for the standard text.</summary>
    public TemplateVersion? InForce(string kind) => _templates.Versions.FirstOrDefault(v => v.Kind == kind) is { IsStandard: false } own ? own : null;

    public string Who(string userId) => _templates.Names.GetValueOrDefault(userId) ?? userId;

    public static string Title(LetterTo to) => to switch { LetterTo.Applicant => "申请人", LetterTo.ThirdParty => "第三方", LetterTo.Organ => "其他行政机关", _ => "内部留存" };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync([FromQuery(Name = "version")] int? version, CancellationToken cancellation)
    {
        var opened = await templates.OpenAsync(Kind ?? "", version, await current.GetAsync(), cancellation);
        if (opened.Has(Failure.NotAllowed)) return Forbid();
        if (!opened.Succeeded) return NotFound();
        var which = version switch { null => "", 0 => " " + T["标准文本"], var v => " " + T["第{0}版", v] };
        return File(opened.Value, LetterPaper.DocxType, $"{Chosen!.Title}{which}.docx");
    }

    public async Task<IActionResult> OnPostReplaceAsync(IFormFile? file, CancellationToken cancellation) =>
        await EndAsync(await change.ReplaceAsync(Kind ?? "", file, await current.GetAsync(), cancellation), T["模板已替换，以后制作的文书使用新模板。"], cancellation);

    public async Task<IActionResult> OnPostResetAsync(CancellationToken cancellation) =>
        await EndAsync(await change.ResetAsync(Kind ?? "", await current.GetAsync(), cancellation), T["已恢复标准文本。"], cancellation);

    public async Task<IActionResult> OnPostWordsAsync(Dictionary<string, string?> letterPrefixes, Dictionary<string, string?> letterWords, CancellationToken cancellation)
    {
        // An empty field is the usual: no word of the agency, the kind's own word.
        static Dictionary<string, string> Given(Dictionary<string, string?> typed) =>
            typed.Where(p => p.Value?.Trim() is { Length: > 0 }).OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Value!.Trim());
        var words = Given(letterWords).Where(w => LetterKinds.Of(w.Key)?.Word != w.Value).ToDictionary();
        var rules = await RequestRules.LoadAsync(db, cancellation) with { LetterPrefixes = Given(letterPrefixes), LetterWords = words };
        return await EndAsync(await changeRules.HandleAsync(rules, await current.GetAsync(), cancellation), T["文号规则已保存。"], cancellation);
    }

    private async Task<IActionResult> EndAsync(Result result, string done, CancellationToken cancellation)
    {
        if (!result.Succeeded && !result.Has(Failure.NotAllowed) && await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, done, "/Admin/Requests/Letters" + (Chosen is { } kind ? $"?kind={kind.Code}#kind" : ""));
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var list = await templates.ListAsync(await current.GetAsync(), cancellation);
        if (!list.Succeeded) return Forbid();
        _templates = list.Value;
        Rules = await RequestRules.LoadAsync(db, cancellation);
        Agencies = await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation);
        return null;
    }
}
