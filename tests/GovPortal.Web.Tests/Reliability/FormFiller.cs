using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>A signed-in person who fills the forms of the pages.</summary>
internal sealed class FormFiller : IDisposable
{
    private readonly HttpClient _http;

    private FormFiller(Uri address) =>
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public static async Task<FormFiller> SignInAsync(Uri address, string userName, string password = DemoBureau.Password)
    {
        var person = new FormFiller(address);
        var signedIn = await person.SubmitAsync("/Login", "form[method=post]", new() { ["UserName"] = userName, ["Password"] = password });
        if (signedIn.Status != HttpStatusCode.Redirect) throw new InvalidOperationException($"{userName} could not sign in: {(int)signedIn.Status}");
        return person;
    }

    /// <summary>The id of the draft that was saved.</summary>
    public async Task<string?> SaveDraftAsync(string column, string title)
    {
        var (status, location, _) = await SubmitAsync($"/Admin/Content/Edit?type=Article&column={column}", "form[data-guard]",
            new() { ["TitlePart.Title"] = title, ["do"] = "save" });
        return status == HttpStatusCode.Redirect && location!.StartsWith("/Admin/Content/Edit/", StringComparison.Ordinal) ? location.Split('/')[^1] : null;
    }

    public async Task<bool> PublishAsync(VersionRef version)
    {
        var (status, location, _) = await SubmitAsync($"/Admin/Content/Item/{version.ContentItemId}", "form[action*='handler=Publish']", []);
        return status == HttpStatusCode.Redirect && location!.Contains(version.ContentItemId, StringComparison.Ordinal);
    }

    /// <summary>Fills a form as a browser would and sends it.</summary>
    /// <param name="more">Puts files in besides.</param>
    public async Task<(HttpStatusCode Status, string? Location, string Text)> SubmitAsync(
        string page, string selector, Dictionary<string, string> values, Action<MultipartFormDataContent>? more = null)
    {
        using var shown = await _http.GetAsync(new Uri(page, UriKind.Relative));
        var document = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync());
        var form = document.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form «{selector}» on {page} ({(int)shown.StatusCode}): {document.Title}");
        using var content = new MultipartFormDataContent();
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || values.ContainsKey(name)) continue;
            var value = element switch
            {
                IHtmlInputElement { Type: "file" } => null,
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value,
                IHtmlTextAreaElement area => area.Value,
                _ => null,
            };
            if (value is not null) content.Add(new StringContent(value), name);
        }
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        more?.Invoke(content);
        var target = form.GetAttribute("action") is { Length: > 0 } action ? action : page;
        using var answer = await _http.PostAsync(new Uri(target, UriKind.Relative), content);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).Body?.TextContent ?? "");
    }

    public async Task<string> TextOfAsync(string page) => new HtmlParser().ParseDocument(await _http.GetStringAsync(new Uri(page, UriKind.Relative))).Body?.TextContent ?? "";

    public void Dispose() => _http.Dispose();
}
