using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Areas.Admin.Pages.Columns;

/// <summary>The form of one column.</summary>
public sealed class ColumnInput
{
    public string? Title { get; set; }
    /// <summary>A section's id, or <c>*Drafting</c> and the like.</summary>
    public string? SectionId { get; set; }
    public string? Supporting { get; set; }
    public string? Content { get; set; }
    public string? Basis { get; set; }
    public string? DeadlineText { get; set; }
    public string? DeadlineRule { get; set; }
    public string? FreshnessText { get; set; }
    public string? FreshnessRule { get; set; }
    public string? Channels { get; set; }
    public string? Audience { get; set; }
    public string? Manner { get; set; }
    public string? Tier { get; set; }
    public string? Note { get; set; }
    public string? RouteName { get; set; }
    public bool IsClosed { get; set; }
}

public sealed class EditModel(ITexts texts, PortalDbContext db, CurrentActor current, ChangeColumn change) : AdminPageModel(texts)
{
    private const string MeaningMark = "*";

    [BindProperty] public ColumnInput Input { get; set; } = new();

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public Column Column { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Routes { get; private set; } = [];
    public ColumnFigures? Figures { get; private set; }

    public IEnumerable<SelectListItem> Sections =>
    [
        new(T["（未指定）"], ""),
        .. Organisation.Sections.Where(s => s.AgencyId == Column.AgencyId).Select(s => new SelectListItem(s.Name, s.Id)),
        .. Enum.GetValues<SectionMeaning>().Where(m => m != SectionMeaning.Named).Select(m => new SelectListItem(T[SectionWords.Of(m)], MeaningMark + m)),
    ];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        var readDeadline = DeadlineText.ReadDeadline(Column.DeadlineText);
        var readFreshness = DeadlineText.ReadFreshness(Column.FreshnessText);
        Input = new ColumnInput
        {
            Title = Column.Title, SectionId = Column.SectionMeaning == SectionMeaning.Named ? Column.SectionId : MeaningMark + Column.SectionMeaning,
            Supporting = Column.SupportingText, Content = Column.Content, Basis = Column.Basis, DeadlineText = Column.DeadlineText,
            DeadlineRule = readDeadline.IsUnread ? Column.DeadlineRule : null, FreshnessText = Column.FreshnessText,
            FreshnessRule = readFreshness.IsUnread ? Column.FreshnessRule : null, Channels = Column.Channels, Note = Column.Note,
            Audience = Column.Audience, Manner = Column.Manner, Tier = Column.Tier,
            RouteName = Column.RouteName ?? ReviewRouteRow.Default, IsClosed = Column.IsClosed,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        var meaning = Input.SectionId is ['*', ..] && Enum.TryParse<SectionMeaning>(Input.SectionId[1..], out var chosen) ? chosen : SectionMeaning.Named;
        var result = await change.HandleAsync(new ChangeColumnCommand(
            id, Input.Title, meaning, meaning == SectionMeaning.Named ? Input.SectionId : null, Input.Supporting, Input.Content, Input.Basis,
            Input.DeadlineText, Input.DeadlineRule, Input.FreshnessText, Input.FreshnessRule, Input.Channels, Input.Note, Input.RouteName, Input.IsClosed)
            { Audience = Input.Audience, Manner = Input.Manner, Tier = Input.Tier },
            await current.GetAsync(), cancellation);
        return Finish(result, T["栏目已保存。"], "/Admin/Columns/Edit/" + Column.Id, "Input");
    }

    /// <summary>How a text is understood, in one sentence.</summary>
    public (string Tone, string Text) Explain(string? text, bool freshness)
    {
        var reading = freshness ? DeadlineText.ReadFreshness(text ?? "") : DeadlineText.ReadDeadline(text ?? "");
        if (reading.Why is { } why) return ("warning", T["未识别：{0}", T[why]]);
        if (reading.Rule is not { } rule) return ("neutral", freshness ? T["没有更新要求"] : T["没有公开时限，信息按 5 个工作日计"]);
        var (key, args) = RuleWords.Of(rule);
        return reading.From is { } start
            ? ("success", T["识别为：{0}，自{1}起（{2}）", T[key, args],
                reading.OrFrom is { } other ? T["{0}或{1}", T[RuleWords.Of(start)], T[RuleWords.Of(other)]] : T[RuleWords.Of(start)], rule])
            : ("success", T["识别为：{0}（{1}）", T[key, args], rule]);
    }

    private async Task<IActionResult?> LoadAsync(string id, CancellationToken cancellation)
    {
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        if (Organisation.Column(id) is not { } column) return NotFound();
        if (!(await current.GetAsync()).Can(Permissions.ColumnsManage, column.AgencyId)) return Forbid();
        Column = column;
        Figures = await db.Set<ColumnFigures>().FirstOrDefaultAsync(f => f.ColumnId == id, cancellation);
        var routes = await db.Set<ReviewRouteRow>().OrderBy(r => r.Name).Select(r => new { r.Name, r.Title }).ToListAsync(cancellation);
        Routes = [.. routes.OrderBy(r => r.Name == ReviewRouteRow.Default ? 0 : 1).Select(r => new SelectListItem(r.Title, r.Name))];
        return null;
    }
}
