using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Columns.Features;
using GovPortal.Columns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Areas.Admin.Pages.Columns;

/// <summary>One column in the list, under its first-level group.</summary>
/// <param name="Title">Its title below the group: 规范性文件, 政策 / 规范性文件.</param>
/// <param name="IsStale">Its freshness rule asked for an update before today.</param>
public sealed record ColumnLine(Column Column, string Title, ColumnFigures? Figures, bool IsStale);

public sealed record ColumnBlock(Column Root, IReadOnlyList<ColumnLine> Lines);

/// <summary>The columns as the task table lays them down, with what they hold.</summary>
public sealed class IndexModel(ITexts texts, PortalDbContext db, CurrentActor current, ExportTaskTable export, WriteTaskTableRecipe recipe, TimeProvider time) : AdminPageModel(texts)
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "agency")] public string? Agency { get; set; }
    [FromQuery(Name = "section")] public string? Section { get; set; }
    [FromQuery(Name = "state")] public string? State { get; set; }

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Agency> Agencies { get; private set; } = [];
    public IReadOnlyList<ColumnBlock> Blocks { get; private set; } = [];
    public bool HasColumns { get; private set; }
    public int Total { get; private set; }
    public string? AgencyId { get; private set; }

    public IEnumerable<SelectListItem> AgencyItems => Agencies.Select(a => new SelectListItem(a.Name, a.Id));

    public IEnumerable<SelectListItem> Sections =>
        Organisation.Sections.Where(s => s.AgencyId == AgencyId).Select(s => new SelectListItem(s.Name, s.Id));

    public IEnumerable<SelectListItem> States =>
    [
        new(T["开放"], "open"), new(T["已关闭"], "closed"), new(T["内部"], "internal"), new(T["没有信息"], "empty"), new(T["应更新未更新"], "stale"),
        new(T["时限未识别"], "unread"),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var figures = await db.Set<ColumnFigures>().ToDictionaryAsync(f => f.ColumnId, cancellation);
        HasColumns = Organisation.Columns.Any(c => c.AgencyId == AgencyId);
        Blocks = [.. Organisation.Roots.Where(c => c.AgencyId == AgencyId).Select(root => new ColumnBlock(root,
            [.. Organisation.WithDescendants(root).Where(c => !c.IsGroup).Select(c => LineOf(c, root, figures)).Where(IsShown)])).Where(b => b.Lines.Count > 0)];
        Total = Blocks.Sum(b => b.Lines.Count);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var file = await export.HandleAsync(AgencyId, await current.GetAsync(), trusted: false, cancellation);
        if (file.Succeeded) return File(file.Value.Content, XlsxType, file.Value.FileName);
        FlashError(file);
        return LocalRedirect("/Admin/Columns");
    }

    public async Task<IActionResult> OnGetRecipeAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var file = await recipe.HandleAsync(AgencyId, await current.GetAsync(), trusted: false, cancellation);
        if (file.Succeeded) return File(file.Value.Content, "application/json", file.Value.FileName);
        FlashError(file);
        return LocalRedirect("/Admin/Columns");
    }

    /// <summary>A rule in the reader's language; the rule itself where it has no words.</summary>
    public string Words(string? rule)
    {
        if (rule is null || DeadlineRule.Parse(rule) is not { Succeeded: true } read) return rule ?? "";
        var (key, args) = RuleWords.Of(read.Value);
        return T[key, args];
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Agencies = [.. Organisation.Agencies.Where(a => actor.Can(Permissions.ColumnsManage, a.Id))];
        AgencyId = Agencies.FirstOrDefault(a => a.Id == Agency)?.Id ?? (Agencies is [var first, ..] ? first.Id : null);
        return AgencyId is not null;
    }

    private ColumnLine LineOf(Column column, Column root, Dictionary<string, ColumnFigures> figures)
    {
        var titles = TaskTablePlan.TitlesOf(column, Organisation);
        var own = figures.GetValueOrDefault(column.Id);
        return new ColumnLine(column, string.Join(" / ", column.Id == root.Id ? titles : titles.Skip(1)), own, IsStale(column, own));
    }

    private bool IsStale(Column column, ColumnFigures? figures) =>
        !column.IsClosed && figures?.LastPublishedUtc is { } last
        && column.FreshnessRule is { } rule && DeadlineRule.Parse(rule) is { Succeeded: true } read
        && Deadline.Explain(CivilTime.DateOf(last), read.Value, WorkingCalendar.China) is { Succeeded: true, Value.DueUtc: { } due } && due < time.UtcNow();

    private bool IsShown(ColumnLine line)
    {
        var column = line.Column;
        if (Section is { Length: > 0 } && column.SectionId != Section) return false;
        if (Query.Q is { } words && !Organisation.FullTitle(column).Contains(words, StringComparison.OrdinalIgnoreCase)
            && !Pinyin.Initials(column.Title).Contains(words, StringComparison.OrdinalIgnoreCase)) return false;
        return State switch
        {
            "open" => !column.IsClosed,
            "closed" => column.IsClosed,
            "internal" => Organisation.IsInternal(column),
            "empty" => !column.IsClosed && line.Figures is not { PublishedCount: > 0 },
            "stale" => line.IsStale,
            "unread" => column.DeadlineText.Length > 0 && column.DeadlineRule is null,
            _ => true,
        };
    }
}
