using System.Net;
using System.Text;
using GovPortal.Feedback.Model;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Feedback.LetterOffice;

namespace GovPortal.Web.Tests.Feedback;

/// <summary>The public forms under people who do not mean well.</summary>
[AnyEngine]
public sealed class AbuseTests
{
    private static readonly string[] Posts = ["/inquiries/new", "/corrections/new", "/inquiries/track", "/corrections/track", "/feedback/useful", "/feedback/useful/why"];

    [Fact]
    public async Task A_form_from_another_site_is_not_taken()
    {
        await using var app = (await OpenAsync()).App;
        foreach (var path in Posts)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, path, Inquiry(), ("Sec-Fetch-Site", "cross-site")));
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, path, Inquiry(), ("Origin", "https://evil.example")));
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, path, Inquiry(), ("Origin", "null")));
        }
        Assert.Equal(0, await CountAsync(app));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "/inquiries/new", Inquiry(), ("Sec-Fetch-Site", "same-origin"), ("Origin", "http://localhost")));
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task What_fills_the_unseen_field_is_refused()
    {
        await using var app = (await OpenAsync()).App;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(app, "/inquiries/new", new(Inquiry()) { ["website"] = "http://spam.example" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(app, "/corrections/new", new() { ["kind"] = "typo", ["text"] = "广告", ["website"] = "x" }));
        Assert.Equal(0, await CountAsync(app));
    }

    [Fact]
    public async Task The_same_text_within_the_hour_is_refused_kindly_and_later_taken()
    {
        await using var app = (await OpenAsync()).App;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "/inquiries/new", Inquiry()));
        using var client = app.App.GetTestClient();
        using var again = await client.PostAsync(new Uri("/inquiries/new", UriKind.Relative), new FormUrlEncodedContent(Inquiry()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains("不必重复提交", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "/inquiries/new", Inquiry("另一件事")));
        app.Clock.Set("2026-11-20 11:01");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "/inquiries/new", Inquiry()));
        Assert.Equal(3, await CountAsync(app));
    }

    [Fact]
    public async Task An_address_sends_so_many_an_hour_and_all_together_so_many()
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync("Portal:Feedback:LettersPerHour=2", "Portal:Feedback:LettersPerHourInAll=3"));
        await using var app = bureau.App;
        Assert.Equal(200, await FromAsync(app, "203.0.113.1", Inquiry("一")));
        Assert.Equal(200, await FromAsync(app, "203.0.113.1", Inquiry("二")));
        Assert.Equal(429, await FromAsync(app, "203.0.113.1", Inquiry("三")));
        Assert.Equal(200, await FromAsync(app, "203.0.113.2", Inquiry("四")));
        Assert.Equal(429, await FromAsync(app, "203.0.113.3", Inquiry("五")));
        app.Clock.Set("2026-11-20 11:01");
        Assert.Equal(200, await FromAsync(app, "203.0.113.1", Inquiry("三")));
        Assert.Equal(4, await CountAsync(app));
    }

    [Fact]
    public async Task Receipts_can_not_be_tried()
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync("Portal:Feedback:LooksPerHour=6"));
        await using var app = bureau.App;
        var receipt = await bureau.AskAsync();
        using var client = app.App.GetTestClient();
        var answers = new List<string>();
        foreach (var code in new[] { "ZX-0000-0000-0000-0000", "ZX-1", "", "JC-7K3M-Q0AB-1C2D-ZYXW", new string('Z', 5000) })
        {
            using var answer = await client.PostAsync(new Uri("/inquiries/track", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = code }));
            Assert.Equal((HttpStatusCode.NotFound, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
            // But for what was typed, which comes back in its field, wrong codes are answered alike.
            answers.Add((await answer.Content.ReadAsStringAsync()).Replace($"value=\"{code}\"", "", StringComparison.Ordinal));
        }
        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "/inquiries/track", new() { ["code"] = receipt }));
        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(app, "/inquiries/track", new() { ["code"] = receipt }));
        // By an address it is never asked for: what stands there is passed over.
        using var visitor = app.Visitor();
        await visitor.GoAsync("/inquiries/track?code=" + receipt);
        Assert.Null(visitor.Page.QuerySelector(".letter-track"));
        Assert.DoesNotContain(receipt, await visitor.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_anybody_sends_brings_the_portal_down_or_is_kept()
    {
        await using var app = (await OpenAsync()).App;
        using var client = app.App.GetTestClient();
        foreach (var path in Posts)
        {
            foreach (var body in Hostile())
            {
                using var content = new ByteArrayContent(body.Bytes);
                content.Headers.TryAddWithoutValidation("Content-Type", body.Type);
                using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path} {body.Type} {Encoding.UTF8.GetString(body.Bytes)[..Math.Min(40, body.Bytes.Length)]}: {(int)answer.StatusCode}");
            }
        }
        foreach (var query in new[] { "?item=%00", "?url=%00/x", "?url=/%ED%A0%80", "?column=" + new string('x', 3000), "?item=" + Uri.EscapeDataString("' OR 1=1 --"), "?url=/" + Uri.EscapeDataString("{{ Site }}") + "&url=b" })
        {
            foreach (var form in new[] { "/inquiries/new", "/corrections/new", "/inquiries/track" })
            {
                using var answer = await client.GetAsync(new Uri(form + query, UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }
        Assert.Equal(0, await CountAsync(app));
        Assert.Equal(0, await app.QueryAsync(db => db.Set<UsefulCount>().CountAsync()));
    }

    [Fact]
    public async Task Odd_characters_are_kept_as_text_or_left_out()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var letter = await bureau.LetterAsync(await bureau.AskAsync(new(Inquiry("𠮷\u0000\u202e{{ Site }}")) { ["text"] = "𠮷\r\n\u0000\u0001' OR 1=1 --", ["name"] = "=cmd|x" }));
        var full = await app.Get<GovPortal.Feedback.Features.ReadLetter>().HandleAsync(letter.Id, await bureau.ActorAsync("office"), default);
        Assert.Equal(("𠮷\u202e{{ Site }}", "𠮷\n' OR 1=1 --"), (full.Value!.Subject, full.Value.Text));
    }

    private static IEnumerable<(string Type, byte[] Bytes)> Hostile()
    {
        const string form = "application/x-www-form-urlencoded";
        yield return (form, []);
        yield return (form, Encoding.UTF8.GetBytes("subject=" + new string('a', 70_000)));
        yield return (form, Encoding.UTF8.GetBytes("text=" + new string('%', 900)));
        yield return (form, Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 30_000).Select(n => "a"))));
        yield return (form, Encoding.UTF8.GetBytes("item=%00%00&useful=maybe&code=%ED%A0%80&kind[]=typo&text=%FF%FE"));
        yield return (form, [0xFF, 0xFE, 0x00, 0x26, 0x3D]);
        yield return ("multipart/form-data; boundary=x", Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nno end"));
        yield return ("multipart/form-data", Encoding.UTF8.GetBytes("--x--"));
        yield return ("application/json", Encoding.UTF8.GetBytes("{\"text\":\"x\"}"));
        yield return ("text/plain", Encoding.UTF8.GetBytes("text=x"));
    }

    private static async Task<Bureau> OpenAsync() => await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());

    private static Task<int> CountAsync(PortalApp app) => app.QueryAsync(db => db.Set<Letter>().CountAsync());

    private static async Task<HttpStatusCode> PostAsync(PortalApp app, string path, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        using var client = app.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = new FormUrlEncodedContent(fields);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return (await client.SendAsync(request)).StatusCode;
    }

    private static async Task<int> FromAsync(PortalApp app, string peer, Dictionary<string, string> fields)
    {
        var body = await new FormUrlEncodedContent(fields).ReadAsByteArrayAsync();
        var answer = await app.App.GetTestServer().SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
            (context.Request.Method, context.Request.Path, context.Request.Scheme) = ("POST", "/inquiries/new", "http");
            context.Request.Host = new("localhost");
            (context.Request.ContentType, context.Request.ContentLength) = ("application/x-www-form-urlencoded", body.Length);
            context.Request.Body = new MemoryStream(body);
        });
        return answer.Response.StatusCode;
    }
}
