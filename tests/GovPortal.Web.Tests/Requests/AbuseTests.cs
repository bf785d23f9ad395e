using System.Net;
using System.Text;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>The public pages of requests under people who do not mean well.</summary>
[AnyEngine]
public sealed class AbuseTests
{
    private static readonly string[] Posts = ["/requests/new", "/requests/track", "/requests/act", "/requests/file"];

    [Fact]
    public async Task A_form_from_another_site_is_not_taken()
    {
        await using var app = (await OpenAsync()).App;
        foreach (var path in Posts)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, path, Form(), ("Sec-Fetch-Site", "cross-site")));
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, path, Form(), ("Origin", "https://evil.example")));
        }
        Assert.Equal(0, await CountAsync(app));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "/requests/new", Form(), ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task A_thousand_applications_from_one_address_are_refused_and_nobody_else_is()
    {
        await using var app = (await OpenAsync()).App;
        var statuses = new List<int>();
        for (var n = 0; n < 1000; n++) statuses.Add(await FromAsync(app, "203.0.113.1", Form($"申请公开第{n}号文件的全文")));
        Assert.Equal((5, 995), (statuses.Count(s => s == 200), statuses.Count(s => s == 429)));
        Assert.Equal(200, await FromAsync(app, "203.0.113.2", Form()));
        Assert.Equal(6, await CountAsync(app));
        // Numbers without a gap: what is refused takes none.
        Assert.Equal([1, 2, 3, 4, 5, 6], await app.QueryAsync(db => db.Set<DisclosureRequest>().Select(r => r.Number).OrderBy(n => n).ToListAsync()));
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_plain_words_at_once_and_what_was_typed_stays()
    {
        await using var app = (await OpenAsync()).App;
        using var citizen = app.Visitor();
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", new(Form("一、甲文件\n二、乙文件\n三、丙文件\n四、丁文件\n五、戊文件")) { ["number"] = "110105194912310021", ["delivery"] = "post" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, citizen.Response.StatusCode);
        foreach (var said in (string[])["身份证号码不对", "一份申请请只写一件事：现列出了5项", "选择了邮寄，请填写通信地址"]) Assert.Contains(said, citizen.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.All(citizen.Page.QuerySelectorAll("[role=alert] a"), a => Assert.NotNull(citizen.Page.QuerySelector(a.GetAttribute("href")!)));
        Assert.Equal(Who, citizen.Page.QuerySelector("#request-name")!.GetAttribute("value"));
        await citizen.SubmitAsync("form.letter-form", new() { ["number"] = IdNumber, ["delivery"] = "online", ["description"] = Matter });
        Assert.NotNull(citizen.Page.QuerySelector("#request-secret"));
        Assert.Equal("no-store", citizen.Response.Headers.CacheControl!.ToString());
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", Form());
        Assert.Contains("不必重复提交", citizen.Text, StringComparison.Ordinal);
        await citizen.SubmitAsync("form.letter-form", new(Form("申请公开另一件文件的全文")) { ["website"] = "http://spam.example" });
        Assert.Contains("自动程序", citizen.Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task A_wrong_code_and_a_wrong_secret_are_answered_alike_and_can_not_be_tried()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (code, secret) = await bureau.ApplyAsync();
        using var client = app.App.GetTestClient();
        var answers = new List<string>();
        foreach (var (c, s) in new[] { (code, "0000-0000-0000-0000"), ("SQ-0000-0000", secret), (code, ""), ("", ""), (code, new string('Z', 5000)), (secret, code) })
        {
            using var answer = await client.PostAsync(new Uri("/requests/track", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = c, ["secret"] = s }));
            Assert.Equal((HttpStatusCode.NotFound, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
            answers.Add((await answer.Content.ReadAsStringAsync()).Replace($"value=\"{c}\"", "value=\"\"", StringComparison.Ordinal));
        }
        Assert.Single(answers.Distinct());
        // Ten wrong secrets for one code within an hour; four are gone.
        for (var n = 0; n < 8; n++) await PostAsync(app, "/requests/track", new() { ["code"] = code, ["secret"] = $"0000-0000-0000-00{n}0" });
        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(app, "/requests/track", new() { ["code"] = code, ["secret"] = "1111-1111-1111-1111" }));
        foreach (var path in (string[])["/requests/act", "/requests/file"]) Assert.NotEqual(HttpStatusCode.OK, await PostAsync(app, path, new() { ["code"] = code, ["secret"] = "0000-0000-0000-0000", ["do"] = "withdraw" }));
        Assert.Equal(GovPortal.Requests.Rules.RequestState.Registered, (await bureau.CaseAsync(code)).State);
        using var visitor = app.Visitor();
        await visitor.GoAsync($"/requests/track?code={code}&secret={secret}");
        Assert.Null(visitor.Page.QuerySelector(".letter-track"));
        Assert.DoesNotContain(secret, await visitor.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_and_secret_of_one_case_open_no_file_of_another()
    {
        var bureau = await OpenAsync();
        await using var app = bureau.App;
        var (code, secret) = await bureau.ApplyAsync();
        var approved = await bureau.DispatchedAsync();
        using var stream = new MemoryStream("秘密"u8.ToArray());
        var file = new Microsoft.AspNetCore.Http.FormFile(stream, 0, stream.Length, "files", "答复.txt");
        Done(await app.Get<DraftAnswer>().HandleAsync(new CaseRef(approved.Id), Granted, [file], [], await bureau.ActorAsync("editor"), default));
        var id = await app.QueryAsync(db => db.Set<RequestFile>().Select(f => f.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(app, "/requests/file", new() { ["code"] = code, ["secret"] = secret, ["file"] = id }));
        // At rest nothing of it can be read.
        var kept = await app.QueryAsync(db => db.Set<RequestFile>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain("秘密", Encoding.UTF8.GetString(kept.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("答复", kept.Name, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> HostileFiles => new()
    {
        { "病毒.exe", "MZ program"u8.ToArray(), "不" },
        { "图片.png", "not a picture"u8.ToArray(), "不" },
        { "宏.docm", "PK"u8.ToArray(), "宏" },
        { "../../etc/passwd.txt", "root"u8.ToArray(), "" },
        { "空.txt", [], "" },
        { "太大.txt", new byte[(5 * 1024 * 1024) + 1], "5 MB" },
    };

    [Theory]
    [MemberData(nameof(HostileFiles), DisableDiscoveryEnumeration = true)]
    public async Task A_hostile_file_is_refused_at_its_field_and_nothing_is_kept(string name, byte[] bytes, string said)
    {
        await using var app = (await OpenAsync()).App;
        using var citizen = app.Visitor();
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", Form(), null, ("files", name, bytes));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, citizen.Response.StatusCode);
        Assert.Contains(said, citizen.Page.QuerySelector("#request-files-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(app));
        Assert.Equal(0, await app.QueryAsync(db => db.Set<RequestFile>().CountAsync()));
    }

    [Fact]
    public async Task A_file_with_a_virus_is_refused_and_one_without_is_taken()
    {
        await using var scanner = new VirusScanner("clamd");
        await using var app = await PortalApp.StartAsync("Portal:Antivirus:Address=" + scanner.Address);
        await Bureau.OpenAsync(app);
        using var citizen = app.Visitor();
        await citizen.GoAsync("/requests/new");
        await citizen.SubmitAsync("form.letter-form", Form(), null, ("files", "材料.txt", Encoding.ASCII.GetBytes(VirusScanner.Virus)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, citizen.Response.StatusCode);
        Assert.Contains("病毒", citizen.Page.QuerySelector("#request-files-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(app));
        await citizen.SubmitAsync("form.letter-form", Form(), null, ("files", "材料.txt", "一份普通的材料"u8.ToArray()));
        Assert.NotNull(citizen.Page.QuerySelector("#request-secret"));
        Assert.Equal(1, await app.QueryAsync(db => db.Set<RequestFile>().CountAsync()));
    }

    [Fact]
    public async Task Nothing_anybody_sends_brings_the_portal_down_or_is_kept()
    {
        await using var app = (await OpenAsync()).App;
        using var client = app.App.GetTestClient();
        const string form = "application/x-www-form-urlencoded";
        (string Type, byte[] Bytes)[] bodies =
        [
            (form, []), (form, Encoding.UTF8.GetBytes("name=" + new string('a', 70_000))), (form, Encoding.UTF8.GetBytes("class=%00%00&form[]=x&do=%ED%A0%80&code=%FF%FE&secret=%00")),
            (form, [0xFF, 0xFE, 0x00, 0x26, 0x3D]), ("multipart/form-data; boundary=x", Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nno end")),
            ("multipart/form-data", Encoding.UTF8.GetBytes("--x--")), ("application/json", Encoding.UTF8.GetBytes("{\"name\":\"x\"}")),
        ];
        foreach (var path in Posts)
        {
            foreach (var (type, bytes) in bodies)
            {
                using var content = new ByteArrayContent(bytes);
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path} {type} {bytes.Length}: {(int)answer.StatusCode}");
            }
        }
        foreach (var query in (string[])["?code=%00", "?code=" + new string('x', 3000), "?code=" + Uri.EscapeDataString("{{ Site }}\"><script>")])
        {
            using var answer = await client.GetAsync(new Uri("/requests/track" + query, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("<script>\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(0, await CountAsync(app));
    }

    private static async Task<Bureau> OpenAsync() => await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());

    private static Task<int> CountAsync(PortalApp app) => app.QueryAsync(db => db.Set<DisclosureRequest>().CountAsync());

    private static async Task<HttpStatusCode> PostAsync(PortalApp app, string path, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        using var client = app.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = new FormUrlEncodedContent(fields);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<int> FromAsync(PortalApp app, string peer, Dictionary<string, string> fields)
    {
        var body = await new FormUrlEncodedContent(fields).ReadAsByteArrayAsync();
        var answer = await app.App.GetTestServer().SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
            (context.Request.Method, context.Request.Path, context.Request.Scheme) = ("POST", "/requests/new", "http");
            context.Request.Host = new("localhost");
            (context.Request.ContentType, context.Request.ContentLength) = ("application/x-www-form-urlencoded", body.Length);
            context.Request.Body = new MemoryStream(body);
        });
        return answer.Response.StatusCode;
    }
}
