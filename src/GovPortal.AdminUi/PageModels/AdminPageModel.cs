using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.AdminUi.PageModels;

/// <summary>What every admin page does the same way: say what happened, and say every reason why not.</summary>
public abstract class AdminPageModel(ITexts texts) : PageModel
{
    public const string FlashOkKey = "flash-ok";
    public const string FlashErrorKey = "flash-error";

    protected ITexts T { get; } = texts;

    /// <summary>Shown on the next page: what was done, in one sentence.</summary>
    protected void Flash(string text) => TempData[FlashOkKey] = text;

    /// <summary>Shown on the next page: what was refused, where there is no form to show it in.</summary>
    protected void FlashError(string text) => TempData[FlashErrorKey] = text;

    /// <summary>Every reason at once, for an action that answers with a redirect.</summary>
    protected void FlashError(Result refused) => FlashError(string.Join('\n', refused.Failures.Select(T.Of)));

    /// <summary>
    /// Puts the text of every failure in ModelState at its field, where the error summary and the fields show it.
    /// </summary>
    /// <param name="prefix">The property the form is bound to, <c>Input</c>, where a failure's field does not name it.</param>
    protected void AddFailures(Result result, string? prefix = null)
    {
        foreach (var failure in result.Failures)
        {
            var key = failure.Field switch
            {
                null => "",
                var field when prefix is null => field,
                var field => $"{prefix}.{field}",
            };
            ModelState.AddModelError(key, T.Of(failure));
        }
    }

    /// <summary>Done: the flash and a redirect. Refused: 403 for a missing permission, else this page again with all reasons.</summary>
    protected IActionResult Finish(Result result, string done, string redirectUrl, string? prefix = null)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(result, prefix);
            return Page();
        }
        Flash(done);
        return LocalRedirect(redirectUrl);
    }
}
