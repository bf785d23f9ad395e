using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>
/// Makes a case of its own out of one of several matters (一事一申请): same applicant, same day of receipt, its own number, code and answer. The
/// new case is followed by a code of its own and the secret of the old one: no secret stands in a message that the office reads, too. Failures: those of <see cref="RequestDesk"/> and of a
/// description.
/// </summary>
public sealed class SplitRequest(RequestDesk desk, RequestClocks clocks, RequestSeals seals)
{
    /// <param name="matter">What the new case is about.</param>
    public async Task<Result<string>> HandleAsync(CaseRef which, string matter, Actor actor, CancellationToken cancellation)
    {
        var newId = "";
        var done = await desk.DoAsync(which, RequestVerb.Split, actor, async c =>
        {
            if (ApplicationCheck.CheckDescription(matter) is { Count: > 0 } refused) return Result.Refused(refused);
            var (old, code) = (c.Request, RequestSecret.NewCode());
            var made = new DisclosureRequest
            {
                Id = ContentIds.New(), AgencyId = old.AgencyId, Year = old.Year, Number = await ReceiveRequest.NextNumberAsync(c.Tx.Db, old.AgencyId, old.Year, cancellation), Code = code,
                SecretHash = old.SecretHash, Channel = old.Channel, EnteredUtc = c.Tx.NowUtc, ReceivedOn = old.ReceivedOn, ApplicantClass = old.ApplicantClass, Applicant = old.Applicant,
                ApplicantKey = old.ApplicantKey, Description = seals.Seal(matter), Matters = ApplicationCheck.MattersIn(matter), Form = old.Form, Delivery = old.Delivery, State = RequestState.Registered,
                AnswerRule = old.AnswerRule, SplitFromId = old.Id,
            };
            newId = made.Id;
            c.Tx.Db.Add(made);
            RequestDesk.Add(c.Tx, made, RequestEvents.Received, c.ActorId, null, new() { ["from"] = old.Id, ["received"] = $"{old.ReceivedOn:yyyy-MM-dd}" });
            await clocks.StartAsync(c.Tx, made, c.Rules, cancellation);
            c.Tell(RequestEvents.Split, $"您的申请包含多项内容，其中一项单独办理，编号{made.NumberText}，查询码{code}，查询密码与本件相同。内容：{matter}", new() { ["into"] = made.Id });
            return Result.Ok;
        }, cancellation);
        return done.Succeeded ? newId : done.As<string>();
    }
}
