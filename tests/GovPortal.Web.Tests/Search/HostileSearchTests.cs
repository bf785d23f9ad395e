using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;

namespace GovPortal.Web.Tests.Search;

/// <summary>Whatever is sent to the search answers a normal page or a 4xx, shows no markup of the sender's, and changes no page of another reader.</summary>
public sealed class HostileSearchTests(SharedBureau shared) : IDisposable
{
    private static readonly string[] Addresses = ["/search", "/search/suggest", "/search/suggest.json"];

    private readonly HttpClient _http = shared.Bureau.App.App.GetTestServer().CreateClient();

    public static TheoryData<string> Texts =>
    [
        "\"((", "*", "?*~^", "*:*", "a* b* c* d* e* f*", "AND OR NOT && || !", "title:(a OR b)^1e9", "[* TO *]", "{a TO z}", "\\", "\\\\\\\"", "~0.0000001", "\"", "“", "+-+-+-",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE \"ContentIndex\"; --", "{{ Site.Name }}{% assign x = 1 %}", "${7*7}", "../../etc/passwd",
        "\u202Egnp.exe", "\u200B\u200D\uFEFF", "a\r\nSet-Cookie: x=1", "%0d%0aX-Injected: 1", "=cmd|' /C calc'!A0", "𠮷𠮷𠮷", "e\u0301\u0302\u0303", "的", "（（（（",
    ];

    public static TheoryData<string> RawQueries =>
    [
        "q=%00", "q=%00%01%1f%7f", "q=%ED%A0%80", "q=%ff%fe", "q=%E5%A4", "q=%", "q=%zz", "q=%u5931", "q", "q=", "&&&===", "q=a&q=b&q=c", "q[]=a", "q=a;q=b",
        "q=x&page=-1", "q=x&page=99999999999999999999", "q=x&page=1e9", "q=x&page=0x10", "q=x&year=-2026", "q=x&year=999999", "q=x&type=../../x", "q=x&type=%3Cscript%3E",
        "q=x&column=%0d%0a", "q=x&section=%00", "q=x&sort=drop", "q=x&validity=%22", "q=x&exact=%00", "q=x&format=xml",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_of_any_kind_is_words_or_nothing(string text)
    {
        foreach (var address in Addresses) await IsSoundAsync($"{address}?q={Uri.EscapeDataString(text)}");
    }

    [Theory]
    [MemberData(nameof(RawQueries))]
    public async Task A_malformed_query_is_answered(string query)
    {
        foreach (var address in Addresses) await IsSoundAsync($"{address}?{query}");
    }

    [Fact]
    public async Task A_query_of_ten_thousand_characters_is_answered_or_refused()
    {
        foreach (var text in new[] { new string('公', 3_000), new string('a', 10_000), new string('*', 10_000), new string('"', 9_999), string.Concat(Enumerable.Repeat("失业 保险\" ", 1_000)), string.Concat(Enumerable.Repeat("a* ", 3_000)) })
        {
            foreach (var address in Addresses) await IsSoundAsync($"{address}?q={(text[0] == '公' ? Uri.EscapeDataString(text) : text.Replace(' ', '+').Replace("\"", "%22", StringComparison.Ordinal))}");
        }
        await IsSoundAsync("/search?" + string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"k{i}=v")));
    }

    [Fact]
    public async Task No_host_a_sender_names_gets_into_a_page_of_another()
    {
        var address = "/search?q=" + Uri.EscapeDataString("中毒试验");
        foreach (var header in new[] { "Host", "X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server", "X-Original-URL", "X-Rewrite-URL" })
        {
            using var poisoned = new HttpRequestMessage(HttpMethod.Get, address);
            poisoned.Headers.TryAddWithoutValidation(header, header == "Forwarded" ? "host=evil.example" : header.EndsWith("URL", StringComparison.Ordinal) ? "/evil.example" : "evil.example");
            using var answer = await _http.SendAsync(poisoned, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500, header);
            Assert.DoesNotContain("evil.example", await TextAsync(answer), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("evil.example", await (await _http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Keys_the_page_does_not_know_change_nothing_in_it()
    {
        var plain = await _http.GetStringAsync(new Uri("/search?q=x1", UriKind.Relative), TestContext.Current.CancellationToken);
        var noisy = await _http.GetStringAsync(new Uri("/search?utm_source=%3Cb%3Eevil&q=x1&callback=evil&_=1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(plain, noisy);
        Assert.DoesNotContain("evil", noisy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Another_method_is_refused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/search?q=x");
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    public void Dispose() => _http.Dispose();

    private async Task IsSoundAsync(string address)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        }
        catch (UriFormatException)
        {
            // No client sends it.
            return;
        }
        using (answer)
        {
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} {address[..Math.Min(200, address.Length)]}");
            Assert.False(answer.Headers.Contains("X-Injected") || answer.Headers.Contains("Set-Cookie"), address);
            if (answer.StatusCode != HttpStatusCode.OK) return;
            var text = await TextAsync(answer);
            if (address.Contains(".json", StringComparison.Ordinal))
            {
                Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
                _ = System.Text.Json.Nodes.JsonNode.Parse(text);
                Assert.DoesNotContain("<", text, StringComparison.Ordinal);
                return;
            }
            var page = await new HtmlParser().ParseDocumentAsync(text, TestContext.Current.CancellationToken);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Empty(page.QuerySelectorAll("script:not([src]), [onerror], img[src=x]"));
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
}
