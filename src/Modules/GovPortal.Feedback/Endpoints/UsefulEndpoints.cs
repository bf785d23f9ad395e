using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Feedback.Endpoints;

/// <summary>
/// <c>POST /feedback/useful</c>: «是否有用» under an item; the answer is a page, whose thanks a script may set in place of the question.
/// <c>POST /feedback/useful/why</c>: one line of who found it not useful, which becomes a correction.
/// </summary>
internal static class UsefulEndpoints
{
    public static void MapUseful(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPublicForm("/feedback/useful", CountAsync);
        endpoints.MapPublicForm("/feedback/useful/why", WhyAsync);
    }

    private static async Task CountAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        if (form.Line("useful") is not ("yes" or "no"))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var useful = form.Line("useful") == "yes";
        var result = await http.RequestServices.GetRequiredService<CountUseful>().HandleAsync(form.Line("item"), useful, form.Address, http.RequestAborted);
        if (!result.Succeeded)
        {
            http.Response.StatusCode = LetterAnswers.StatusOf(result);
            return;
        }
        await PublicForm.WriteAsync(http, StatusCodes.Status200OK, "感谢您的反馈", "Useful", Values(result.Value, asks: !useful, ""));
    }

    private static async Task WhyAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var (services, item, text) = (http.RequestServices, form.Line("item"), form.Line("text"));
        var result = await services.GetRequiredService<SubmitCorrection>().HandleLineAsync(item, text, form.Line("website"), form.Address, http.RequestAborted);
        if (result.Succeeded) await LetterEndpoints.ShowReceiptAsync(http, result.Value, LetterKind.Correction);
        else if (await services.GetRequiredService<FindPlace>().HandleAsync(item, null, http.RequestAborted) is { } place)
        {
            await PublicForm.WriteAsync(http, LetterAnswers.StatusOf(result), "哪里不好", "Useful", Values(place, asks: true, text), result);
        }
        else http.Response.StatusCode = LetterAnswers.StatusOf(result);
    }

    private static Dictionary<string, object?> Values(LetterPlace place, bool asks, string text) =>
        new() { ["Item"] = place.ContentItemId, ["PageUrl"] = place.Path, ["PageTitle"] = place.Title, ["Asks"] = asks, ["Text"] = text };
}
