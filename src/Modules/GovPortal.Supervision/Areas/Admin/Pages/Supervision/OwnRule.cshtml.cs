using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

/// <summary>A rule of the county's own as the form has it.</summary>
public sealed class OwnRuleInput
{
    public string? Title { get; set; }
    public string? Basis { get; set; }
    public string Group { get; set; } = Kernel.Publishing.RuleGroups.Other;
    public decimal Points { get; set; } = 1;
    public bool IsVeto { get; set; }
    public bool IsOn { get; set; }
    public string Kind { get; set; } = OwnRuleKinds.ColumnStill;
    public int? Limit { get; set; }
    public List<string> Columns { get; set; } = [];
    public string? ContentType { get; set; }
    public string? Field { get; set; }
    /// <summary>One a line.</summary>
    public string? Words { get; set; }
    /// <summary>One a line.</summary>
    public string? Extensions { get; set; }

    public static OwnRuleInput Of(OwnRule rule) => new()
    {
        Title = rule.Title, Basis = rule.Basis, Group = rule.Group, Points = rule.Points, IsVeto = rule.IsVeto, IsOn = rule.IsOn, Kind = rule.Kind, Limit = rule.Limit == 0 ? null : rule.Limit, Columns = [.. rule.Columns],
        ContentType = rule.ContentType, Field = rule.Field, Words = string.Join('\n', rule.Words), Extensions = string.Join('\n', rule.Extensions),
    };

    public OwnRule AsRule(string code) => new()
    {
        Code = code, Title = PlainText.Line(Title), Basis = PlainText.Line(Basis), Group = Group, Points = Points, IsVeto = IsVeto, IsOn = IsOn, Kind = Kind, Limit = OwnRuleKinds.Unit(Kind).Length > 0 ? Limit ?? 0 : 0, Columns = Columns,
        ContentType = ContentType ?? "", Field = PlainText.Line(Field), Words = TextLines.Of(Words), Extensions = [.. TextLines.Of(Extensions).Select(e => e.TrimStart('.').ToLowerInvariant())],
    };
}

/// <summary>Adds, changes or takes away a rule of the county's own.</summary>
[ResponseCache(NoStore = true)]
public sealed class OwnRuleModel(ITexts texts, ChangeOwnRule change, PortalDbContext db, CurrentActor current, DefinitionStore definitions) : AdminPageModel(texts)
{
    private const string List = "/Admin/Supervision/Rules";

    [FromQuery(Name = "code")] public string? Code { get; set; }
    [BindProperty] public OwnRuleInput Input { get; set; } = new();

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public ContentDefinitions Definitions { get; private set; } = ContentDefinitions.Empty;

    public IEnumerable<SelectListItem> Kinds => OwnRuleKinds.All.Select(k => new SelectListItem(T[k.Title], k.Kind));
    public IEnumerable<SelectListItem> Groups => Kernel.Publishing.RuleGroups.All.Select(g => new SelectListItem(T[g], g));
    public IEnumerable<SelectListItem> Types => [new(T["所有类型"], ""), .. Definitions.Types.Where(t => t.Creatable).Select(t => new SelectListItem(t.DisplayName, t.Name))];
    public IEnumerable<Column> Columns => Organisation.Columns.Where(c => !c.IsClosed && !Organisation.IsInternal(c));

    /// <summary>Places that may be asked for, with the names people know them by.</summary>
    public IEnumerable<(string Path, string Title)> Fields =>
        Definitions.Types.Where(t => t.Creatable).SelectMany(t => t.Parts.SelectMany(p => p.Definition.Fields.Where(f => !f.IsInternal).Select(f => ($"{p.Name}.{f.Name}", $"{t.DisplayName}：{f.DisplayName}")))).DistinctBy(f => f.Item1);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Input.IsOn = true;
        if (Code is null) return Page();
        if ((await InspectionRules.LoadAsync(db, cancellation)).Own.FirstOrDefault(o => o.Code == Code) is not { } rule) return NotFound();
        Input = OwnRuleInput.Of(rule);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        return Finish(await change.SaveAsync(Input.AsRule(Code ?? ""), await current.GetAsync(), cancellation), T["指标已保存，下一次自查按新指标进行。"], List, "Input");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        ModelState.Clear();
        return Finish(await change.RemoveAsync(Code ?? "", await current.GetAsync(), cancellation), T["指标已删除，下一次自查不再检查。"], List);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(SupervisionPermissions.Rules)) return false;
        (Organisation, Definitions) = (await OrganisationSnapshot.LoadAsync(db, cancellation), await definitions.LoadAsync(db, cancellation));
        return true;
    }
}
