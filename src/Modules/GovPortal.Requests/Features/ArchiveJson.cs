using System.Globalization;
using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>
/// An ended case as JSON for its archive: what was done, when and by whom, how each clock was counted, what was written. Who applied
/// stands in the letters, and where they were the ones to take one.
/// </summary>
internal static class ArchiveJson
{
    private static readonly JsonSerializerOptions Options = new(CanonicalJson.Unescaped) { WriteIndented = true };

    public static byte[] Of(RequestInFull full, IReadOnlyList<LetterEntry> letters, OrganisationSnapshot organisation)
    {
        var r = full.Request;
        string? Who(string id) => full.Names.GetValueOrDefault(id) ?? id;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            number = r.NumberText, code = r.Code, agency = organisation.Agency(r.AgencyId)?.Name, section = organisation.Section(r.SectionId)?.Name,
            channel = ReceiptDay.Title(r.Channel), applicantClass = ApplicantClasses.All.GetValueOrDefault(r.ApplicantClass), received = r.ReceivedOn, entered = At(r.EnteredUtc),
            due = r.DueUtc is { } due ? At(due) : null, ended = r.EndedUtc is { } ended ? At(ended) : null, state = RequestStates.Title(r.State), outcome = Outcomes.Of(r.Outcome)?.Title,
            article = Outcomes.Of(r.Outcome)?.Article, description = full.Description, answer = full.Answer is { } answer ? AnswerText.Of(answer) : null,
            correctionUntil = r.CorrectionUntil, extendedDays = r.ExtendedDays, feeFen = r.FeeFen, feeUntil = r.FeeUntil, feePaid = r.FeePaidOn,
            steps = full.History.Select(e => new
            {
                number = e.Step.Number, kind = e.Step.Kind, title = RequestEvents.Titles.GetValueOrDefault(e.Step.Kind), at = At(e.Step.AtUtc), by = Who(e.Step.ActorId),
                section = organisation.Section(e.Step.SectionId)?.Name, note = e.Note,
            }),
            clocks = full.Clocks.Select(c => new
            {
                kind = c.View.Kind, rule = c.View.RuleText, basis = c.View.Basis, from = c.View.From, due = At(c.View.DueUtc), met = c.View.MetUtc is { } met ? At(met) : null,
                working = c.Working.Select(d => new { date = d.Date, counts = d.Counts, why = d.Why }),
            }),
            messages = full.Messages.Select(m => new { fromApplicant = m.FromApplicant, at = At(m.AtUtc), text = m.Text }),
            letters = letters.Select(l => new
            {
                kind = l.Kind.Code, title = l.Kind.Title, number = l.NumberText, template = l.TemplateVersion, made = At(l.MadeUtc), voided = l.VoidedUtc is { } voided ? At(voided) : null, voidReason = l.VoidReason,
                deliveries = l.Deliveries.Select(d => new { attempt = d.Number, way = DeliveryWays.All[d.Way], on = d.On, served = d.IsServed, receiver = d.Details?.Receiver, mailNumber = d.Details?.MailNumber, note = d.Details?.Note }),
            }),
            files = full.Files.Select(f => new { name = f.Name, bytes = f.Length, fromApplicant = f.FromApplicant, erased = f.IsErased }),
        }, Options);
    }

    private static string At(DateTime utc) => utc.ToCivil().ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture);
}
