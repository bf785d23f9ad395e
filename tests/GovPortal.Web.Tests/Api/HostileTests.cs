using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Api;

/// <summary>What no well-meaning program sends is refused in a document, and nothing changes.</summary>
[Collection(nameof(ApiOffice))]
public sealed class HostileTests(ApiOffice office)
{
    private readonly ApiClient _client = office.Client;

    public static TheoryData<string, string, int> Bodies => new()
    {
        { "half a document", """{"ContentType":"Article","TitlePart":{"Title":""", 400 },
        { "too deep", """{"ContentType":"Article","TitlePart":""" + string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5001), 400 },
        { "too deep in lists", """{"ContentType":"Article","TitlePart":""" + new string('[', 5000) + new string(']', 5000) + "}", 400 },
        { "a name twice", """{"ContentType":"Article","ContentType":"Consultation","TitlePart":{"Title":"x"}}""", 400 },
        { "half a character", """{"ContentType":"Article","TitlePart":{"Title":"\ud800"}}""", 400 },
        { "half a character in a name", """{"ContentType":"Article","\ud800":{}}""", 400 },
        { "U+0000", """{"ContentType":"Article","TitlePart":{"Title":"a\u0000b"}}""", 400 },
        { "a number for a type", """{"ContentType":5}""", 400 },
        { "a list for an id", """{"ContentType":"Article","ContentItemId":["x"]}""", 400 },
        { "a text for a switch", """{"ContentType":"Article","Published":"yes"}""", 400 },
        { "an object for a title", """{"ContentType":"Article","TitlePart":{"Title":{"a":1}}}""", 400 },
        { "a list for a part", """{"ContentType":"Article","TitlePart":[{"Title":"x"}]}""", 400 },
        { "a number for a column", """{"ContentType":"Article","TitlePart":{"Title":"x"},"DisclosurePart":{"ColumnId":7}}""", 400 },
        { "an unknown part", """{"ContentType":"Article","TitlePart":{"Title":"x"},"EvilPart":{"X":1}}""", 400 },
        { "an unknown property", """{"ContentType":"Article","TitlePart":{"Title":"x","Evil":1}}""", 400 },
        { "a text for a form", """{"ContentType":"Article","TitlePart":{"Title":"x"},"reviewForm":"signed"}""", 400 },
        { "a title without end", $$$"""{"ContentType":"Article","TitlePart":{"Title":"{{{new string('长', 501)}}}"}}""", 400 },
        { "a list of items", """[{"ContentType":"Article"}]""", 400 },
        { "a text", "\"Article\"", 400 },
        { "null", "null", 400 },
        { "nothing", "", 400 },
        { "two documents", """{"ContentType":"Article"}{"ContentType":"Article"}""", 400 },
        { "more than is taken", """{"ContentType":"Article","TitlePart":{"Title":"x"},"HtmlBodyPart":{"Html":"MORE"}}""".Replace("MORE", new string('x', 5 * 1024 * 1024), StringComparison.Ordinal), 413 },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_body_that_is_no_item_is_refused_and_changes_nothing(string what, string body, int status)
    {
        var token = await office.TokenAsync("editor");
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("不受影响：" + what));
        var before = await office.StateAsync();
        foreach (var (method, path) in new[] { ("POST", ApiClient.Root), ("POST", ApiClient.Root + "?draft=true"), ("PATCH", $"{ApiClient.Root}/{item.ContentItemId}") })
        {
            var answer = await _client.SendRawAsync(method, path, token, new StringContent(body, Encoding.UTF8, "application/json"));
            answer.IsProblem(status);
            Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal(before, await office.StateAsync());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new("application/json");
        (await _client.SendRawAsync("POST", ApiClient.Root, await office.TokenAsync("editor"), content)).IsProblem(400);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_taken_no_further_than_the_limit()
    {
        var content = new StreamContent(new Endless(64L * 1024 * 1024));
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentLength = null;
        (await _client.SendRawAsync("POST", ApiClient.Root, await office.TokenAsync("editor"), content)).IsProblem(413);
    }

    [Theory]
    [InlineData("/api/content/%2e%2e%2f%2e%2e%2fetc")]
    [InlineData("/api/content/4aaa'%20OR%20'1'='1")]
    [InlineData("/api/content/" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("/api/content/中文编号")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/content/a/b")]
    public async Task An_address_nobody_knows_is_not_found_in_a_document(string path)
    {
        var token = await office.TokenAsync("editor");
        (await _client.SendAsync("GET", path, token)).IsProblem(404);
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=99999999999999999999", "after")]
    [InlineData("after=x", "after")]
    [InlineData("pageSize=1000000", "pageSize")]
    public async Task A_mark_that_is_none_is_refused(string query, string field) =>
        Assert.Equal([field], (await _client.SendAsync("GET", $"{ApiClient.Root}/changes?{query}", await office.TokenAsync("editor"))).IsProblem(400).Fields);

    [Fact]
    public async Task A_mark_far_ahead_tells_nothing_and_stays()
    {
        var page = (await _client.SendAsync("GET", $"{ApiClient.Root}/changes?after=9000000000000", await office.TokenAsync("editor"))).Is(200).Json!;
        Assert.Empty(page["items"]!.AsArray());
        Assert.Equal(9000000000000, (long)page["next"]!);
    }

    [Fact]
    public async Task Another_scheme_or_two_tokens_are_no_token()
    {
        var token = await office.TokenAsync("editor");
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("editor:" + Bureau.Password));
        (await _client.SendRawAsync("GET", ApiClient.Root, null, null, ("Authorization", basic))).IsProblem(401);
        (await _client.SendRawAsync("GET", ApiClient.Root, null, null, ("Authorization", "Bearer " + token), ("Authorization", "Bearer " + token))).IsProblem(401);
        // A token in the address stays in logs; it counts for nothing there.
        (await _client.SendAsync("GET", ApiClient.Root + "?access_token=" + token)).IsProblem(401);
    }

    /// <summary>Spaces, as many as are read.</summary>
    private sealed class Endless(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Fill(buffer, (byte)' ', offset, read);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
