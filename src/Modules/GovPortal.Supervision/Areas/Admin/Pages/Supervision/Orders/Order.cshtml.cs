using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Papers;
using GovPortal.PublicForms;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision.Orders;

public sealed class OrderVerbInput
{
    public string? Words { get; set; }
    public int? Days { get; set; }
}

/// <summary>One order with its whole chain, and what the person may do with it now.</summary>
[ResponseCache(NoStore = true)]
public sealed class OrderModel(ITexts texts, ReadOrder read, AnswerOrder answer, DecideOrder decide, Inspect inspect, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [FromRoute] public string Id { get; set; } = "";
    [BindProperty] public OrderVerbInput Input { get; set; } = new();

    /// <summary>Null only where the page was refused.</summary>
    public OrderInFull Full { get; private set; } = null!;
    public SupervisionOrder Order => Full.Order;
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<OrderVerb> May { get; private set; } = [];
    public bool IsLate => Order.State == OrderState.Issued && Order.DueUtc < time.UtcNow();
    private IReadOnlyList<Kernel.Publishing.InspectionRule> Known { get; set; } = inspect.Rules;

    public string RuleTitle(string code) => Known.FirstOrDefault(r => r.Code == code) is { } rule ? T[rule.Title] : code;
    public string Who(string actorId) => Actor.Unnamed(actorId) is { } unnamed ? T[unnamed.DisplayName] : Full.Names.GetValueOrDefault(actorId) ?? actorId;

    public static (string Icon, string Tone) Mark(string step) => step switch
    {
        SupervisionEvents.OrderIssued => ("send", "warning"), SupervisionEvents.OrderAnswered => ("chat-left-text", "info"), SupervisionEvents.OrderChecked => ("search", "neutral"),
        SupervisionEvents.OrderReturned => ("reply", "warning"), SupervisionEvents.OrderSignedOff => ("check2-all", "success"), SupervisionEvents.OrderEscalated => ("exclamation-triangle", "danger"), _ => ("slash-circle", "neutral"),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        var paper = new Paper().Title(T["督办单"]).Table([2, 5], new (string, string)[]
        {
            (T["编号"], Order.NumberText), (T["责任科室"], Organisation.Section(Order.SectionId)?.Name ?? ""), (T["标题"], Order.Title), (T["整改要求"], Order.What), (T["依据"], Order.Basis),
            (T["下发日期"], $"{Order.IssuedUtc.ToCivilDate():yyyy-MM-dd}"), (T["反馈期限"], $"{Order.DueUtc.ToCivilDate():yyyy-MM-dd}"),
        }.Concat(Full.Steps.Skip(1).Select(s => (T[SupervisionEvents.Titles[s.Kind]], $"{s.AtUtc.ToCivilDate():yyyy-MM-dd} {Who(s.ActorId)}\n{s.Note}"))).Select(r => (IReadOnlyList<PaperCell>)[new(r.Item1, IsHead: true), new(r.Item2)]))
            .Text(T["科室负责人（签字）：　　　　　　　　　　办公室（签字）：　　　　　　　　　　分管领导（签字）："]);
        return File(paper.ToDocx(), DocxType, $"{Order.NumberText}.docx");
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string? what, [FromForm(Name = "seen")] int? seen, CancellationToken cancellation)
    {
        if (!Enum.TryParse<OrderVerb>(what, ignoreCase: true, out var verb) || !Enum.IsDefined(verb)) return BadRequest();
        var (words, actor) = (PlainText.Of(Input.Words).Trim(), await current.GetAsync());
        var result = verb switch
        {
            OrderVerb.Answer => await answer.HandleAsync(Id, seen, words, actor, cancellation),
            OrderVerb.Return => await decide.ReturnAsync(Id, seen, words, Input.Days, actor, cancellation),
            OrderVerb.SignOff => await decide.SignOffAsync(Id, seen, words, actor, cancellation),
            _ => await decide.TakeBackAsync(Id, seen, words, actor, cancellation),
        };
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded && await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, T["已办理：{0}。", T[OrderStates.VerbTitle(verb)]], "/Admin/Supervision/Orders/" + Id, "Input");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var result = await read.HandleAsync(Id, actor, cancellation);
        if (!result.Succeeded) return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Full = result.Value;
        Known = (await InspectionRules.LoadAsync(db, cancellation)).Known(inspect.Rules);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        May = [.. Enum.GetValues<OrderVerb>().Where(v => OrderStates.Next(Order.State, v) is not null && SupervisionAccess.May(actor, v, Order))
            .Where(v => v != OrderVerb.SignOff || !Full.Steps.Any(s => s.Kind == SupervisionEvents.OrderAnswered && s.ActorId == actor.UserId))];
        return null;
    }
}
