using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>How a program comes by a token, and what ends it.</summary>
[Collection(nameof(ApiOffice))]
public sealed class TokenTests(ApiOffice office)
{
    private const string Redirect = "https://app.example.gov.cn/back";
    private readonly ApiClient _client = office.Client;

    [Fact]
    public async Task An_application_gets_a_token_for_its_secret_and_acts_by_its_roles()
    {
        var token = await _client.TokenOfAsync("exchange", new ApplicationRole("SectionEditor", office.Agency, office.Section("就业服务中心")));
        var made = (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("应用起草的信息"))).Is(200).Json!;
        var owner = (string)made["Owner"]!;
        Assert.StartsWith(IApplications.IdPrefix, owner, StringComparison.Ordinal);
        // People see its name where it did something.
        using var editor = await office.Bureau.SignedInAsync("editor");
        Assert.Contains("应用exchange", (await editor.GoAsync("/Admin/Content/Item/" + made["ContentItemId"])).Text, StringComparison.Ordinal);
        // Where its roles do not reach, it is nobody.
        var elsewhere = office.Article("别科室的信息");
        elsewhere["DisclosurePart"]!["ColumnId"] = office.Bureau.Organisation.Columns.First(c => c.SectionId == office.Section("财务科") && !c.IsGroup).Id;
        (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", token, elsewhere)).IsProblem(403);
    }

    [Theory]
    [InlineData("nobody-knows", "x")]
    [InlineData("secretive", "gps_wrong")]
    [InlineData("secretive", "")]
    public async Task A_wrong_name_or_secret_gets_no_token(string clientId, string secret)
    {
        if (!await office.Bureau.App.QueryAsync(db => db.Set<ApiApplication>().AnyAsync(a => a.ClientId == "secretive"))) await _client.ApplicationAsync("secretive");
        var refused = await _client.TokenAnswerAsync(clientId, secret);
        Assert.InRange(refused.Status, 400, 401);
        Assert.NotNull(refused.Json!["error"]);
        Assert.DoesNotContain("access_token", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_and_implicit_flows_are_not_offered()
    {
        var (_, secret) = await _client.ApplicationAsync("old-fashioned");
        Assert.Equal(400, (await _client.FormAsync("/connect/token", new() { ["grant_type"] = "password", ["client_id"] = "old-fashioned", ["client_secret"] = secret, ["username"] = "editor", ["password"] = Bureau.Password })).Status);
        Assert.Equal(400, (await _client.SendAsync("GET", $"/connect/authorize?response_type=token&client_id=old-fashioned&redirect_uri={Uri.EscapeDataString(Redirect)}")).Status);
    }

    [Fact]
    public async Task A_token_that_was_altered_is_expired_or_belongs_to_an_application_that_changed_ends_with_401()
    {
        await using var app = await PortalApp.StartAsync(ApiClient.Settings);
        var client = new ApiClient(app);
        var (id, secret) = await client.ApplicationAsync("ending", true, new ApplicationRole("Publisher"));
        var admin = await app.QueryAsync(db => app.Get<IPeople>().IdOfAsync(db, "admin", default));
        var manager = (await app.Get<Actors>().LoadAsync(admin!, default))!;
        async Task<int> AskAsync(string? token)
        {
            var answer = await client.SendAsync("GET", ApiClient.Root, token);
            if (answer.Status == 401) answer.IsProblem(401);
            return answer.Status;
        }

        var token = await client.TokenAsync("ending", secret);
        Assert.Equal(200, await AskAsync(token));
        foreach (var forged in new[] { token[..^4] + "AAAA", token + "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "gpt_" + new string('A', 43), "", "a b c", new string('x', 5000) }) Assert.Equal(401, await AskAsync(forged));

        Must(await app.Get<ChangeApplication>().NewSecretAsync(id, manager, default));
        Assert.Equal(401, await AskAsync(token));
        secret = Must(await app.Get<ChangeApplication>().NewSecretAsync(id, manager, default));
        token = await client.TokenAsync("ending", secret);
        Assert.True((await app.Get<ChangeApplication>().CloseAsync(id, true, manager, default)).Succeeded);
        Assert.Equal(401, await AskAsync(token));
        Assert.InRange((await client.TokenAnswerAsync("ending", secret)).Status, 400, 401);
        Assert.True((await app.Get<ChangeApplication>().CloseAsync(id, false, manager, default)).Succeeded);
        // A token from before the end does not come back with the application.
        Assert.Equal(401, await AskAsync(token));

        token = await client.TokenAsync("ending", secret);
        app.Clock.Set("2026-11-20 11:01");
        Assert.Equal(401, await AskAsync(token));
    }

    [Fact]
    public async Task A_node_that_starts_again_still_knows_the_tokens_it_gave()
    {
        await using var app = await PortalApp.StartAsync(ApiClient.Settings);
        var client = new ApiClient(app);
        var token = await client.TokenOfAsync("lasting", new ApplicationRole("Publisher"));
        await using var again = await app.SecondNodeAsync();
        (await new ApiClient(again).SendAsync("GET", ApiClient.Root, token)).Is(200);
        Assert.True(File.Exists(Path.Combine(app.DataPath, "keys", "openid-signing.pem")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(app.DataPath, "keys", "openid-encryption.key")));
    }

    [Fact]
    public async Task A_scope_narrows_what_a_token_lets_do()
    {
        var (_, secret) = await _client.ApplicationAsync("reader-first", true, new ApplicationRole("SectionEditor", office.Agency));
        var reading = await _client.TokenAsync("reader-first", secret, "content.read");
        (await _client.SendAsync("GET", ApiClient.Root, reading)).Is(200);
        Assert.Contains("api.read-only", (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", reading, office.Article("不得写入"))).IsProblem(403).Codes);
        var (_, other) = await _client.ApplicationAsync("reader-only", false, new ApplicationRole("SectionEditor", office.Agency));
        Assert.Equal(400, (await _client.TokenAnswerAsync("reader-only", other, "content.read content.write")).Status);
        Assert.Equal(400, (await _client.TokenAnswerAsync("reader-only", other, "everything")).Status);
    }

    [Fact]
    public async Task Tokens_over_plain_http_are_for_this_machine_alone()
    {
        await using var app = await PortalApp.StartAsync([.. ApiClient.Settings, "Portal:TrustedProxies:0=127.0.0.1"]);
        var client = new ApiClient(app);
        var (_, secret) = await client.ApplicationAsync("remote");
        var server = app.App.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) as Microsoft.AspNetCore.TestHost.TestServer;
        async Task<int> AskAsync(string scheme)
        {
            var answer = await server!.SendAsync(http =>
            {
                http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("10.9.8.7");
                (http.Request.Method, http.Request.Path, http.Request.Scheme, http.Request.Host) = ("POST", "/connect/token", scheme, new("portal.example.gov.cn"));
                http.Request.ContentType = "application/x-www-form-urlencoded";
                http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes($"grant_type=client_credentials&client_id=remote&client_secret={secret}"));
            });
            return answer.Response.StatusCode;
        }

        Assert.Equal(400, await AskAsync("http"));
        Assert.Equal(200, await AskAsync("https"));
    }

    [Fact]
    public async Task A_person_lets_an_application_act_for_them_and_takes_it_back()
    {
        await ForPeopleAsync("helper", isPublic: true);
        using var editor = await office.Bureau.SignedInAsync("editor");
        var (verifier, challenge) = Proof();
        var page = await editor.GoAsync(AuthorizeUrl("helper", challenge));
        Assert.Contains("应用helper", page.Text, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://app.example.gov.cn", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var back = await DecideAsync(editor, "accept");
        Assert.StartsWith(Redirect, back.GetLeftPart(UriPartial.Path), StringComparison.Ordinal);
        Assert.Equal("s-1", HttpUtility.ParseQueryString(back.Query)["state"]);
        var code = HttpUtility.ParseQueryString(back.Query)["code"]!;
        Assert.Equal(400, (await ExchangeAsync("helper", code, Proof().Verifier)).Status);
        var token = (string)(await ExchangeAsync("helper", code, verifier)).Is(200).Json!["access_token"]!;

        // It acts as the person: with their rights, under their name.
        var made = (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("应用代为起草"))).Is(200).Json!;
        Assert.Equal((await office.Bureau.ActorAsync("editor")).UserId, (string?)made["Owner"]);

        await editor.GoAsync("/Admin/Tokens");
        Assert.Contains("应用helper", editor.Text, StringComparison.Ordinal);
        await editor.SubmitAsync("form[action*='TakeBack']");
        (await _client.SendAsync("GET", ApiClient.Root, token)).IsProblem(401);
    }

    [Fact]
    public async Task A_code_is_good_once_and_a_second_use_ends_the_token_of_the_first()
    {
        await ForPeopleAsync("careless", isPublic: true);
        using var editor = await office.Bureau.SignedInAsync("editor2");
        var (verifier, challenge) = Proof();
        await editor.GoAsync(AuthorizeUrl("careless", challenge));
        var code = HttpUtility.ParseQueryString((await DecideAsync(editor, "accept")).Query)["code"]!;
        var token = (string)(await ExchangeAsync("careless", code, verifier)).Is(200).Json!["access_token"]!;
        (await _client.SendAsync("GET", ApiClient.Root, token)).Is(200);
        Assert.Equal("invalid_grant", (string?)(await ExchangeAsync("careless", code, verifier)).Is(400).Json!["error"]);
        (await _client.SendAsync("GET", ApiClient.Root, token)).IsProblem(401);
    }

    [Fact]
    public async Task Who_refuses_or_has_no_use_of_the_interface_gives_no_code()
    {
        await ForPeopleAsync("asking", isPublic: true);
        using var editor = await office.Bureau.SignedInAsync("editor");
        await editor.GoAsync(AuthorizeUrl("asking", Proof().Challenge));
        Assert.Equal("access_denied", HttpUtility.ParseQueryString((await DecideAsync(editor, "deny")).Query)["error"]);
        using var reviewer = await office.Bureau.SignedInAsync("reviewer");
        var response = await reviewer.GetRawAsync(AuthorizeUrl("asking", Proof().Challenge));
        Assert.Equal("access_denied", HttpUtility.ParseQueryString(response.Headers.Location!.Query)["error"]);
        // Who is not signed in signs in first, and comes back to the same question.
        using var visitor = office.Bureau.App.Visitor();
        await visitor.GoAsync(AuthorizeUrl("asking", Proof().Challenge));
        Assert.StartsWith("/Login?ReturnUrl=%2Fconnect%2Fauthorize", visitor.Url, StringComparison.Ordinal);
        await visitor.SubmitAsync("form[method=post]", new() { ["UserName"] = "head", ["Password"] = Bureau.Password });
        Assert.Contains("应用asking", visitor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/back", "S256")]
    [InlineData(Redirect + "?x=1", "S256")]
    [InlineData(Redirect, "plain")]
    [InlineData(Redirect, null)]
    public async Task A_wrong_address_or_no_proof_is_refused_on_the_spot(string redirect, string? method)
    {
        const string ClientId = "strict";
        if (!await office.Bureau.App.QueryAsync(db => db.Set<ApiApplication>().AnyAsync(a => a.ClientId == ClientId))) await ForPeopleAsync(ClientId, isPublic: true);
        using var editor = await office.Bureau.SignedInAsync("editor");
        var url = $"/connect/authorize?response_type=code&client_id={ClientId}&redirect_uri={Uri.EscapeDataString(redirect)}&state=s-1"
            + (method is null ? "" : $"&code_challenge={Proof().Challenge}&code_challenge_method={method}");
        var response = await editor.GetRawAsync(url);
        // Nobody is sent to an address that is not the application's.
        if (redirect != Redirect) Assert.Null(response.Headers.Location);
        else if (response.Headers.Location is { } location) Assert.Contains("error=", location.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", response.Headers.Location?.Query ?? "", StringComparison.Ordinal);
        Assert.NotEqual(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_forged_form_decides_nothing()
    {
        await ForPeopleAsync("forged", isPublic: true);
        using var editor = await office.Bureau.SignedInAsync("editor");
        var form = HttpUtility.ParseQueryString(new Uri("http://localhost" + AuthorizeUrl("forged", Proof().Challenge)).Query);
        var values = form.AllKeys.ToDictionary(k => k!, k => form[k]!);
        values["decision"] = "accept";
        var response = await editor.PostRawAsync("/connect/authorize", new FormUrlEncodedContent(values));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.False(await office.Bureau.App.QueryAsync(db => db.Set<ApplicationConsent>().AnyAsync(c => db.Set<ApiApplication>().Any(a => a.Id == c.ApplicationId && a.ClientId == "forged"))));
    }

    [Fact]
    public async Task A_persons_key_acts_as_them_until_it_is_revoked_or_over()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var bureau = await OpenAsync(app);
        var client = new ApiClient(app);
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Tokens");
        await editor.SubmitAsync("form[action='/Admin/Tokens']", new() { ["Input.Name"] = "数据交换", ["Input.Days"] = "30", ["Input.MayWrite"] = "true" });
        var secret = editor.Page.QuerySelector("[data-secret]")!.TextContent;
        Assert.StartsWith("gpt_", secret, StringComparison.Ordinal);
        (await client.SendAsync("GET", ApiClient.Root, secret)).Is(200);
        // Shown once, and kept nowhere in the clear.
        await editor.GoAsync("/Admin/Tokens");
        Assert.DoesNotContain(secret, await editor.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.Set<PersonalToken>().AnyAsync(t => t.Hash.Contains(secret))));

        await editor.SubmitAsync("form[action*='Revoke']");
        (await client.SendAsync("GET", ApiClient.Root, secret)).IsProblem(401);
        var next = await client.PersonalAsync(await bureau.ActorAsync("editor"), days: 1);
        (await client.SendAsync("GET", ApiClient.Root, next)).Is(200);
        app.Clock.Set("2026-11-21 10:00");
        (await client.SendAsync("GET", ApiClient.Root, next)).IsProblem(401);

        var last = await client.PersonalAsync(await bureau.ActorAsync("editor2"));
        (await client.SendAsync("GET", ApiClient.Root, last)).Is(200);
        var id = (await bureau.ActorAsync("editor2")).UserId;
        await app.Get<Users.Features.ChangeUser>().HandleAsync(new Users.Features.ChangeUserCommand(id, IsClosed: true, Trusted: true), Actor.System, default);
        (await client.SendAsync("GET", ApiClient.Root, last)).IsProblem(401);
    }

    [Theory]
    [InlineData("", "30", "Input.Name")]
    [InlineData("过久", "367", "Input.Days")]
    [InlineData("过短", "0", "Input.Days")]
    public async Task A_key_without_name_or_end_is_refused_at_its_field(string name, string days, string field)
    {
        using var editor = await office.Bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Tokens");
        await editor.SubmitAsync("form[action='/Admin/Tokens']", new() { ["Input.Name"] = name, ["Input.Days"] = days });
        Assert.NotNull(editor.Page.QuerySelector($"[name='{field}'][aria-invalid=true]"));
        Assert.Null(editor.Page.QuerySelector("[data-secret]"));
    }

    [Fact]
    public async Task Nobody_revokes_anothers_key()
    {
        var secret = await office.TokenAsync("editor");
        var id = await office.Bureau.App.QueryAsync(async db => (await db.Set<PersonalToken>().OrderByDescending(t => t.Id).ToListAsync()).Last(t => GovPortal.Api.Access.Secrets.Matches(t.Hash, secret)).Id);
        Assert.True((await office.Bureau.App.Get<PersonalTokens>().RevokeAsync(id, await office.Bureau.ActorAsync("editor2"), default)).Has("token.unknown"));
        (await _client.SendAsync("GET", ApiClient.Root, secret)).Is(200);
    }

    private async Task ForPeopleAsync(string clientId, bool isPublic) => Must(await office.Bureau.App.Get<SaveApplication>().HandleAsync(
        new SaveApplicationCommand(null, clientId, "应用" + clientId, isPublic, false, true, true, [Redirect], [], Trusted: true), Actor.System, default));

    private static string AuthorizeUrl(string clientId, string challenge) =>
        $"/connect/authorize?response_type=code&client_id={clientId}&redirect_uri={Uri.EscapeDataString(Redirect)}&state=s-1&code_challenge={challenge}&code_challenge_method=S256";

    private static (string Verifier, string Challenge) Proof()
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    /// <summary>Presses a button of the consent page, as a browser sends it, and answers where it leads.</summary>
    private static async Task<Uri> DecideAsync(Visitor visitor, string decision)
    {
        var values = visitor.Page.QuerySelectorAll("form[action='/connect/authorize'] input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        values["decision"] = decision;
        var response = await visitor.PostRawAsync("/connect/authorize", new FormUrlEncodedContent(values));
        Assert.True(response.Headers.Location is not null, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return response.Headers.Location!;
    }

    private Task<Answer> ExchangeAsync(string clientId, string code, string verifier) => _client.FormAsync("/connect/token", new()
    {
        ["grant_type"] = "authorization_code", ["client_id"] = clientId, ["code"] = code, ["redirect_uri"] = Redirect, ["code_verifier"] = verifier,
    });
}
