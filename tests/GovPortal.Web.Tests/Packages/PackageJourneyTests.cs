using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Packages.Features;
using GovPortal.Reviews.Packages;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Packages;

/// <summary>A portal leaves as one file and stands on another after one package review, as an administrator, a reviewer and a publisher do it.</summary>
public sealed class PackageJourneyTests
{
    /// <summary>Facts of one installation: when, by whom, under which version's id.</summary>
    private static readonly string[] OwnFacts = ["ContentItemVersionId", "Latest", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author"];

    private static readonly Dictionary<string, string> Declarations = new() { ["Form.NoSecrets"] = "true", ["Form.PersonalData"] = "none", ["Form.ThirdParty"] = "none" };

    [Fact]
    public async Task A_portal_goes_out_as_one_file_and_stands_on_another_after_one_package_review()
    {
        await using var app = await PortalApp.StartAsync(services => services.AddSingleton<TimeProvider, SyntheticClock>(), "Portal:Demo=true");
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Packages");
        using var exported = await PackageDesk.ExportAsync(admin);
        Assert.Equal("application/zip", exported.Content.Headers.ContentType!.MediaType);
        var package = await exported.Content.ReadAsByteArrayAsync();
        var recipe = PackageDesk.Recipe(package);
        var items = Items(recipe).ToList();
        Assert.NotEmpty(PackageDesk.Files(package));

        await using var other = await PortalApp.StartAnewAsync();
        other.Clock.Set("2027-03-01 09:00");
        using var importer = await other.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await PackageDesk.ImportAsync(other, importer, package);
        Assert.Contains("已导入", importer.Text, StringComparison.Ordinal);
        foreach (var (name, role) in new[] { ("checker", "ConfidentialityReviewer"), ("putter", "Publisher") })
        {
            Must(await other.Get<CreateUser>().HandleAsync(new CreateUserCommand(name, "迁移" + name, [new MembershipSpec(role, null, null)], Password: Bureau.Password, Trusted: true), Actor.System, default));
        }
        await other.CatchUpAsync();
        // Nothing of it is public yet.
        using var citizen = other.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync("/" + Path(items[0]))).StatusCode);

        var packages = await other.QueryAsync(db => db.Set<ReviewPackage>().OrderBy(p => p.Id).Select(p => p.Id).ToListAsync());
        foreach (var id in packages)
        {
            await importer.GoAsync("/Admin/Reviews/Packages/" + id);
            Assert.Null(importer.Page.QuerySelector("form[action$=Decide]"));
            await importer.SubmitAsync("form[data-guard]", Declarations);
            Assert.True(importer.Response.StatusCode == HttpStatusCode.OK && importer.Page.QuerySelector(".gp-error-summary") is null, importer.Errors);
            await other.SweepAsync();
            await importer.GoAsync("/Admin/Reviews/Packages/" + id);
            Assert.True(importer.Text.Contains("已提交审查", StringComparison.Ordinal) && !importer.Text.Contains("以下信息没有提交", StringComparison.Ordinal), importer.Page.QuerySelector("#package-task")?.TextContent + importer.Errors);
            Assert.Null(importer.Page.QuerySelector("form[action$=Decide]"));
        }
        using var checker = await other.Visitor().SignInAsync("checker", Bureau.Password);
        await checker.GoAsync("/Admin");
        Assert.Contains("等我审查的迁移包", checker.Text, StringComparison.Ordinal);
        foreach (var id in packages)
        {
            await checker.GoAsync("/Admin/Reviews/Packages/" + id);
            await checker.SubmitAsync("form[action$=Decide]", new() { ["OverrideReason"] = "原门户已公开，已逐项核对" }, "approve");
            Assert.Contains("已整包通过", checker.Text, StringComparison.Ordinal);
        }
        using var putter = await other.Visitor().SignInAsync("putter", Bureau.Password);
        foreach (var id in packages)
        {
            await putter.GoAsync("/Admin/Reviews/Packages/" + id);
            await putter.SubmitAsync("form[action$=Publish]");
            await other.SweepAsync();
            await putter.GoAsync("/Admin/Reviews/Packages/" + id);
            Assert.True(putter.Text.Contains("已一并发布", StringComparison.Ordinal), putter.Page.QuerySelector("#package-task")?.TextContent);
        }
        await other.CatchUpAsync();

        await importer.GoAsync("/Admin/Packages");
        using var again = await PackageDesk.ExportAsync(importer);
        var back = await again.Content.ReadAsByteArrayAsync();
        Assert.Equal(Said(items), Said(Items(PackageDesk.Recipe(back))));
        Assert.Equal(PackageDesk.Files(package), PackageDesk.Files(back));
        Assert.Equal(Settings(recipe), Settings(PackageDesk.Recipe(back)));

        // The public finds it where it was, with the day it was first public and its files.
        using var neighbour = app.Visitor();
        var open = 0;
        foreach (var path in items.Select(Path).Where(p => p.Length > 0).Take(20))
        {
            // What stands in an internal column is published within the office, there and here.
            var there = (await neighbour.GetRawAsync("/" + path)).StatusCode;
            Assert.Equal(there, (await citizen.GetRawAsync("/" + path)).StatusCode);
            if (there == HttpStatusCode.OK) open++;
        }
        Assert.InRange(open, 10, 20);
        var first = await other.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.PublishedVersionId != null).ToDictionaryAsync(i => i.Id, i => i.FirstPublishedUtc));
        Assert.All(items, i => Assert.Equal((DateTime)i["PublishedUtc"]!, first[(string)i["ContentItemId"]!]!.Value, TimeSpan.FromMilliseconds(1)));

        // A second time there is nothing to do.
        await PackageDesk.ImportAsync(other, importer, back);
        Assert.Equal(packages.Count, await other.QueryAsync(db => db.Set<ReviewPackage>().CountAsync()));
    }

    private static string Path(JsonObject item) => (string?)item["AutoroutePart"]?["Path"] ?? "";

    private static IEnumerable<JsonObject> Items(JsonObject recipe) => Step(recipe, "Content")["data"]!.AsArray().OfType<JsonObject>();

    private static JsonObject Step(JsonObject recipe, string name) => recipe["steps"]!.AsArray().OfType<JsonObject>().Single(s => (string?)s["name"] == name);

    private static List<string> Settings(JsonObject recipe) => [.. recipe["steps"]!.AsArray().OfType<JsonObject>().Where(s => (string?)s["name"] is not ("Content" or "media")).Select(s => s.ToJsonString(CanonicalJson.Unescaped))];

    private static List<string> Said(IEnumerable<JsonObject> items) => [.. items.Select(i =>
    {
        var copy = (JsonObject)i.DeepClone();
        foreach (var fact in OwnFacts) copy.Remove(fact);
        return copy.ToJsonString(CanonicalJson.Unescaped);
    }).Order(StringComparer.Ordinal)];
}

/// <summary>What a person does on the pages of packages.</summary>
internal static class PackageDesk
{
    /// <summary>Everything the page offers.</summary>
    public static async Task<HttpResponseMessage> ExportAsync(Visitor admin)
    {
        var form = admin.Page.QuerySelector("form[action$=Export]") ?? throw new InvalidOperationException(admin.Errors);
        using var content = new MultipartFormDataContent();
        foreach (var box in form.QuerySelectorAll("input").OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Where(b => b.Type != "checkbox" || b.IsChecked)) content.Add(new StringContent(box.Value), box.Name!);
        return await admin.PostRawAsync("/Admin/Packages?handler=Export", content);
    }

    /// <summary>Uploads, looks, confirms, and lets the job run.</summary>
    public static async Task ImportAsync(PortalApp app, Visitor admin, byte[] package, string fileName = "迁移包.zip")
    {
        await UploadAsync(admin, package, fileName);
        if (admin.Page.QuerySelector("form[action$=Apply]") is null) throw new InvalidOperationException(admin.Errors);
        await admin.SubmitAsync("form[action$=Apply]");
        await app.SweepAsync();
        await admin.GoAsync(admin.Url);
        await app.CatchUpAsync();
    }

    public static async Task UploadAsync(Visitor admin, byte[] package, string fileName = "迁移包.zip")
    {
        await admin.GoAsync("/Admin/Packages");
        await admin.SubmitAsync("form[action$=Upload]", files: ("file", fileName, package));
    }

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    public static JsonObject Recipe(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var stream = zip.GetEntry("Recipe.json")!.Open();
        return (JsonObject)JsonNode.Parse(stream)!;
    }

    /// <summary>Each file with its hash.</summary>
    public static List<string> Files(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return [.. zip.Entries.Where(e => e.FullName.StartsWith("media/", StringComparison.Ordinal)).Select(e =>
        {
            using var stream = e.Open();
            return e.FullName + " " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
        }).Order(StringComparer.Ordinal)];
    }
}
