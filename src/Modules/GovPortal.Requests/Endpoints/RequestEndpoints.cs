using System.Net.Mime;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Requests.Endpoints;

/// <summary>
/// <c>/requests/new</c>, <c>/requests/track</c>, and what an applicant does there: <c>POST /requests/act</c>, <c>POST /requests/file</c>. The secret
/// is shown in the answer to the form and asked for by forms, so that it stands in no address, history or log; the code may stand in
/// an address, as it leads nowhere alone.
/// </summary>
internal static class RequestEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapRequests(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/requests/new", Reading, (RequestDelegate)(http => ShowFormAsync(http, StatusCodes.Status200OK, _ => "", null))).AllowAnonymous();
        endpoints.MapPublicForm("/requests/new", SubmitAsync, RequestFiles.MaxFormBytes);
        endpoints.MapMethods("/requests/track", Reading, (RequestDelegate)(http => ShowTrackAsync(http, StatusCodes.Status200OK, PlainText.Line(http.Request.Query["code"]), null))).AllowAnonymous();
        endpoints.MapPublicForm("/requests/track", TrackAsync);
        endpoints.MapPublicForm("/requests/act", ActAsync);
        endpoints.MapPublicForm("/requests/file", FileAsync);
    }

    public static int StatusOf(Result refused) =>
        refused.Has("request.too-many") || refused.Has("request.too-many-looks") ? StatusCodes.Status429TooManyRequests
        : refused.Has("request.code-unknown") ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity;

    private static async Task SubmitAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http, RequestFiles.MaxFormBytes) is not { } form) return;
        var natural = form.Line("class") == ApplicantClasses.NaturalPerson;
        var application = new Application(
            form.Line("class"), form.Line("name"), form.Line("proof"), IdentityNumber.Normalise(form.Line("number")), natural ? "" : form.Line("agent"), form.Line("phone"), form.Line("email"),
            form.Line("address"), form.Text("description"), form.Line("form"), form.Line("delivery"), form.Line("consent") == "yes");
        var result = await http.RequestServices.GetRequiredService<SubmitRequest>().HandleAsync(
            new SubmitRequestCommand(application, form.Fields.Files, form.Line("website"), form.Address, form.Line("agency")), http.RequestAborted);
        if (result.Succeeded) await ShowReceiptAsync(http, result.Value);
        else await ShowFormAsync(http, StatusOf(result), name => name == "description" ? form.Text(name) : form.Line(name), result);
    }

    private static Task ShowFormAsync(HttpContext http, int status, Func<string, string> typed, Result? refused)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        List<Dictionary<string, object?>> Choices(IReadOnlyDictionary<string, string> table, string field, string usual) => [.. table.Select(c => new Dictionary<string, object?>
        {
            ["Code"] = c.Key, ["Title"] = texts[c.Value], ["Chosen"] = c.Key == (typed(field) is { Length: > 0 } given ? given : usual),
        })];
        var values = new Dictionary<string, object?>
        {
            ["Classes"] = Choices(ApplicantClasses.All, "class", ApplicantClasses.NaturalPerson), ["Proofs"] = Choices(ApplicantClasses.Proofs, "proof", ApplicantClasses.IdCard),
            ["Forms"] = Choices(ApplicantClasses.Forms, "form", ""), ["Deliveries"] = Choices(ApplicantClasses.Deliveries, "delivery", ""),
            ["Agencies"] = AgenciesOf(http, typed("agency")), ["Consents"] = typed("consent") == "yes", ["MaxFiles"] = RequestFiles.MaxFiles, ["MaxMegabytes"] = RequestFiles.MaxFileBytes / 1024 / 1024,
        };
        foreach (var field in (string[])["Name", "Number", "Agent", "Phone", "Email", "Address", "Description"]) values[field] = typed(char.ToLowerInvariant(field[0]) + field[1..]);
        // Templates pass on what is there alone, so every field has its error or none.
        foreach (var field in (string[])["Agency", "Class", "Name", "Proof", "Agent", "Phone", "Email", "Address", "Description", "Form", "Delivery", "Files", "Consent", "No"])
        {
            var said = refused?.Failures.Where(f => f.Field == field).Select(texts.Of).ToList() ?? [];
            values[field + "Error"] = said.Count == 0 ? null : string.Join("；", said);
        }
        return PublicForm.WriteAsync(http, status, refused is null ? "政府信息公开申请" : "申请没有提交成功", "RequestForm", values, refused);
    }

    /// <summary>Whom an application can go to; null where there is no choice.</summary>
    private static List<Dictionary<string, object?>>? AgenciesOf(HttpContext http, string typed)
    {
        var agencies = http.RequestServices.GetRequiredService<PortalStateReader>().Current.Organisation.Agencies;
        return agencies.Count < 2 ? null : [.. agencies.Select(a => new Dictionary<string, object?> { ["Code"] = a.Id, ["Title"] = a.Name, ["Chosen"] = a.Id == typed })];
    }

    private static async Task ShowReceiptAsync(HttpContext http, ReceivedRequest received)
    {
        var services = http.RequestServices;
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(http.RequestAborted);
        var baseUrl = services.GetRequiredService<SiteAddress>().Url;
        // Without the site's own address there is no picture.
        var qr = baseUrl.Length == 0 ? null : QrPicture.Svg($"{baseUrl}/requests/track?code={received.Code}", services.GetRequiredService<ITexts>()["查询办理情况的二维码"]);
        await PublicForm.WriteAsync(http, StatusCodes.Status200OK, "申请已收到", "RequestReceipt", new Dictionary<string, object?>
        {
            ["Number"] = received.NumberText, ["Code"] = received.Code, ["Secret"] = received.Secret, ["Received"] = received.ReceivedOn, ["Matters"] = received.Matters,
            ["Several"] = received.Matters > 1, ["AnswerDays"] = (await RequestRules.LoadAsync(db, http.RequestAborted)).AnswerDays, ["QrHtml"] = qr,
        });
    }

    private static async Task TrackAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var track = http.RequestServices.GetRequiredService<TrackRequest>();
        var found = await track.FindAsync(form.Line("code"), form.Line("secret"), form.Address, http.RequestAborted);
        if (!found.Succeeded)
        {
            await ShowTrackAsync(http, StatusOf(found), form.Line("code"), found);
            return;
        }
        if (found.Value.State == RequestState.Answered) await track.NoteReadAsync(found.Value, http.RequestAborted);
        await ShowCaseAsync(http, StatusCodes.Status200OK, found.Value.Id, form.Line("secret"), null, null);
    }

    private static async Task ActAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var services = http.RequestServices;
        var found = await services.GetRequiredService<TrackRequest>().FindAsync(form.Line("code"), form.Line("secret"), form.Address, http.RequestAborted);
        if (!found.Succeeded)
        {
            await ShowTrackAsync(http, StatusOf(found), form.Line("code"), found);
            return;
        }
        var text = form.Text("text");
        var (done, said) = form.Line("do") switch
        {
            "withdraw" => (await services.GetRequiredService<EndRequest>().WithdrawAsync(found.Value, text, http.RequestAborted), "申请已撤回。"),
            "correct" => (await services.GetRequiredService<CorrectRequest>().ReceiveAsync(found.Value, text, http.RequestAborted), "补正已收到，答复期限自今天起重新计算。"),
            _ => (await services.GetRequiredService<SendMessage>().HandleAsync(found.Value, text, http.RequestAborted), "留言已送达。"),
        };
        await ShowCaseAsync(http, done.Succeeded ? StatusCodes.Status200OK : StatusOf(done), found.Value.Id, form.Line("secret"), done.Succeeded ? said : null, done.Succeeded ? null : done);
    }

    private static async Task FileAsync(HttpContext http)
    {
        if (await PublicForm.ReadAsync(http) is not { } form) return;
        var track = http.RequestServices.GetRequiredService<TrackRequest>();
        var found = await track.FindAsync(form.Line("code"), form.Line("secret"), form.Address, http.RequestAborted);
        if (!found.Succeeded)
        {
            await ShowTrackAsync(http, StatusOf(found), form.Line("code"), found);
        }
        else if (await track.OpenAsync(found.Value, form.Code("file"), http.RequestAborted) is { } file)
        {
            var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(file.Name);
            http.Response.Headers.ContentDisposition = disposition.ToString();
            // Never shown by the browser, whatever it is.
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.ContentType = MediaTypeNames.Application.Octet;
            http.Response.ContentLength = file.Bytes.Length;
            await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
        }
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static Task ShowTrackAsync(HttpContext http, int status, string code, Result? refused) =>
        PublicForm.WriteAsync(http, status, "查询申请办理情况", "RequestTrack", new Dictionary<string, object?> { ["Code"] = code, ["Case"] = null, ["Done"] = null }, refused);

    private static async Task ShowCaseAsync(HttpContext http, int status, string requestId, string secret, string? done, Result? refused)
    {
        var (services, texts) = (http.RequestServices, http.RequestServices.GetRequiredService<ITexts>());
        var tracked = await services.GetRequiredService<TrackRequest>().ReadAsync(requestId, http.RequestAborted);
        var request = tracked.Request;
        await PublicForm.WriteAsync(http, status, "查询申请办理情况", "RequestTrack", new Dictionary<string, object?>
        {
            ["Code"] = request.Code, ["Secret"] = secret, ["Done"] = done is null ? null : texts[done],
            ["Case"] = new Dictionary<string, object?>
            {
                ["Number"] = request.NumberText, ["State"] = texts[RequestStates.PublicTitle(request.State)], ["IsOpen"] = request.IsOpen, ["IsPaused"] = request.IsPaused, ["Received"] = request.ReceivedOn,
                ["Section"] = tracked.SectionName, ["Due"] = tracked.Clock?.DueUtc.ToCivilDate(), ["Provisional"] = tracked.Clock?.Provisional == true, ["Basis"] = tracked.Clock?.Basis,
                ["Working"] = tracked.Working.Select(d => new Dictionary<string, object?> { ["Date"] = d.Date, ["Counts"] = d.Counts, ["Why"] = d.Why }).ToList(),
                ["Ended"] = request.EndedUtc?.ToCivilDate(), ["Outcome"] = request.IsOpen || Outcomes.Of(request.Outcome) is not { } outcome ? null : texts[outcome.Title],
                ["MayCorrect"] = request.State == RequestState.AwaitingCorrection, ["CorrectionUntil"] = request.CorrectionUntil, ["Answer"] = tracked.Answer,
                ["Files"] = tracked.AnswerFiles.Where(f => !f.IsErased).Select(f => new Dictionary<string, object?> { ["Id"] = f.Id, ["Name"] = f.Name ?? texts["附件"], ["Bytes"] = f.Length }).ToList(),
                ["Messages"] = tracked.Messages.Select(m => new Dictionary<string, object?>
                {
                    ["Mine"] = m.FromApplicant, ["On"] = m.AtUtc.ToCivilDate(), ["Text"] = m.Text ?? texts["（内容无法解密）"],
                }).ToList(),
            },
        }, refused);
    }
}
