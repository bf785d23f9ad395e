using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>A page with the form to fill in (<c>_FormFields.cshtml</c>).</summary>
public interface IFormPage
{
    FormFields Form { get; }
}

/// <summary>What the author fills in of the 信息发布审查表.</summary>
public sealed class FormFields
{
    public string? Carrier { get; set; }
    public string? DocumentNumber { get; set; }
    public string? Source { get; set; }
    public string? Channels { get; set; }
    public DateOnly? PlannedOn { get; set; }
    public bool NoSecrets { get; set; }
    public string? PersonalData { get; set; }
    public string? PersonalDataNote { get; set; }
    public string? ThirdParty { get; set; }
    public string? ThirdPartyNote { get; set; }
    public string? Note { get; set; }

    public static IEnumerable<SelectListItem> Items(ITexts texts, IReadOnlyDictionary<string, string> choices) => choices.Select(c => new SelectListItem(texts[c.Value], c.Key));

    internal ReviewFormInput ToInput() =>
        new(Carrier, DocumentNumber, Source, Channels, PlannedOn, NoSecrets, PersonalData, PersonalDataNote, ThirdParty, ThirdPartyNote, Note);
}
