using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Feedback.Endpoints;

/// <summary>
/// <c>/inquiries/new</c>, <c>/corrections/new</c> and, for either receipt, <c>/inquiries/track</c> and <c>/corrections/track</c>. The receipt
/// is shown in the answer to the form and asked for by a form, so that it stands in no address, history or log.
/// </summary>
internal static class LetterEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapLetters(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapForm("/inquiries/new", http => ShowInquiryAsync(http, StatusCodes.Status200OK, FromQuery(http), null), SubmitInquiryAsync);
        endpoints.MapForm("/corrections/new", http => ShowCorrectionAsync(http, StatusCodes.Status200OK, FromQuery(http), null), SubmitCorrectionAsync);
        foreach (var path in (string[])["/inquiries/track", "/corrections/track"]) endpoints.MapForm(path, http => ShowTrackAsync(http, StatusCodes.Status200OK, "", null, null), TrackAsync);
    }

    private static void MapForm(this IEndpointRouteBuilder endpoints, string path, Func<HttpContext, Task> show, Func<HttpContext, Task> submit)
    {
        endpoints.MapMethods(path, Reading, (RequestDelegate)(http => show(http))).AllowAnonymous();
        endpoints.MapPublicForm(path, http => submit(http));
    }

    private static async Task SubmitInquiryAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var command = new SubmitInquiryCommand(
            form.Line("subject"), form.Text("text"), form.Line("name"), form.Line("phone"), form.Line("email"), form.Line("publish") == "yes", form.Code("item"),
            PageOf(form.Code("column"), form.Code("url")), form.Line("website"), form.Address);
        var result = await http.RequestServices.GetRequiredService<SubmitInquiry>().HandleAsync(command, http.RequestAborted);
        if (result.Succeeded) await ShowReceiptAsync(http, result.Value, LetterKind.Inquiry);
        else await ShowInquiryAsync(http, LetterAnswers.StatusOf(result), name => form.Text(name), result);
    }

    private static async Task SubmitCorrectionAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var command = new SubmitCorrectionCommand(
            form.Code("kind"), form.Text("text"), form.Line("name"), form.Line("phone"), form.Line("email"), form.Code("item"), PageOf(null, form.Code("url")), form.Line("website"), form.Address);
        var result = await http.RequestServices.GetRequiredService<SubmitCorrection>().HandleAsync(command, http.RequestAborted);
        if (result.Succeeded) await ShowReceiptAsync(http, result.Value, LetterKind.Correction);
        else await ShowCorrectionAsync(http, LetterAnswers.StatusOf(result), name => form.Text(name), result);
    }

    private static async Task ShowInquiryAsync(HttpContext http, int status, Func<string, string> typed, Result? refused)
    {
        var (texts, organisation) = (http.RequestServices.GetRequiredService<ITexts>(), http.RequestServices.GetRequiredService<PortalStateReader>().Current.Organisation);
        var values = await ValuesAsync(http, typed, LetterKind.Inquiry);
        values["Subject"] = typed("subject");
        values["MayPublish"] = typed("publish") == "yes";
        values["Columns"] = organisation.Columns.Where(c => !c.IsGroup && organisation.IsPublic(c))
            .Select(c => new Dictionary<string, object?> { ["Path"] = c.Path, ["Title"] = organisation.FullTitle(c), ["Chosen"] = c.Path == typed("column") }).ToList();
        await PublicForm.WriteAsync(http, status, refused is null ? "我要咨询" : "咨询没有提交成功", "InquiryForm", values, refused);
    }

    private static async Task ShowCorrectionAsync(HttpContext http, int status, Func<string, string> typed, Result? refused)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        var values = await ValuesAsync(http, typed, LetterKind.Correction);
        values["Kinds"] = LetterTables.CorrectionKinds.Select(k => new Dictionary<string, object?> { ["Code"] = k.Key, ["Title"] = texts[k.Value], ["Chosen"] = k.Key == typed("kind") }).ToList();
        await PublicForm.WriteAsync(http, status, refused is null ? "网站纠错" : "纠错没有提交成功", "CorrectionForm", values, refused);
    }

    private static async Task<Dictionary<string, object?>> ValuesAsync(HttpContext http, Func<string, string> typed, LetterKind kind)
    {
        var services = http.RequestServices;
        var place = await services.GetRequiredService<FindPlace>().HandleAsync(typed("item"), PageOf(null, typed("url")), http.RequestAborted);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(http.RequestAborted);
        return new Dictionary<string, object?>
        {
            ["Text"] = typed("text"), ["Name"] = typed("name"), ["Phone"] = typed("phone"), ["Email"] = typed("email"), ["Item"] = place?.ContentItemId, ["PageUrl"] = place?.Path,
            ["PageTitle"] = place?.Title, ["WorkingDays"] = (await ReplyLimits.LoadAsync(db, http.RequestAborted)).WorkingDays(kind),
        };
    }

    public static Task ShowReceiptAsync(HttpContext http, ReceivedLetter received, LetterKind kind) => PublicForm.WriteAsync(
        http, StatusCodes.Status200OK, kind == LetterKind.Inquiry ? "咨询已收到" : "纠错已收到", "FeedbackReceipt",
        new Dictionary<string, object?> { ["Receipt"] = received.Receipt, ["TrackUrl"] = kind == LetterKind.Inquiry ? "/inquiries/track" : "/corrections/track" });

    private static async Task TrackAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var typed = form.Line("code");
        var result = await http.RequestServices.GetRequiredService<TrackLetter>().HandleAsync(typed, form.Address, http.RequestAborted);
        if (result.Succeeded) await ShowTrackAsync(http, StatusCodes.Status200OK, "", result.Value, null);
        else await ShowTrackAsync(http, LetterAnswers.StatusOf(result), typed, null, result);
    }

    private static Task ShowTrackAsync(HttpContext http, int status, string typed, TrackedLetter? letter, Result? refused)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        var values = new Dictionary<string, object?> { ["Code"] = typed, ["FormUrl"] = http.Request.Path.Value };
        if (letter is not null)
        {
            values["Letter"] = new Dictionary<string, object?>
            {
                ["Receipt"] = letter.Receipt, ["KindTitle"] = texts[letter.Kind == LetterKind.Inquiry ? "咨询" : "纠错"], ["State"] = texts[LetterStates.PublicTitle(letter.State)],
                ["IsOpen"] = LetterStates.IsOpen(letter.State), ["Received"] = letter.ReceivedUtc.ToCivilDate(), ["Due"] = letter.DueUtc?.ToCivilDate(), ["Ended"] = letter.EndedUtc?.ToCivilDate(),
                ["Section"] = letter.SectionName, ["PageTitle"] = letter.PageTitle, ["PageUrl"] = letter.PagePath, ["Answer"] = letter.Answer,
                ["CloseReason"] = letter.CloseReason is { } reason ? texts[LetterTables.CloseReasons[reason]] : null, ["Note"] = letter.Note,
            };
        }
        return PublicForm.WriteAsync(http, status, "查询办理情况", "Track", values, refused);
    }

    private static Func<string, string> FromQuery(HttpContext http) => name => name is "item" or "url" or "column" ? PlainText.Line(http.Request.Query[name]) : "";

    private static string? PageOf(string? column, string? url) => column is { Length: > 0 } ? "/columns/" + column : url is { Length: > 0 } ? url : null;
}

internal static class LetterAnswers
{
    /// <summary>The status of a refusal, of whichever form.</summary>
    public static int StatusOf(Result refused) =>
        refused.Has("letter.too-many") || refused.Has("letter.too-many-looks") ? StatusCodes.Status429TooManyRequests
        : refused.Has("letter.page-unknown") || refused.Has("letter.receipt-unknown") ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity;
}
