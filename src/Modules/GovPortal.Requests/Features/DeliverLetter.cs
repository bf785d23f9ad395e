using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="On">The day it was served or tried.</param>
/// <param name="IsServed">False where it came back or was refused; another attempt is written down after it.</param>
public sealed record DeliveryInput(string Way, DateOnly? On, bool IsServed, string Receiver, string MailNumber, string Note);

/// <summary>
/// Writes down how a letter was served (送达记录), attempt by attempt. Failures: those of <see cref="LetterDesk"/>,
/// <c>request.letter-internal</c>, <c>request.delivery-way</c>, <c>request.delivery-day</c>, <c>request.delivery-receiver</c>,
/// <c>request.delivery-note</c>, <c>request.too-long</c>. Side effect: <c>request.letter-delivered</c>.
/// </summary>
public sealed class DeliverLetter(LetterDesk desk, RequestSeals seals)
{
    public Task<Result> HandleAsync(string requestId, string letterId, DeliveryInput given, Actor actor, CancellationToken cancellation) => desk.DoAsync(requestId, letterId, actor, async (tx, request, letter) =>
    {
        if (LetterKinds.Of(letter.Kind)!.To == LetterTo.Internal) return Failure.Of("request.letter-internal");
        if (Check(given, letter.MadeUtc.ToCivilDate(), tx.NowUtc.ToCivilDate()) is { Count: > 0 } refused) return Result.Refused(refused);
        await AddAsync(tx, request, letter, given, given.On!.Value, actor.UserId, seals, cancellation);
        return Result.Ok;
    }, cancellation);

    /// <summary>The applicant read the answer on the site: its letter is served by that, once.</summary>
    internal static async Task NoteReadAsync(PortalTransaction tx, DisclosureRequest request, RequestSeals seals, CancellationToken cancellation)
    {
        var answers = LetterKinds.All.Where(k => k.IsAnswer).Select(k => k.Code).ToList();
        var letters = await tx.Db.Set<RequestLetter>().AsNoTracking().Where(l => l.RequestId == request.Id && l.VoidedUtc == null && answers.Contains(l.Kind)).ToListAsync(cancellation);
        foreach (var letter in letters)
        {
            await AddAsync(tx, request, letter, new DeliveryInput(DeliveryWays.Online, null, IsServed: true, "申请人", "", "申请人凭查询码和查询密码在网站查看答复，系统自动记录。"), tx.NowUtc.ToCivilDate(), Actor.Public.UserId, seals, cancellation);
        }
    }

    private static List<Failure> Check(DeliveryInput given, DateOnly made, DateOnly today)
    {
        var failures = new List<Failure>();
        if (!DeliveryWays.All.ContainsKey(given.Way)) failures.Add(Failure.At("Way", "request.delivery-way"));
        if (given.On is not { } day || day < made || day > today) failures.Add(Failure.At("On", "request.delivery-day"));
        if (given.IsServed && given.Receiver.Length == 0 && given.Way is DeliveryWays.ByHand or DeliveryWays.ByPost) failures.Add(Failure.At("Receiver", "request.delivery-receiver"));
        if (!given.IsServed && given.Note.Length == 0) failures.Add(Failure.At("Note", "request.delivery-note"));
        foreach (var (field, text, most) in new[] { ("Receiver", given.Receiver, DeliveryWays.MaxReceiver), ("MailNumber", given.MailNumber, DeliveryWays.MaxMailNumber), ("Note", given.Note, DeliveryWays.MaxNote) })
        {
            if (text.Length > most) failures.Add(Failure.At(field, "request.too-long", most));
        }
        return failures;
    }

    private static async Task AddAsync(
        PortalTransaction tx, DisclosureRequest request, RequestLetter letter, DeliveryInput given, DateOnly on, string actorId, RequestSeals seals, CancellationToken cancellation)
    {
        var attempts = await tx.Db.Set<LetterDelivery>().CountAsync(d => d.LetterId == letter.Id, cancellation);
        tx.Db.Add(new LetterDelivery
        {
            LetterId = letter.Id, Number = attempts + 1, Way = given.Way, On = on, IsServed = given.IsServed,
            Details = seals.Seal(JsonSerializer.Serialize(new DeliveryDetails(given.Receiver, given.MailNumber, given.Note))), RecordedBy = actorId, RecordedUtc = tx.NowUtc,
        });
        var words = $"{LetterDesk.Name(letter)}：{DeliveryWays.All[given.Way]}{(given.IsServed ? "" : "，未送达")}";
        RequestDesk.Add(tx, request, RequestEvents.LetterDelivered, actorId, seals.Seal(words), new() { ["letter"] = letter.Id, ["way"] = given.Way, ["served"] = given.IsServed });
    }
}
