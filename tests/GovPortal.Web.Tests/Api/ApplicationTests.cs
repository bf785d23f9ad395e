using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using GovPortal.Api.Recipes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>Applications are let in by a person at a page, or by Orchard's recipe step.</summary>
[Collection(nameof(ApiOffice))]
public sealed class ApplicationTests(ApiOffice office)
{
    private readonly PortalApp _app = office.Bureau.App;

    [Fact]
    public async Task An_administrator_lets_an_application_in_gives_it_a_role_and_closes_it()
    {
        using var admin = await _app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Applications/Edit");
        await admin.SubmitAsync("form[data-guard]", new()
        {
            ["Input.DisplayName"] = "数据交换平台", ["Input.ClientId"] = "data-exchange", ["Input.ActsForItself"] = "true", ["Input.MayWrite"] = "true",
            ["Input.Roles[0].Role"] = "SectionEditor", ["Input.Roles[0].Place"] = $"{office.Agency}/{office.Section("就业服务中心")}",
        });
        var secret = admin.Page.QuerySelector("[data-secret]")?.TextContent;
        Assert.True(secret is not null, admin.Errors);
        var token = await office.Client.TokenAsync("data-exchange", secret!);
        (await office.Client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("平台送来的信息"))).Is(200);

        await admin.GoAsync("/Admin/Applications");
        Assert.Contains("数据交换平台", admin.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret!, await admin.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var application = await _app.QueryAsync(db => db.Set<ApiApplication>().SingleAsync(a => a.ClientId == "data-exchange"));
        await admin.GoAsync("/Admin/Applications/Edit/" + application.Id);
        await admin.SubmitAsync("form[action*='Secret']");
        var next = admin.Page.QuerySelector("[data-secret]")!.TextContent;
        Assert.NotEqual(secret, next);
        (await office.Client.SendAsync("GET", ApiClient.Root, token)).IsProblem(401);
        token = await office.Client.TokenAsync("data-exchange", next);
        await admin.GoAsync("/Admin/Applications/Edit/" + application.Id);
        await admin.SubmitAsync("form[action*='Close']");
        (await office.Client.SendAsync("GET", ApiClient.Root, token)).IsProblem(401);

        // The log tells of it by ids and codes, and keeps no secret.
        var told = await _app.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind == ApiEvents.ApplicationChanged && e.SubjectId == application.Id).OrderBy(e => e.Id).Select(e => e.Payload).ToListAsync());
        Assert.Equal(["created", "secret", "closed"], told.Select(p => (string)JsonNode.Parse(p)!["change"]!));
        Assert.DoesNotContain(told, p => p.Contains("gps_", StringComparison.Ordinal) || p.Contains("数据交换平台", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_form_lacks_is_said_at_its_fields()
    {
        using var admin = await _app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Applications/Edit");
        await admin.SubmitAsync("form[data-guard]", new() { ["Input.ClientId"] = "a b", ["Input.ActsForPeople"] = "true", ["Input.ActsForItself"] = "", ["Input.RedirectUris"] = "http://evil.example/" });
        foreach (var field in new[] { "Input.DisplayName", "Input.ClientId", "Input.RedirectUris" }) Assert.NotNull(admin.Page.QuerySelector($"[name='{field}'][aria-invalid=true]"));
        Assert.False(await _app.QueryAsync(db => db.Set<ApiApplication>().AnyAsync(a => a.ClientId == "a b")));
    }

    [Fact]
    public async Task Who_manages_one_agency_lets_nobody_in_elsewhere()
    {
        Must(await _app.Get<Users.Features.CreateUser>().HandleAsync(new Users.Features.CreateUserCommand(
            "second-admin", "另一机关管理员", [new Users.Model.MembershipSpec("Administrator", ApiOffice.OtherAgency)], Password: Password, Trusted: true), Actor.System, default));
        var actor = await office.Bureau.ActorAsync("second-admin");
        var (save, change) = (_app.Get<SaveApplication>(), _app.Get<ChangeApplication>());
        SaveApplicationCommand Command(string? id, string clientId, params ApplicationRole[] roles) => new(id, clientId, "应用", false, true, false, true, [], roles);
        foreach (var roles in new ApplicationRole[][] { [], [new("SectionEditor")], [new("SectionEditor", office.Agency)], [new("SectionEditor", ApiOffice.OtherAgency), new("Publisher")] })
        {
            Assert.True((await save.HandleAsync(Command(null, "elsewhere", roles), actor, default)).Has(Failure.NotAllowed));
        }
        var own = Must(await save.HandleAsync(Command(null, "own-agency", new ApplicationRole("SectionEditor", ApiOffice.OtherAgency)), actor, default));
        Assert.True((await save.HandleAsync(Command(own.Id, "", new ApplicationRole("SectionEditor", office.Agency)), actor, default)).Has(Failure.NotAllowed));
        var (others, _) = await office.Client.ApplicationAsync("others", true, new ApplicationRole("SectionEditor", office.Agency));
        Assert.True((await save.HandleAsync(Command(others, "", new ApplicationRole("SectionEditor", ApiOffice.OtherAgency)), actor, default)).Has(Failure.NotAllowed));
        Assert.True((await change.NewSecretAsync(others, actor, default)).Has(Failure.NotAllowed));
        Assert.True((await change.CloseAsync(others, true, actor, default)).Has(Failure.NotAllowed));
        using var page = await office.Bureau.SignedInAsync("second-admin");
        Assert.Equal(404, (int)(await page.GetRawAsync("/Admin/Applications/Edit/" + others)).StatusCode);
        Assert.DoesNotContain("others", (await page.GoAsync("/Admin/Applications")).Text, StringComparison.Ordinal);
        Assert.True((await save.HandleAsync(Command(null, "by-editor", new ApplicationRole("SectionEditor", office.Agency)), await office.Bureau.ActorAsync("editor"), default)).Has(Failure.NotAllowed));
    }

    [Fact]
    public async Task An_application_never_decides_a_review_whatever_roles_it_holds()
    {
        var (id, _) = await office.Client.ApplicationAsync("would-be-reviewer", true, new ApplicationRole("ConfidentialityReviewer", office.Agency));
        var draft = Must(await office.Bureau.DraftAsync(office.Bureau.Article("应用不能审查的信息")));
        var version = await office.Bureau.App.QueryAsync(db => db.Set<Kernel.Content.ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.VersionId));
        var step = new Kernel.Publishing.RouteStep("confidentiality", "保密审查", "confidentiality", "ConfidentialityReviewer", "agency");
        Assert.DoesNotContain(id, await _app.QueryAsync(db => Kernel.Publishing.ReviewRoute.EntitledAsync(db, _app.Get<IPeople>(), step, version, default)));
    }

    [Fact]
    public async Task Orchards_recipe_step_lets_an_application_in_and_runs_twice_like_once()
    {
        var recipe = $$"""
            {"name":"x","steps":[
              {"name":"OpenIdServerSettings","AccessTokenFormat":1},{"name":"OpenIdValidationSettings"},
              {"name":"OpenIdApplication","ClientId":"from-recipe","DisplayName":"配方中的应用","Type":"confidential","ConsentType":"explicit","ClientSecret":"a-secret-of-twenty-characters",
               "AllowClientCredentialsFlow":true,"AllowRefreshTokenFlow":true,"RequireProofKeyForCodeExchange":true,"RedirectUris":"","PostLogoutRedirectUris":"",
               "RoleEntries":[{"Name":"SectionEditor","AgencyId":"{{office.Agency}}"}],"ScopeEntries":[]}]}
            """;
        for (var i = 0; i < 2; i++)
        {
            var report = Must(await RunAsync(recipe));
            Assert.Equal(["OpenIdServerSettings", "OpenIdValidationSettings"], report.NotApplicable.Select(n => n.Step));
        }
        var token = await office.Client.TokenAsync("from-recipe", "a-secret-of-twenty-characters");
        (await office.Client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("配方应用起草"))).Is(200);
        var id = await _app.QueryAsync(db => db.Set<ApiApplication>().Where(a => a.ClientId == "from-recipe").Select(a => a.Id).SingleAsync());
        Assert.Equal(1, await _app.QueryAsync(db => db.Set<Membership>().CountAsync(m => m.UserId == id)));

        // What is exported lets the same application in elsewhere, without its secret.
        var exported = await _app.QueryAsync(async db => (await new ApplicationsExport().StepsAsync(db, default)).Single(s => (string?)s["ClientId"] == "from-recipe"));
        Assert.Equal(("SectionEditor", office.Agency, null), ((string?)exported["RoleEntries"]![0]!["Name"], (string?)exported["RoleEntries"]![0]!["AgencyId"], (string?)exported["ClientSecret"]));
        exported["ClientId"] = "from-export";
        Must(await RunAsync(new JsonObject { ["name"] = "x", ["steps"] = new JsonArray(exported) }.ToJsonString()));
        var (first, second) = (await ApplicationAsync("from-recipe"), await ApplicationAsync("from-export"));
        Assert.Equal((first.DisplayName, first.ActsForItself, first.ActsForPeople, first.MayWrite, first.IsPublic), (second.DisplayName, second.ActsForItself, second.ActsForPeople, second.MayWrite, second.IsPublic));
    }

    [Theory]
    [InlineData(""" "ClientId":"r1","AllowPasswordFlow":true,"AllowClientCredentialsFlow":true """, "application.flow-not-offered", "$.steps[0].AllowPasswordFlow")]
    [InlineData(""" "ClientId":"r2","AllowClientCredentialsFlow":true,"ClientSecret":"short" """, "application.secret-too-short", "$.steps[0].ClientSecret")]
    [InlineData(""" "ClientId":"r3","AllowAuthorizationCodeFlow":true """, "application.redirect-needed", "$.steps[0].RedirectUris")]
    [InlineData(""" "ClientId":"r4" """, "application.flow-needed", "$.steps[0].AllowClientCredentialsFlow")]
    [InlineData(""" "AllowClientCredentialsFlow":true """, "recipe.value-missing", "$.steps[0].ClientId")]
    [InlineData(""" "ClientId":"r5","AllowClientCredentialsFlow":true,"Scopes":"x" """, "recipe.unknown-member", "$.steps[0].Scopes")]
    public async Task A_step_that_cannot_run_is_refused_with_its_path(string members, string code, string path)
    {
        var refused = await RunAsync($$"""{"name":"x","steps":[{"name":"OpenIdApplication",{{members}}}]}""");
        Assert.Contains(refused.Failures, f => f.Code == code && f.Field!.EndsWith(path, StringComparison.Ordinal));
    }

    private Task<ApiApplication> ApplicationAsync(string clientId) => _app.QueryAsync(db => db.Set<ApiApplication>().AsNoTracking().SingleAsync(a => a.ClientId == clientId));

    private Task<Result<RecipeReport>> RunAsync(string json) =>
        _app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(json, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
}
