using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.TestHost;

namespace GovPortal.Testing;

/// <summary>A person with a browser that runs no script.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();

    public Visitor(TestServer server)
    {
        _http = new HttpClient(new CookieHandler(_cookies, server.CreateHandler())) { BaseAddress = new Uri("http://localhost") };
    }

    /// <summary>The page the visitor looks at.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    public HttpResponseMessage Response { get; private set; } = null!;
    public string Url { get; private set; } = "/";

    public string Text => Page.Body?.TextContent ?? "";

    /// <summary>What the page says went wrong, or its beginning.</summary>
    public string Errors => $"{(int)Response.StatusCode} {Url}: "
        + (Page.QuerySelector(".gp-error-summary, [role=alert]")?.TextContent ?? Text[..Math.Min(500, Text.Length)]);

    /// <summary>An answer whose body is read while it comes: a stream of events.</summary>
    public async Task<HttpResponseMessage> GetStreamAsync(string url, CancellationToken cancellation) =>
        await _http.GetAsync(new Uri(url, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);

    public async Task<HttpResponseMessage> GetRawAsync(string url) => await _http.GetAsync(new Uri(url, UriKind.Relative));

    /// <summary>Goes to a page, over redirects.</summary>
    public async Task<Visitor> GoAsync(string url)
    {
        await ShowAsync(await GetRawAsync(url), url);
        return this;
    }

    /// <summary>
    /// The entry of an item in a list, whichever page it is on; null where it is on none. Others publish and withdraw meanwhile, so
    /// that an entry may slip from page to page between two looks: the list is gone through again before it counts as missing.
    /// </summary>
    public async Task<IElement?> FindListedAsync(string list, string title)
    {
        for (var round = 0; round < 3; round++)
        {
            for (var page = 1; (await GoAsync(list + (list.Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"page={page}")).Response.IsSuccessStatusCode; page++)
            {
                if (Page.QuerySelectorAll(".item").FirstOrDefault(i => i.TextContent.Contains(title, StringComparison.Ordinal)) is { } found) return found;
            }
        }
        return null;
    }

    /// <summary>
    /// Fills the first form the selector finds and sends it by the button with the given name and value. Fields keep what
    /// the page gave them unless <paramref name="values"/> says otherwise.
    /// </summary>
    public async Task<Visitor> SubmitAsync(string formSelector, Dictionary<string, string>? values = null, string? buttonValue = null, params (string Field, string FileName, byte[] Bytes)[] files)
    {
        var form = Page.QuerySelector(formSelector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form «{formSelector}» on {Url}: {Text[..Math.Min(800, Text.Length)]}");
        using var content = Content(form, values ?? [], buttonValue, files);
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : Url;
        var target = new Uri(new Uri(new Uri("http://localhost"), Url), action).PathAndQuery;
        if (form.Method == "get") return await GoAsync(target);
        await ShowAsync(await _http.PostAsync(new Uri(target, UriKind.Relative), content), target);
        return this;
    }

    /// <summary>On the page of the review form: makes the declarations most information makes, and submits.</summary>
    public async Task<Visitor> CompleteFormAsync()
    {
        if (!Url.StartsWith("/Admin/Reviews/Submit/", StringComparison.Ordinal)) throw new InvalidOperationException("No review form: " + Errors);
        return await SubmitAsync("form[data-guard]", new() { ["Form.NoSecrets"] = "true", ["Form.PersonalData"] = "none", ["Form.ThirdParty"] = "none" });
    }

    public async Task<HttpResponseMessage> PostRawAsync(string url, HttpContent content) => await _http.PostAsync(new Uri(url, UriKind.Relative), content);

    /// <summary>Signs in by the page a person would use.</summary>
    public async Task<Visitor> SignInAsync(string userName, string password)
    {
        await GoAsync("/Login");
        await SubmitAsync("form[method=post]", new() { ["UserName"] = userName, ["Password"] = password });
        return this;
    }

    private static MultipartFormDataContent Content(
        IHtmlFormElement form, Dictionary<string, string> values, string? buttonValue, (string Field, string FileName, byte[] Bytes)[] files)
    {
        var content = new MultipartFormDataContent();
        var left = new Dictionary<string, string>(values);
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || element.HasAttribute("disabled") || element is IHtmlButtonElement) continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "file" }:
                    break;
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (left.TryGetValue(name, out var wanted) ? wanted == box.Value : box.IsChecked) content.Add(new StringContent(box.Value), name);
                    break;
                case IHtmlInputElement input:
                    content.Add(new StringContent(Take(name, input.Value)), name);
                    break;
                case IHtmlSelectElement select:
                    content.Add(new StringContent(Take(name, select.Value ?? "")), name);
                    break;
                case IHtmlTextAreaElement area:
                    content.Add(new StringContent(Take(name, area.Value)), name);
                    break;
            }
        }
        var present = form.Elements.Where(e => e is not IHtmlButtonElement).Select(e => e.GetAttribute("name")).ToHashSet();
        foreach (var (name, value) in left.Where(v => !present.Contains(v.Key))) content.Add(new StringContent(value), name);
        if (buttonValue is not null) content.Add(new StringContent(buttonValue), "do");
        foreach (var (field, fileName, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(file, field, fileName);
        }
        return content;

        string Take(string name, string given) => left.TryGetValue(name, out var value) ? value : given;
    }

    private async Task ShowAsync(HttpResponseMessage response, string url)
    {
        for (var hops = 0; hops < 10 && (int)response.StatusCode is 301 or 302 or 303 or 307 or 308; hops++)
        {
            url = new Uri(new Uri(new Uri("http://localhost"), url), response.Headers.Location!).PathAndQuery;
            response = await GetRawAsync(url);
        }
        (Response, Url) = (response, url);
        var html = await response.Content.ReadAsStringAsync();
        Page = (IHtmlDocument)await BrowsingContext.New().OpenAsync(r => r.Content(html).Address("http://localhost" + url));
    }

    public void Dispose() => _http.Dispose();

    private sealed class CookieHandler(CookieContainer cookies, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var header = cookies.GetCookieHeader(request.RequestUri!);
            if (header.Length > 0) request.Headers.Add("Cookie", header);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set) cookies.SetCookies(request.RequestUri!, cookie);
            }
            return response;
        }
    }
}
