using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// 信息处理费 (art. 42, 国办函〔2020〕109号): charged once, by items or by pages and never by both, with its working in the notice; the answer's
/// clock starts anew once it is paid; who does not pay in time is taken to have given up.
/// </summary>
public sealed class ChargeFee(RequestDesk desk, RequestClocks clocks)
{
    /// <summary>
    /// Failures: those of <see cref="RequestDesk"/> and of <see cref="ProcessingFee"/>, <c>request.scheme-required</c>, <c>request.charged-once</c>,
    /// <c>request.nothing-to-charge</c>.
    /// </summary>
    public Task<Result> ChargeAsync(CaseRef which, FeeScheme? scheme, int count, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.ChargeFee, actor, async c =>
    {
        if (scheme is not { } by) return Failure.At("Scheme", "request.scheme-required");
        if (c.Request.FeeScheme is not null) return Failure.Of("request.charged-once");
        var fee = ProcessingFee.Of(by, count, await EarlierItemsAsync(c.Tx.Db, c.Request, cancellation), c.Rules.Fee);
        if (!fee.Succeeded) return fee;
        if (fee.Value.TotalFen == 0) return Failure.At("FeeCount", "request.nothing-to-charge");
        var until = c.Today.AddDays(c.Rules.FeeDays);
        (c.Request.FeeScheme, c.Request.FeeCount, c.Request.FeeFen, c.Request.FeeUntil) = (by, count, fee.Value.TotalFen, until);
        c.Tell(RequestEvents.FeeCharged, Words(fee.Value, until), new() { ["fen"] = fee.Value.TotalFen, ["until"] = $"{until:yyyy-MM-dd}" });
        await clocks.PauseAsync(c.Tx, c.Request, "等待申请人缴费", c.ActorId, cancellation);
        await clocks.OpenStepAsync(c.Tx, c.Request, RequestClocks.Fee, $"{c.Rules.FeeDays}d", c.Today, cancellation);
        await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return Result.Ok;
    }, cancellation);

    /// <summary>Failures: those of <see cref="RequestDesk"/>, <c>request.day-invalid</c>.</summary>
    public Task<Result> TakeAsync(CaseRef which, DateOnly? paidOn, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.TakeFee, actor, async c =>
    {
        if (paidOn is not { } day || day > c.Today || day < c.Request.FeeUntil!.Value.AddDays(-c.Rules.FeeDays)) return Failure.At("Day", "request.day-invalid");
        c.Request.FeePaidOn = day;
        c.Step(RequestEvents.FeePaid, "", new() { ["paid"] = $"{day:yyyy-MM-dd}" });
        await clocks.MeetAsync(c.Tx, c.Request, RequestClocks.Fee, cancellation);
        var restarted = await clocks.RestartAsync(c.Tx, c.Request, day, "申请人完成缴费，自次日起重新计算（国办函〔2020〕109号）", c.ActorId, cancellation);
        if (restarted.Succeeded) await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return restarted;
    }, cancellation);

    /// <summary>Failures: those of <see cref="RequestDesk"/>, <c>request.not-lapsed</c>.</summary>
    public Task<Result> LapseAsync(CaseRef which, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.LapseFee, actor, async c =>
    {
        if (c.Today <= c.Request.FeeUntil) return Failure.Of("request.not-lapsed", $"{c.Request.FeeUntil:yyyy-MM-dd}");
        await EndRequest.EndAsync(c, RequestVerb.LapseFee, clocks, cancellation);
        c.Tell(RequestEvents.FeeLapsed, "您没有在期限内缴纳信息处理费。依照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），视为放弃申请，不再处理。");
        return Result.Ok;
    }, cancellation);

    /// <summary>How many cases of the same applicant were received in the calendar month before this one (按件计收).</summary>
    internal static async Task<int> EarlierItemsAsync(PortalDbContext db, DisclosureRequest request, CancellationToken cancellation)
    {
        if (request.ApplicantKey is not { } key) return 0;
        var first = new DateOnly(request.ReceivedOn.Year, request.ReceivedOn.Month, 1);
        return await db.Set<DisclosureRequest>().CountAsync(r => r.ApplicantKey == key && r.AgencyId == request.AgencyId && r.Id != request.Id
            && r.ReceivedOn >= first && (r.ReceivedOn < request.ReceivedOn || (r.ReceivedOn == request.ReceivedOn && (r.Year < request.Year || (r.Year == request.Year && r.Number < request.Number)))), cancellation);
    }

    private static string Words(FeeWorking fee, DateOnly until)
    {
        var unit = fee.Scheme == FeeScheme.PerItem ? "件" : "页";
        var lines = fee.Lines.Select(l => $"第{l.From}—{l.To}{unit}共{l.Count}{unit}，每{unit}{Yuan(l.PriceFen)}元，计{Yuan(l.AmountFen)}元");
        return $"依照{fee.Document}，{(fee.Scheme == FeeScheme.PerItem ? "按件计收" : "按量计收")}信息处理费：{string.Join("；", lines)}；合计{Yuan(fee.TotalFen)}元。请于{until:yyyy-MM-dd}前缴纳，逾期未缴纳视为放弃申请。";
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
