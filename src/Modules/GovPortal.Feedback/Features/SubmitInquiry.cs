using System.Net;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Results;

namespace GovPortal.Feedback.Features;

/// <param name="ItemId">The item it is about; null for none.</param>
/// <param name="PagePath">The address of the column or page it is about; null for none.</param>
/// <param name="Website">A field that people do not see; what fills every field fills it too.</param>
public sealed record SubmitInquiryCommand(
    string Subject, string Text, string Name, string Phone, string Email, bool MayPublish, string? ItemId, string? PagePath, string Website, IPAddress? Address);

/// <summary>
/// Takes an inquiry (咨询) from the public; the office gives it to a section. Failures: <c>letter.looks-automatic</c>, those of
/// <see cref="LetterRules.CheckInquiry"/> and of <see cref="ReceiveLetter"/>.
/// </summary>
internal sealed class SubmitInquiry(ReceiveLetter receive, FindPlace places)
{
    public async Task<Result<ReceivedLetter>> HandleAsync(SubmitInquiryCommand c, CancellationToken cancellation)
    {
        var failures = new List<Failure>(LetterRules.CheckInquiry(c.Subject, c.Text, c.Name, c.Phone, c.Email));
        if (c.Website.Length > 0) failures.Add(Failure.Of("letter.looks-automatic"));
        if (failures.Count > 0) return failures;
        var place = await places.HandleAsync(c.ItemId, c.PagePath, cancellation);
        return await receive.HandleAsync(
            new NewLetter(LetterKind.Inquiry, null, c.Subject, c.Text, new LetterWriter(c.Name, c.Phone, c.Email), c.MayPublish, place, ToSection: false, c.Address), cancellation);
    }
}
