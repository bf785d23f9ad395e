using GovPortal.Decisions.Features;
using GovPortal.Decisions.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Decisions.Endpoints;

/// <summary>
/// <c>POST /consultations/{id}/comments</c>: the public form. <c>GET …/received</c> shows the receipt.
/// </summary>
internal static class CommentEndpoints
{
    private const string Template = "CommentAnswer";

    public static void MapComments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPublicForm("/consultations/{id:length(26)}/comments", SubmitAsync);
        endpoints.MapGet("/consultations/{id:length(26)}/received", (RequestDelegate)ReceivedAsync).AllowAnonymous();
    }

    private static async Task SubmitAsync(HttpContext http)
    {
        var (services, id) = (http.RequestServices, (string)http.Request.RouteValues["id"]!);
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        // The browser's work is done over the text as it was typed.
        var command = new SubmitCommentCommand(
            id, PlainText.Of(form.Fields["text"]), form.Line("name"), form.Line("phone"), form.Line("email"), form.Line("website"), form.Fields["stamp"], form.Fields["nonce"], form.Address);
        var result = await services.GetRequiredService<SubmitComment>().HandleAsync(command, http.RequestAborted);
        if (result.Succeeded)
        {
            http.Response.Redirect($"/consultations/{id}/received?code={result.Value}");
            return;
        }
        var status = result.Has("consultation.unknown") ? StatusCodes.Status404NotFound
            : result.Has("comment.too-many") ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
        await AnswerAsync(http, status, id, result, command, receipt: "");
    }

    private static async Task ReceivedAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var code = http.Request.Query["code"].ToString();
        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(http.RequestAborted);
        var known = code.Length == SubmitComment.ReceiptLength
            && await db.Set<ConsultationComment>().AnyAsync(c => c.ConsultationId == id && c.Receipt == code, http.RequestAborted);
        if (known) await AnswerAsync(http, StatusCodes.Status200OK, id, Result.Ok, null, code);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task AnswerAsync(HttpContext http, int status, string id, Result result, SubmitCommentCommand? typed, string receipt)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        var isOpen = receipt.Length == 0 && result.Failures.All(f => f.Field is not null || f.Code == "comment.too-many");
        await http.RequestServices.GetRequiredService<IPublicAnswer>().WriteAsync(http, status, texts[receipt.Length > 0 ? "意见已收到" : "意见没有提交成功"], Template, new Dictionary<string, object?>
        {
            ["Receipt"] = receipt,
            ["Url"] = "/content/" + id,
            ["FormUrl"] = $"/consultations/{id}/comments",
            ["IsOpen"] = isOpen,
            ["Id"] = id,
            ["Errors"] = result.Failures.Select(f => texts.Of(f)).ToList(),
            ["Text"] = typed?.Text ?? "",
            ["Name"] = typed?.Name ?? "",
            ["Phone"] = typed?.Phone ?? "",
            ["Email"] = typed?.Email ?? "",
        });
    }
}
