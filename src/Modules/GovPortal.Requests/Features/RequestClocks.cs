using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>The statutory clocks of a case; each stands in the name of whoever has the case.</summary>
public sealed class RequestClocks(IObligations obligations)
{
    public const string Answer = "request-answer", Correction = "request-correction", ThirdParty = "request-third-party", OtherOrgan = "request-other-organ", Fee = "request-fee",
        Rereview = "request-rereview", OwnData = "request-own-data";

    /// <summary>Those that run while a case is open.</summary>
    public static IReadOnlyList<string> OfCases { get; } = [Answer, Correction, ThirdParty, OtherOrgan, Fee];

    public static IReadOnlyList<string> Kinds { get; } = [.. OfCases, Rereview, OwnData];

    /// <summary>What third parties, other organs and applicants owe us is not our delay.</summary>
    public static string? LateRuleOf(string kind) => kind switch
    {
        Answer or Correction => LateRules.Answer,
        ThirdParty or OtherOrgan or Fee => null,
        _ => LateRules.Other,
    };

    private const string Regulation = "《政府信息公开条例》";

    /// <summary>The article a kind rests on; shown beside the date.</summary>
    public static string BasisOf(string kind) => kind switch
    {
        Answer => Regulation + "第三十三条：自收到申请之日起20个工作日内答复",
        Correction => Regulation + "第三十条：自收到申请之日起7个工作日内一次性告知补正",
        ThirdParty => Regulation + "第三十二条：第三方自收到征求意见书之日起15个工作日内提出意见",
        OtherOrgan => Regulation + "第三十四条：被征求意见机关自收到征求意见书之日起15个工作日内提出意见",
        Rereview => Regulation + "第十八条：对不予公开的政府信息进行定期评估审查",
        OwnData => Regulation + "第四十一条：更正与公民、法人和其他组织自身相关的政府信息记录",
        _ => Regulation + "第四十二条、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）：自收到收费通知次日起30日内缴纳",
    };

    /// <summary>Starts the clocks of a case that came in: the answer's, and the one within which a correction may be asked for.</summary>
    public async Task StartAsync(PortalTransaction tx, DisclosureRequest request, RequestRules rules, CancellationToken cancellation)
    {
        await OpenAsync(tx, request, Answer, request.AnswerRule, request.ReceivedOn, cancellation);
        await OpenAsync(tx, request, Correction, $"{rules.CorrectionDays}wd", request.ReceivedOn, cancellation);
        await FollowAsync(tx, request, cancellation);
    }

    /// <summary>The answer's clock goes on in the name of whoever has the case now.</summary>
    public Task HandOverAsync(PortalTransaction tx, DisclosureRequest request, CancellationToken cancellation) =>
        OpenAsync(tx, request, Answer, request.AnswerRule, request.ReceivedOn, cancellation);

    /// <summary>Starts a clock of one step from a day; the same step may come again.</summary>
    public async Task OpenStepAsync(PortalTransaction tx, DisclosureRequest request, string kind, string rule, DateOnly from, CancellationToken cancellation)
    {
        if (await obligations.OpenAnewAsync(tx, DraftOf(request, kind, rule, from), cancellation) is { Succeeded: false } refused) throw Refused(kind, refused);
    }

    /// <summary>Art. 33: the time third parties and other organs are asked is not counted.</summary>
    public async Task PauseAsync(PortalTransaction tx, DisclosureRequest request, string why, string actorId, CancellationToken cancellation)
    {
        if (request.IsPaused) return;
        if (await obligations.PauseAsync(tx, request.Id, Answer, why, actorId, cancellation) is { Succeeded: false } refused) throw Refused(Answer, refused);
        request.IsPaused = true;
    }

    public async Task ResumeAsync(PortalTransaction tx, DisclosureRequest request, string actorId, CancellationToken cancellation)
    {
        if (!request.IsPaused) return;
        if (await obligations.ResumeAsync(tx, request.Id, Answer, actorId, cancellation) is { Succeeded: false } refused) throw Refused(Answer, refused);
        request.IsPaused = false;
    }

    /// <summary>A new day 0; ends a pause.</summary>
    public async Task<Result> RestartAsync(PortalTransaction tx, DisclosureRequest request, DateOnly from, string why, string actorId, CancellationToken cancellation)
    {
        var restarted = await obligations.RestartAsync(tx, request.Id, Answer, from, why, actorId, cancellation);
        if (restarted.Succeeded) request.IsPaused = false;
        return restarted;
    }

    public Task<Result> ExtendAsync(PortalTransaction tx, DisclosureRequest request, int days, string why, string actorId, CancellationToken cancellation) =>
        obligations.ExtendAsync(tx, request.Id, Answer, days, why, actorId, cancellation);

    public Task MeetAsync(PortalTransaction tx, DisclosureRequest request, string kind, CancellationToken cancellation) => obligations.MeetAsync(tx, request.Id, kind, cancellation);

    /// <summary>What still runs of an ended case ends with it.</summary>
    public async Task EndAsync(PortalTransaction tx, DisclosureRequest request, CancellationToken cancellation)
    {
        await obligations.CancelAsync(tx, request.Id, null, cancellation);
        request.IsPaused = false;
    }

    /// <summary>When a clock of the kind that still runs is due; null where none runs.</summary>
    public async Task<DateTime?> DueAsync(PortalDbContext db, string requestId, string kind, CancellationToken cancellation) =>
        (await obligations.OfAsync(db, requestId, cancellation)).FirstOrDefault(o => o.Kind == kind && o.MetUtc is null)?.DueUtc;

    /// <summary>When the latest clock of the kind is or was due, met or not.</summary>
    public async Task<DateTime?> LatestDueAsync(PortalDbContext db, string requestId, string kind, CancellationToken cancellation) =>
        (await obligations.OfAsync(db, requestId, cancellation)).FirstOrDefault(o => o.Kind == kind)?.DueUtc;

    /// <summary>Keeps the due day beside the case, for lists.</summary>
    public async Task FollowAsync(PortalTransaction tx, DisclosureRequest request, CancellationToken cancellation)
    {
        await tx.Db.SaveChangesAsync(cancellation);
        if (await DueAsync(tx.Db, request.Id, Answer, cancellation) is { } due) request.DueUtc = due;
    }

    private async Task OpenAsync(PortalTransaction tx, DisclosureRequest request, string kind, string rule, DateOnly from, CancellationToken cancellation)
    {
        if (await obligations.OpenAsync(tx, DraftOf(request, kind, rule, from), cancellation) is { Succeeded: false } refused) throw Refused(kind, refused);
    }

    private static ObligationDraft DraftOf(DisclosureRequest request, string kind, string rule, DateOnly from) =>
        new(request.Id, null, request.AgencyId, null, request.SectionId, kind, rule, from, BasisOf(kind));

    private static InvalidOperationException Refused(string kind, Result refused) => new($"The clock {kind} of a case was refused: {refused.Failures[0]}");
}

/// <summary>Where a clock was paused, extended or derived anew by another calendar, the lists show its new day.</summary>
internal sealed class FollowRequestClocks(PortalTransactions transactions, IObligations obligations) : IOnceEventReader
{
    public string Name => "request-dues";

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        var moved = DeadlineEvents.Moved(events, RequestClocks.Answer);
        if (moved.Count == 0) return;
        await using var tx = await transactions.BeginAsync(cancellation);
        var running = obligations.Running(tx.Db, [RequestClocks.Answer]);
        await tx.Db.Set<DisclosureRequest>().Where(r => moved.Contains(r.Id) && running.Any(c => c.SubjectId == r.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.DueUtc, r => running.Where(c => c.SubjectId == r.Id).Select(c => c.DueUtc).First()), cancellation);
        await tx.CommitAsync(cancellation);
    }
}
