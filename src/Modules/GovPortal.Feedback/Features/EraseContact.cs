using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Feedback.Features;

/// <summary>
/// Who wrote is forgotten so many days after a letter ended (<c>Portal:Feedback:KeepContactDays</c>, read when the day comes); what was
/// asked and answered stays. Side effect: <c>letter.contact-erased</c>. Copies in backups go with the backups.
/// </summary>
public sealed class EraseContact(PortalTransactions transactions, IConfiguration configuration) : IDueJobHandler
{
    private const int MostDays = 3650;

    public string Kind => "letter-erase";

    private int KeepDays => Math.Clamp(configuration.GetValue("Portal:Feedback:KeepContactDays", 180), 0, MostDays);

    public void Appoint(PortalTransaction tx, Letter letter)
    {
        if (letter.Contact is not null) tx.Db.Add(DueJob.At(Kind, letter.Id, DueUtc(letter), Actor.System.UserId));
    }

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var letter = await tx.Db.Set<Letter>().FirstOrDefaultAsync(l => l.Id == job.SubjectId, cancellation);
        if (letter?.Contact is null || LetterStates.IsOpen(letter.State)) return Result.Ok;
        if (DueUtc(letter) > tx.NowUtc)
        {
            // The setting was raised since the day was fixed.
            Appoint(tx, letter);
        }
        else
        {
            (letter.Contact, letter.ContactErasedUtc) = (null, tx.NowUtc);
            LetterSteps.Add(tx, letter, LetterSteps.ContactErased, Actor.System.UserId);
            tx.Append(new EventDraft(FeedbackEvents.ContactErased, Actor.System.UserId, letter.Id, AgencyId: letter.AgencyId));
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private DateTime DueUtc(Letter letter) => letter.EndedUtc!.Value.AddDays(KeepDays);
}
