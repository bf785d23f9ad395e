using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Makes of the information that was given (or that was found to be disclosable) a draft of an item (转为主动公开), without anything of who
/// applied; it is edited, reviewed and published as everything. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>,
/// <c>disclose.not-granted</c>, <c>disclose.drafted-already</c>, <c>disclose.type</c>, <c>disclose.names-applicant</c>, <c>request.answer-unreadable</c> and those of saving
/// a draft. Side effects: the draft; <c>request.disclosure-drafted</c>.
/// </summary>
public sealed class DraftDisclosure(PortalTransactions transactions, SaveDraft save, DefinitionStore definitions, RequestSeals seals)
{
    private const string Body = "HtmlBodyPart", Title = "TitlePart";

    public async Task<Result<VersionRef>> HandleAsync(string requestId, string? typeName, string? columnId, string title, Actor actor, CancellationToken cancellation)
    {
        var drafted = await transactions.WriteAsync(tx => ApplyAsync(tx, requestId, typeName, columnId, title, actor, cancellation), cancellation);
        return drafted.Has("draft.changed-by-other") ? Failure.Of("request.changed-by-other") : drafted;
    }

    private async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, string requestId, string? typeName, string? columnId, string title, Actor actor, CancellationToken cancellation)
    {
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.May(actor, RequestPermissions.Dispatch, request)) return Failure.Of(Failure.NotAllowed);
        var after = await ReviewWithheld.OfAsync(tx, requestId, cancellation);
        if (!MayBecome(request, after)) return Failure.Of("disclose.not-granted");
        if (await DraftedItems.IsStandingAsync(tx.Db, after.DisclosedItemId, cancellation)) return Failure.Of("disclose.drafted-already");
        if ((await definitions.LoadAsync(tx.Db, cancellation)).Type(typeName ?? "") is not { } type || !Disclosure.IsText(type)) return Failure.At("Type", "disclose.type");
        if (title.Length == 0) return Failure.At("Title", "draft.title-required");
        if (seals.OpenAnswer(request.Answer) is not { } answer) return Failure.Of("request.answer-unreadable");
        if (NamesApplicant(request, title + "\n" + answer.Information)) return Failure.Of("disclose.names-applicant");
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(null, type.Name, Data(request, columnId, title, answer.Information)), actor, cancellation);
        if (!saved.Succeeded) return saved.Failures.Select(f => f.Field is null ? f : f with { Field = f.Field == Title + ".Title" ? "Title" : "Column" }).ToList();
        after.DisclosedItemId = saved.Value.ContentItemId;
        RequestDesk.Add(tx, request, RequestEvents.DisclosureDrafted, actor.UserId, null, new() { ["item"] = saved.Value.ContentItemId });
        return saved;
    }

    internal static bool MayBecome(DisclosureRequest request, RequestFollowUp? after) =>
        request.State == RequestState.Answered && (request.Outcome is Outcomes.Granted or Outcomes.Partly || after?.IsDisclosable == true);

    /// <summary>A slip of whoever wrote the answer: a name, number or address of the applicant in what was given.</summary>
    private bool NamesApplicant(DisclosureRequest request, string text) =>
        request.Applicant is { } kept && (seals.OpenApplicant(kept) is not { } who
            || new[] { who.Name, who.Agent, who.ProofNumber, who.Phone, who.Email, who.Address }.Any(said => said.Length > 1 && text.Contains(said, StringComparison.OrdinalIgnoreCase)));

    private static JsonObject Data(DisclosureRequest request, string? columnId, string title, string text) => new()
    {
        [Title] = new JsonObject { ["Title"] = title },
        [Disclosure.PartName] = new JsonObject
        {
            ["ColumnId"] = columnId, ["FormedOn"] = request.EndedUtc!.Value.ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Urgency"] = "normal",
        },
        [Body] = new JsonObject { ["Html"] = string.Concat(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => $"<p>{WebUtility.HtmlEncode(l)}</p>")) },
    };
}
