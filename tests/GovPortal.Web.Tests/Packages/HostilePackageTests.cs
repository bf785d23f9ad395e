using System.Net;
using System.Text;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Packages.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Packages;

/// <summary>Packages that are broken or mean harm: refused in words, nothing written.</summary>
[AnyEngine]
public sealed class HostilePackageTests
{
    private const string Empty = """{"name":"x","steps":[{"name":"Roles","Roles":[]}]}""";

    public static TheoryData<string, string> Refused => new()
    {
        { "text", "Recipe.json:1" },
        { "torn", "不是配方包" },
        { "climbs", "不安全" },
        { "absolute", "不安全" },
        { "backslash", "不安全" },
        { "twice", "不安全" },
        { "no-recipe", "包内没有" },
        { "bomb", "解开后超过" },
        { "unknown-step", "Rolls" },
        { "unknown-type", "NoSuchType" },
        { "media-climbs", "不合要求" },
        { "media-missing", "里没有" },
    };

    private static byte[] Make(string what) => what switch
    {
        "text" => Encoding.UTF8.GetBytes("{ not json"),
        "torn" => PackageDesk.Zip(("Recipe.json", Empty))[..40],
        "climbs" => PackageDesk.Zip(("Recipe.json", Empty), ("../../evil.txt", "x")),
        "absolute" => PackageDesk.Zip(("Recipe.json", Empty), ("/etc/evil.txt", "x")),
        "backslash" => PackageDesk.Zip(("Recipe.json", Empty), (@"..\..\evil.txt", "x")),
        "twice" => PackageDesk.Zip(("Recipe.json", Empty), ("Recipe.json", Empty)),
        "no-recipe" => PackageDesk.Zip(("readme.txt", "x")),
        "bomb" => PackageDesk.Zip(("Recipe.json", Empty), ("media/a.txt", new string('0', 3_000_000))),
        "unknown-step" => PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"Rolls"}]}""")),
        "unknown-type" => PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"Content","data":[{"ContentType":"NoSuchType"}]}]}""")),
        "media-climbs" => PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"media","Files":[{"TargetPath":"../x.txt","Base64":"eA=="}]}]}""")),
        _ => PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"media","Files":[{"TargetPath":"a/x.txt","SourcePath":"../../../etc/passwd"}]}]}""")),
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task It_is_refused_in_words_and_nothing_is_written(string what, string said)
    {
        await using var app = await PortalApp.StartAsync("Portal:Packages:MaxUnpackedBytes=1000000");
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        var before = await EventsAsync(app);
        await PackageDesk.UploadAsync(admin, Make(what));
        Assert.Contains(said, admin.Errors, StringComparison.Ordinal);
        Assert.Null(admin.Page.QuerySelector("form[action$=Apply]"));
        Assert.Equal(before, await EventsAsync(app));
        Assert.Empty(Directory.GetFiles(app.DataPath, "evil.txt", SearchOption.AllDirectories));
        Assert.False(File.Exists(Path.Combine(app.DataPath, "..", "evil.txt")));
        // What was refused at the door leaves nothing behind; what can be unpacked stays for its page.
        var folder = Path.Combine(app.DataPath, "packages");
        var kept = await app.QueryAsync(db => db.Set<PackageUpload>().CountAsync());
        Assert.Equal(kept, Directory.Exists(folder) ? Directory.GetDirectories(folder).Length : 0);
    }

    [Fact]
    public async Task A_package_that_fails_on_the_way_says_where_and_a_second_try_goes_on()
    {
        await using var app = await PortalApp.StartAsync();
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        // The item lacks its column: that shows only when it is saved.
        var package = PackageDesk.Zip(("Recipe.json",
            """{"name":"x","steps":[{"name":"SiteSettings","site":{"name":"迁来的门户"}},{"name":"Content","data":[{"ContentType":"Article","DisclosurePart":{},"TitlePart":{"Title":"无栏目"}}]}]}"""));
        await PackageDesk.ImportAsync(app, admin, package);
        Assert.Contains("导入没有完成", admin.Text, StringComparison.Ordinal);
        Assert.Contains("$.data[0]", admin.Text, StringComparison.Ordinal);
        Assert.Empty(await app.QueryAsync(db => db.Set<ContentItemRow>().ToListAsync()));
    }

    [Fact]
    public async Task Files_of_a_recipe_are_inspected_kept_under_their_address_and_closed()
    {
        await using var app = await PortalApp.StartAsync();
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        var shared = PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"media","Files":[{"TargetPath":"about/说明.txt","SourcePath":"media/1"},{"TargetPath":"about/b.txt","Base64":"5L2g5aW9"},{"TargetPath":"c.png","SourceUrl":"http://example.org/c.png"}]}]}"""), ("media/1", "说明文字"));
        await PackageDesk.UploadAsync(admin, shared);
        Assert.Contains("不从外部地址取文件", admin.Text, StringComparison.Ordinal);
        await PackageDesk.ImportAsync(app, admin, shared);
        Assert.Contains("已导入", admin.Text, StringComparison.Ordinal);
        var before = await EventsAsync(app, "media.added");
        Assert.Equal(2, before);
        using var open = await app.Visitor().GetRawAsync("/media/about/说明.txt");
        Assert.Equal(HttpStatusCode.NotFound, open.StatusCode);
        using var preview = await admin.GetRawAsync("/Admin/Media/about/说明.txt");
        Assert.Equal("说明文字", await preview.Content.ReadAsStringAsync());

        // The same again changes nothing; other bytes under the address are refused.
        await PackageDesk.ImportAsync(app, admin, shared);
        Assert.Equal(before, await EventsAsync(app, "media.added"));
        await PackageDesk.ImportAsync(app, admin, PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"media","Files":[{"TargetPath":"about/b.txt","Base64":"eA=="}]}]}""")));
        Assert.Contains("已有另一个文件", admin.Text, StringComparison.Ordinal);
        await PackageDesk.ImportAsync(app, admin, PackageDesk.Zip(("Recipe.json", """{"name":"x","steps":[{"name":"media","Files":[{"TargetPath":"about/d.exe","Base64":"TVo="}]}]}""")));
        Assert.Contains("不能上传", admin.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("editor")]
    [InlineData("head")]
    [InlineData("reviewer")]
    [InlineData("publisher")]
    [InlineData("office")]
    public async Task Only_who_runs_recipes_brings_packages_in_or_takes_them_out(string who)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var visitor = await bureau.SignedInAsync(who);
        using var page = await visitor.GetRawAsync("/Admin/Packages");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        foreach (var handler in (string[])["Upload", "Export"])
        {
            await visitor.GoAsync("/Admin");
            using var content = new MultipartFormDataContent
            {
                { new StringContent(visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
                { new ByteArrayContent(PackageDesk.Zip(("Recipe.json", Empty))), "file", "x.zip" },
            };
            using var answer = await visitor.PostRawAsync("/Admin/Packages?handler=" + handler, content);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Equal(0, await EventsAsync(app, "package.exported"));
    }

    private static Task<int> EventsAsync(PortalApp app, string? kind = null) =>
        app.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => kind == null ? e.Kind.StartsWith("package.") || e.Kind == "roles.changed" || e.Kind == "media.added" : e.Kind == kind));
}
