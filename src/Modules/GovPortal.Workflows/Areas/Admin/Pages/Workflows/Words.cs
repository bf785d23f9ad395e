using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>Outcomes and choices in the reader's words; a name that a drawing invented stays as it is.</summary>
internal static class Words
{
    public static string Outcome(ITexts texts, string outcome) => Of(texts, "outcome." + outcome, outcome);

    public static string Choice(ITexts texts, ActivityProperty property, string choice) => Of(texts, $"choice.{property.Name}.{choice}", choice);

    private static string Of(ITexts texts, string key, string otherwise) => texts[key] is var text && text != key ? text : otherwise;
}
