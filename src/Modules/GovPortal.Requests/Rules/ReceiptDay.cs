using GovPortal.Kernel.Results;

namespace GovPortal.Requests.Rules;

/// <summary>How an application came (art. 31).</summary>
public enum RequestChannel
{
    /// <summary>当面提交.</summary>
    Counter,
    /// <summary>邮寄，需签收.</summary>
    SignedPost,
    /// <summary>平常信函，无需签收.</summary>
    OrdinaryPost,
    /// <summary>互联网.</summary>
    Internet,
    /// <summary>传真.</summary>
    Fax,
}

/// <summary>
/// Which day is the day of receipt (收到申请之日), the day 0 of every clock (《政府信息公开条例》第三十一条). By hand: the day it was handed in;
/// by signed post: the day it was signed for; by ordinary post, internet or fax: the day it was confirmed with the applicant.
/// </summary>
public static class ReceiptDay
{
    public const string Article = "《政府信息公开条例》第三十一条";

    /// <summary>Whether the day counts only once applicant and office have confirmed it to each other.</summary>
    public static bool NeedsConfirmation(RequestChannel channel) => channel is RequestChannel.OrdinaryPost or RequestChannel.Internet or RequestChannel.Fax;

    public static string Title(RequestChannel channel) => channel switch
    {
        RequestChannel.Counter => "当面提交", RequestChannel.SignedPost => "邮寄（签收）", RequestChannel.OrdinaryPost => "平常信函", RequestChannel.Internet => "互联网", _ => "传真",
    };

    /// <summary>
    /// The day of receipt. Failures: <c>request.arrived-required</c>, <c>request.arrived-later</c> (after today),
    /// <c>request.confirmed-required</c>, <c>request.confirmed-invalid</c> (before it came, or after today).
    /// </summary>
    /// <param name="arrived">The day it was handed in, signed for, or came.</param>
    /// <param name="confirmed">The day it was confirmed with the applicant; passed over where the channel needs none.</param>
    public static Result<DateOnly> Of(RequestChannel channel, DateOnly? arrived, DateOnly? confirmed, DateOnly today)
    {
        var failures = new List<Failure>();
        if (arrived is not { } came) failures.Add(Failure.At("ArrivedOn", "request.arrived-required"));
        else if (came > today) failures.Add(Failure.At("ArrivedOn", "request.arrived-later"));
        if (NeedsConfirmation(channel))
        {
            if (confirmed is not { } day) failures.Add(Failure.At("ConfirmedOn", "request.confirmed-required"));
            else if (day > today || day < arrived) failures.Add(Failure.At("ConfirmedOn", "request.confirmed-invalid"));
        }
        if (failures.Count > 0) return failures;
        return NeedsConfirmation(channel) ? confirmed!.Value : arrived!.Value;
    }
}
