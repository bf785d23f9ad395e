using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.AdminUi.PageModels;
using GovPortal.AdminUi.Shell;
using GovPortal.Editing.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

/// <summary>One item: how it looks, where it stands, what may be done, what was done.</summary>
public sealed class ItemModel(
    ITexts texts, ReadItem read, RecallVersion recall, DiscardDraft discard, RestoreVersion restore, PublishVersion publish,
    SchedulePublication schedule, ReturnApproved returnApproved, WithdrawItem withdraw, PurgeVersion purge, ListContained contained, IEnumerable<IItemPanel> panels,
    PortalStateReader state, EventKinds kinds, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    public ItemHistory History { get; private set; } = null!;
    public Actor Actor { get; private set; } = null!;
    public OrganisationSnapshot Organisation { get; private set; } = null!;
    public IReadOnlyList<PortalEvent> Events { get; private set; } = [];
    /// <summary>Null where the item is no list.</summary>
    public ContainedPage? Contained { get; private set; }
    /// <summary>What other modules tell of it.</summary>
    public IReadOnlyList<ItemPanel> Panels { get; private set; } = [];
    public IReadOnlyList<Failure> Refusals { get; private set; } = [];

    public ContentVersion Latest => History.Latest;
    public ReviewRoute? Route => Latest.Route is null ? null : ReviewRoute.Parse(Latest.Route);

    private bool Holds(string permission) => Actor.Can(permission, Latest.AgencyId, Latest.SectionId);

    public bool CanEdit => ContentAccess.CanEdit(Actor, Latest.AgencyId, Latest.SectionId) && (Latest.State == VersionState.Draft || Transitions.IsFinal(Latest.State));
    public bool CanSubmit => Latest.State == VersionState.Draft && Holds(Permissions.ContentSubmit);
    public bool CanRecall => Transitions.Next(Latest.State, VersionVerb.Recall) is not null && Holds(Permissions.ContentSubmit);
    public bool CanPublish => Latest.State is VersionState.Approved or VersionState.Scheduled && Holds(Permissions.ContentPublish);
    public bool CanWithdraw => History.Item.PublishedVersionId is not null && Holds(Permissions.ContentWithdraw);
    public bool CanPurge(ContentVersion version) => Transitions.Next(version.State, VersionVerb.Purge) is not null && Holds(Permissions.ContentPurge);

    /// <summary>The instant the writer wished for in <c>PublishLaterPart</c>, in civil time for the schedule's field; the publisher decides.</summary>
    public string? WishedAt => LaterDates.Read(History.InHand?.Data, "PublishLaterPart", "ScheduledPublishUtc") is { } at
        ? at.ToCivil().ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null;

    public string KindTitle(PortalEvent e) => T[kinds.Title(e.Kind)];

    /// <summary>How the step stands for the latest version: done, current, refused or todo, with the decision that says so.</summary>
    public (string State, Review? Review) Step(int index)
    {
        var own = History.Reviews.Where(r => r.VersionId == Latest.Id && r.ManifestHash == Latest.ManifestHash).ToList();
        if (Latest.State == VersionState.InReview && Route!.NextStep(Latest.ManifestHash, own) == index) return ("current", null);
        if (own.LastOrDefault(r => r.StepIndex == index) is { Decision: ReviewDecision.Returned } returned) return ("refused", returned);
        var approval = Route!.Holding(Latest.ManifestHash, own).LastOrDefault(r => r.StepIndex == index);
        return (approval is not null ? "done" : Route.Steps[index].IsSkipped ? "skipped" : "todo", approval);
    }

    public async Task<IActionResult> OnGetAsync(string id, [FromQuery(Name = "page")] int page, CancellationToken cancellation) =>
        await LoadAsync(id, page, cancellation) ?? Page();

    public Task<IActionResult> OnPostRecallAsync(string id, string versionId, CancellationToken c) =>
        ActAsync(id, a => recall.HandleAsync(new RecallVersionCommand(versionId), a, c), "已撤回，可以继续修改。");

    public Task<IActionResult> OnPostDiscardAsync(string id, string versionId, CancellationToken c) =>
        ActAsync(id, a => discard.HandleAsync(new DiscardDraftCommand(versionId), a, c), "草稿已放弃。可在版本记录中恢复。");

    public Task<IActionResult> OnPostRestoreAsync(string id, string versionId, CancellationToken c) =>
        ActAsync(id, async a => await restore.HandleAsync(new RestoreVersionCommand(versionId), a, c), "已按所选版本生成新草稿。");

    public Task<IActionResult> OnPostPublishAsync(string id, string versionId, CancellationToken c) =>
        ActAsync(id, async a => await publish.HandleAsync(new PublishVersionCommand(versionId), a, c), "已发布，公众现在可以看到。");

    public Task<IActionResult> OnPostScheduleAsync(string id, string versionId, string? at, CancellationToken c) =>
        DateTime.TryParse(at, CultureInfo.InvariantCulture, out var civil)
            ? ActAsync(id, a => schedule.HandleAsync(new SchedulePublicationCommand(versionId, Instants.FromCivil(civil)), a, c), "已设定定时发布。")
            : ActAsync(id, _ => Task.FromResult<Result>(Failure.Of("schedule.past")), "");

    public Task<IActionResult> OnPostUnscheduleAsync(string id, string versionId, CancellationToken c) =>
        ActAsync(id, a => schedule.HandleAsync(new SchedulePublicationCommand(versionId, null), a, c), "已取消定时发布。");

    public Task<IActionResult> OnPostReturnAsync(string id, string versionId, string? reason, CancellationToken c) =>
        ActAsync(id, a => returnApproved.HandleAsync(new ReturnApprovedCommand(versionId, reason ?? ""), a, c), "已退回起草科室。");

    public Task<IActionResult> OnPostWithdrawAsync(string id, string? reason, string? note, CancellationToken c) =>
        ActAsync(id, a => withdraw.HandleAsync(new WithdrawItemCommand(id, reason ?? "", note), a, c), "已下线，公众不再能看到该信息及其附件。");

    public async Task<IActionResult> OnPostPurgeAsync(string id, string versionId, string? reason, CancellationToken c)
    {
        var result = await purge.HandleAsync(new PurgeVersionCommand(versionId, reason ?? ""), await current.GetAsync(), c);
        return Done(id, result, result is { Succeeded: true, Value: > 0 }
            ? T["内容已彻底清除，仅保留哈希值和清除原因。另有 {0} 份备份仍含该内容，见“系统－审计记录－备份记录”。", result.Value] : T["内容已彻底清除，仅保留哈希值和清除原因。"]);
    }

    private async Task<IActionResult> ActAsync(string id, Func<Actor, Task<Result>> act, string done) => Done(id, await act(await current.GetAsync()), T[done]);

    private IActionResult Done(string id, Result result, string done)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect($"/Admin/Content/Item/{Uri.EscapeDataString(id)}");
    }

    private async Task<IActionResult?> LoadAsync(string id, int page, CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        if (await read.HandleAsync(db, id, Actor, cancellation) is not { } history) return NotFound();
        (History, Organisation) = (history, await OrganisationSnapshot.LoadAsync(db, cancellation));
        Events = await db.Set<PortalEvent>().AsNoTracking().Where(e => e.SubjectId == id).OrderByDescending(e => e.Id).Take(50).ToListAsync(cancellation);
        var definitions = state.Current.Definitions;
        Contained = await contained.HandleAsync(db, Latest, definitions.Type(history.Item.ContentType), definitions, Organisation, page, Actor, cancellation);
        var shown = new List<ItemPanel>();
        foreach (var panel in panels)
        {
            if (await panel.ForAsync(db, history.Item, Actor, cancellation) is { } own) shown.Add(own);
        }
        Panels = shown;
        if (CanPublish && history.InHand is { } v)
        {
            Refusals = await publish.RefusalsAsync(db, v, [.. history.Reviews.Where(r => r.VersionId == Latest.Id)], Actor, cancellation);
        }
        return null;
    }

    /// <summary>A short remark on an event: the step, the reason's code.</summary>
    public string? Remark(PortalEvent e)
    {
        var payload = (JsonObject)JsonNode.Parse(e.Payload)!;
        if ((string?)payload["reason"] is { } reason && WithdrawItem.Reasons.TryGetValue(reason, out var text)) return T[text];
        // Modules name other things so, too; a version's number is a number.
        return payload["number"] is JsonValue value && value.TryGetValue(out int number) ? T["第 {0} 版", number] : null;
    }
}
