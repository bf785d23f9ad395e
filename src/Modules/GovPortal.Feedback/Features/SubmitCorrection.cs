using System.Net;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Results;

namespace GovPortal.Feedback.Features;

/// <param name="Kind">A code of <see cref="LetterTables.CorrectionKinds"/>.</param>
/// <param name="ItemId">The item it is about; null where another page is.</param>
/// <param name="PagePath">The address of that page; null for the site as a whole.</param>
/// <param name="Website">A field that people do not see; what fills every field fills it too.</param>
public sealed record SubmitCorrectionCommand(
    string? Kind, string Text, string Name, string Phone, string Email, string? ItemId, string? PagePath, string Website, IPAddress? Address);

/// <summary>
/// Takes a correction (纠错) from the public; it goes to the section that answers for the page, else to the office. Failures:
/// <c>letter.looks-automatic</c>, those of <see cref="LetterRules.CheckCorrection"/> and of <see cref="ReceiveLetter"/>.
/// </summary>
internal sealed class SubmitCorrection(ReceiveLetter receive, FindPlace places)
{
    public async Task<Result<ReceivedLetter>> HandleAsync(SubmitCorrectionCommand c, CancellationToken cancellation)
    {
        var failures = new List<Failure>(LetterRules.CheckCorrection(LetterTables.CorrectionKinds.ContainsKey(c.Kind ?? ""), c.Text, c.Name, c.Phone, c.Email));
        if (c.Website.Length > 0) failures.Add(Failure.Of("letter.looks-automatic"));
        if (failures.Count > 0) return failures;
        return await KeepAsync(c, c.Kind!, await places.HandleAsync(c.ItemId, c.PagePath, cancellation), cancellation);
    }

    /// <summary>
    /// The one line of a reader who found an item not useful (哪里不好). Failures: <c>letter.page-unknown</c>, <c>letter.looks-automatic</c>,
    /// those of <see cref="LetterRules.CheckLine"/> and of <see cref="ReceiveLetter"/>.
    /// </summary>
    public async Task<Result<ReceivedLetter>> HandleLineAsync(string itemId, string text, string website, IPAddress? address, CancellationToken cancellation)
    {
        if (await places.HandleAsync(itemId, null, cancellation) is not { ContentItemId: not null } place) return Failure.Of("letter.page-unknown");
        var failures = new List<Failure>(LetterRules.CheckLine(text));
        if (website.Length > 0) failures.Add(Failure.Of("letter.looks-automatic"));
        if (failures.Count > 0) return failures;
        return await KeepAsync(new SubmitCorrectionCommand(null, text, "", "", "", itemId, null, website, address), LetterTables.Other, place, cancellation);
    }

    private Task<Result<ReceivedLetter>> KeepAsync(SubmitCorrectionCommand c, string kind, LetterPlace? place, CancellationToken cancellation) =>
        receive.HandleAsync(new NewLetter(LetterKind.Correction, kind, "", c.Text, new LetterWriter(c.Name, c.Phone, c.Email), MayPublish: false, place, ToSection: true, c.Address), cancellation);
}
