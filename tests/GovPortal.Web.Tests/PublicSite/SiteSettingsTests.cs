using System.Net;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.PublicSite;

/// <summary>系统 → 站点信息: what every public page says of the site.</summary>
public sealed class SiteSettingsTests
{
    [Fact]
    public async Task An_administrator_names_the_site_and_every_public_page_says_so()
    {
        await using var app = await PortalApp.StartAsync("Portal:Site:Phone=0600-5550101");
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        using var citizen = app.Visitor();
        Assert.Null((await citizen.GoAsync("/")).Page.QuerySelector(".site-footer__badge"));
        await admin.GoAsync("/Admin/Site");
        await admin.SubmitAsync("form[data-guard]", new()
        {
            ["Name"] = new string('名', 121), ["Code"] = "12345", ["BaseUrl"] = "rsj.example.gov.cn", ["MarkUrl"] = "javascript:x", ["SearchSuggestions"] = string.Join('\n', Enumerable.Range(1, 9)),
        });
        Assert.Contains("网站名称", admin.Errors, StringComparison.Ordinal);
        Assert.Contains("标识码应为10位数字", admin.Errors, StringComparison.Ordinal);
        Assert.Contains("请填写完整网址", admin.Errors, StringComparison.Ordinal);
        Assert.Contains("请填写完整链接", admin.Errors, StringComparison.Ordinal);
        Assert.Contains("最多8个词", admin.Errors, StringComparison.Ordinal);

        await admin.SubmitAsync("form[data-guard]", new()
        {
            ["Name"] = " 澄溪县人社局政务公开 ", ["Code"] = "0000000600", ["Organizer"] = "澄溪县人社局", ["Address"] = "文澜路88号", ["BaseUrl"] = "https://rsj.example.gov.cn/",
            ["MarkUrl"] = "https://mark.example.cn/show?id=1",
            ["SearchSuggestions"] = "社保卡\r\n\r\n 稳岗返还 \r\n社保卡",
        });
        Assert.Contains("站点信息已保存", admin.Text, StringComparison.Ordinal);
        Assert.Equal("https://rsj.example.gov.cn", admin.Page.QuerySelector("[name=BaseUrl]")!.GetAttribute("value"));
        await app.CatchUpAsync();
        await citizen.GoAsync("/");
        Assert.Contains("澄溪县人社局政务公开", citizen.Page.Title, StringComparison.Ordinal);
        Assert.Equal(["社保卡", "稳岗返还"], citizen.Page.QuerySelectorAll(".hero__try a").Select(a => a.TextContent));
        var foot = citizen.Page.QuerySelector(".site-footer")!.TextContent;
        foreach (var part in new[] { "澄溪县人社局", "文澜路88号", "0000000600", "0600-5550101" }) Assert.Contains(part, foot, StringComparison.Ordinal);
        Assert.Equal("https://mark.example.cn/show?id=1", citizen.Page.QuerySelector(".site-footer__badge a")!.GetAttribute("href"));
        Assert.Equal("https://rsj.example.gov.cn/", citizen.Page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Only_who_may_change_settings_sees_them()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var office = await bureau.SignedInAsync("office");
        Assert.Equal(HttpStatusCode.Forbidden, (await office.GetRawAsync("/Admin/Site")).StatusCode);
        Assert.True((await app.Get<Portal.Features.SaveSiteSettings>().HandleAsync(new() { Name = "改名" }, await bureau.ActorAsync("office"), default)).Has(Kernel.Results.Failure.NotAllowed));
    }

    [Theory]
    [InlineData("""{"code":"1"}""", "site.code-invalid@code")]
    [InlineData("""{"baseUrl":"javascript:alert(1)"}""", "site.base-url-invalid@baseUrl")]
    [InlineData("""{"baseUrl":"https://a.example/x"}""", "site.base-url-invalid@baseUrl")]
    [InlineData("""{"phone":5550101}""", "recipe.text-expected@phone")]
    public async Task A_recipe_is_held_to_the_same(string site, string failure)
    {
        await using var app = await PortalApp.StartAsync();
        var json = $$"""{"name":"x","steps":[{"name":"SiteSettings","site":{{site}}}]}""";
        var refused = await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(json, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        var found = Assert.Single(refused.Failures);
        Assert.Equal(failure, $"{found.Code}@{found.Field!.Split('.')[^1]}");
    }
}
