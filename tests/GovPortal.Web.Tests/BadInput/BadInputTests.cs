using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.BadInput;

/// <summary>Bad input gets a clear error in Chinese and changes nothing.</summary>
public sealed class BadInputTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    public static TheoryData<string, byte[]> BrokenTables()
    {
        var fixture = File.ReadAllBytes(Fixture("栏目任务分解表.xlsx"));
        return new TheoryData<string, byte[]>
        {
            { "空文件.xlsx", [] },
            { "截断.xlsx", fixture[..(fixture.Length / 2)] },
            { "其实是文本.xlsx", "这不是表格"u8.ToArray() },
            { "旧格式.xls", fixture },
            { "宏.xlsm", fixture },
            { "图片.png", [0x89, 0x50, 0x4E, 0x47] },
            { "公式.xlsx", WithFormula() },
            { "炸弹.xlsx", Bomb() },
        };
    }

    [Theory]
    [MemberData(nameof(BrokenTables), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_task_table_is_refused_and_nothing_changes(string fileName, byte[] bytes)
    {
        var before = await HeadAsync();
        using var office = await _bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Columns/Import");
        await office.SubmitAsync("form[enctype]", files: ("file", fileName, bytes));
        Assert.True((int)office.Response.StatusCode < 500, office.Errors);
        Assert.True(office.Page.QuerySelector(".gp-error-summary, .gp-errors, .gp-callout, [role=alert]") is not null, office.Text);
        Assert.Equal(before, await HeadAsync());
    }

    [Theory]
    [InlineData("""{"name":"x","steps":[{"name":"ContentDefinitions"}]}""", "recipe.unknown-step", "$.steps[0].name")]
    [InlineData("""{"name":"x","steps":[{"name":"Roles","Roles":[{"Name":"A","Permissions":["content.edti"]}]}]}""", "recipe.unknown-permission", "$.steps[0].Roles[0].Permissions")]
    [InlineData("""{"name":"x","steps":[{"name":"SiteSettings","site":{"name":"[js: require('fs')]"}}]}""", "recipe.bad-expression", "$.steps[0].site.name")]
    [InlineData("""{"name":"x","steps":[{"name":"recipes","Values":[{"name":"nowhere"}]}]}""", "recipe.unknown-recipe", "$.steps[0].Values[0].name")]
    [InlineData("""{"name":"x","steps":[{"name":"recipes","Values":[{"name":"../secret"}]}]}""", "recipe.unknown-recipe", "$.steps[0].Values[0].name")]
    [InlineData("""{"name":"x","stepps":[],"steps":[{"name":"Roles"}]}""", "recipe.unknown-member", "$.stepps")]
    [InlineData("""{"name":"x","steps":[{"name":"TaskTable","file":"../../etc/passwd"}]}""", null, "$.steps[0]")]
    [InlineData("""{"name":"x","steps":[{"name":"Content","data":["不是信息"]}]}""", "recipe.value-missing", "$.steps[0].data[0].ContentType")]
    [InlineData("""{"name":"x","steps":[{"name":"Content","data":[{"ContentType":7}]}]}""", "recipe.wrong-kind", "$.steps[0]")]
    [InlineData("""{"name":"x","steps":[{"name":"ContentDefinition","ContentTypes":[{"Name":"甲","ContentTypePartDefinitionRecords":[{"Name":7}]}]}]}""", null, "$.steps[0]")]
    [InlineData("""{"name":"x","steps":[{"name":"Roles","Roles":["不是角色"]}]}""", "recipe.wrong-kind", "$.steps[0]")]
    [InlineData("""{"name":"x","steps":[{"name":"Roles","Roles":[{"Name":"A","Permissions":[{}]}]}]}""", "recipe.wrong-kind", "$.steps[0]")]
    [InlineData("""{"name":"x","steps":[{"name":"Organisation","agencies":[{"id":1,"name":"甲"}]}]}""", "recipe.wrong-kind", "$.steps[0]")]
    [InlineData("""{"name":"x","steps":[{"name":"recipes","Values":[{"name":7}]}]}""", "recipe.unknown-recipe", "$.steps[0].Values[0].name")]
    [InlineData("""{"name":7,"steps":[{"name":"nothing"}]}""", "recipe.unknown-step", "$.steps[0].name")]
    [InlineData("""{"name":"x","name":"y","steps":[{"name":"Roles"}]}""", "recipe.broken-json", "x.json")]
    [InlineData("{ not json", "recipe.broken-json", "x.json")]
    public async Task A_wrong_recipe_is_refused_with_file_and_path(string json, string? code, string path)
    {
        var before = await HeadAsync();
        var result = await _bureau.App.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(json, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.False(result.Succeeded);
        var failure = result.Failures[0];
        if (code is not null) Assert.Equal(code, failure.Code);
        Assert.StartsWith("x.json", failure.Field, StringComparison.Ordinal);
        Assert.Contains(path, failure.Field, StringComparison.Ordinal);
        Assert.Matches(@"[\u4e00-\u9fff]", _bureau.App.Get<ITexts>().Of(failure));
        Assert.Equal(before, await HeadAsync());
    }

    [Fact]
    public async Task Orchard_steps_without_meaning_here_are_reported()
    {
        var result = await _bureau.App.Get<RunRecipe>().HandleAsync(
            new RunRecipeCommand("""{"name":"x","steps":[{"name":"Feature","enable":[]},{"name":"THEMES"}]}""", "x.json", Path.GetTempPath(), DryRun: true, Trusted: true), Actor.System, null, default);
        Assert.Equal(["Feature", "THEMES"], Must(result).NotApplicable.Select(n => n.Step));
    }

    [Theory]
    [InlineData("../../appsettings.json")]
    [InlineData("..\\..\\secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b.txt")]
    public async Task A_path_in_a_media_name_is_refused(string fileName)
    {
        using var stream = new MemoryStream("内容"u8.ToArray());
        var result = await _bureau.App.Get<IMediaStore>().AddAsync(stream, fileName, ContentIds.New(), await _bureau.ActorAsync("editor"), default);
        Assert.Equal("media.name-invalid", result.Failures.Single().Code);
    }

    [Theory]
    [InlineData("木马.exe", "MZ")]
    [InlineData("页面.html", "<script>alert(1)</script>")]
    [InlineData("图.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("冒充.pdf", "<html>")]
    [InlineData("冒充.png", "%PDF-1.4")]
    public async Task A_file_that_is_not_what_it_says_is_refused_at_its_field(string fileName, string content)
    {
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Edit?type=Article&column={_bureau.Column("就业政策").Id}");
        await editor.SubmitAsync("form[enctype]", new() { ["TitlePart.Title"] = "坏附件" + fileName }, "save", ("Article.Attachments.Upload", fileName, Encoding.UTF8.GetBytes(content)));
        Assert.StartsWith("/Admin/Content/Edit", editor.Url, StringComparison.Ordinal);
        Assert.NotNull(editor.Page.QuerySelector(".gp-error-summary"));
        Assert.False(await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().AnyAsync(v => v.DisplayText == "坏附件" + fileName)));
    }

    [Fact]
    public async Task A_path_that_is_taken_is_refused_at_its_field()
    {
        var first = _bureau.Article("先占的路径");
        first["AutoroutePart"] = new JsonObject { ["Path"] = "zc/tongyong" };
        Must(await _bureau.DraftAsync(first));
        var second = _bureau.Article("后来的路径");
        second["AutoroutePart"] = new JsonObject { ["Path"] = "zc/tongyong" };
        var refused = await _bureau.DraftAsync(second);
        Assert.Equal(("content.path-taken", "AutoroutePart.Path"), (refused.Failures.Single().Code, refused.Failures.Single().Field));
    }

    [Theory]
    [InlineData("admin/x", "content.path-reserved")]
    [InlineData("media/x", "content.path-reserved")]
    [InlineData("a/../b", "content.path-invalid")]
    [InlineData("A B", "content.path-invalid")]
    [InlineData("x?y=1", "content.path-invalid")]
    public async Task A_path_that_can_not_be_is_refused(string path, string code)
    {
        var data = _bureau.Article("坏路径");
        data["AutoroutePart"] = new JsonObject { ["Path"] = path };
        Assert.Equal(code, (await _bureau.DraftAsync(data)).Failures.Single().Code);
    }

    [Theory]
    [InlineData("""{"TitelPart":{"Title":"x"}}""", "content.unknown-part")]
    [InlineData("""{"TitlePart":{"Titel":"x"}}""", "content.unknown-property")]
    [InlineData("""{"TitlePart":"x"}""", "content.wrong-shape")]
    [InlineData("""{"TitlePart":{"Title":""}}""", "draft.column-required")]
    [InlineData("""{"TitlePart":{"Title":"x"},"HtmlBodyPart":{"Html":"<script>alert(1)</script>"}}""", "content.unsafe-html")]
    public async Task Content_that_makes_no_sense_is_refused_by_name(string json, string code)
    {
        var before = await HeadAsync();
        var refused = await _bureau.DraftAsync((JsonObject)JsonNode.Parse(json)!);
        Assert.Contains(refused.Failures, f => f.Code == code);
        Assert.Equal(before, await HeadAsync());
    }

    [Fact]
    public async Task An_expired_form_is_explained_and_nothing_is_saved()
    {
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Edit?type=Article&column={_bureau.Column("就业政策").Id}");
        var before = await HeadAsync();
        await editor.SubmitAsync("form[enctype]", new() { ["TitlePart.Title"] = "过期的表单", ["__RequestVerificationToken"] = "expired" }, "save");
        Assert.Equal(HttpStatusCode.BadRequest, editor.Response.StatusCode);
        Assert.Matches(@"[\u4e00-\u9fff]", editor.Text);
        Assert.Equal(before, await HeadAsync());
    }

    [Theory]
    [InlineData("/Admin/Content/Item/4qvmdgge7gc08dhdv695ws9xyz"), InlineData("/Admin/Content/Edit/4qvmdgge7gc08dhdv695ws9xyz"), InlineData("/Admin/Deadlines/none"), InlineData("/Admin/Nothing")]
    public async Task An_admin_address_that_leads_nowhere_says_so(string path)
    {
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, editor.Response.StatusCode);
        Assert.Matches(@"[\u4e00-\u9fff]{4,}", editor.Text);
    }

    [Fact]
    public async Task An_edit_over_someone_elses_is_refused()
    {
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("两人同时改")));
        using var first = await _bureau.SignedInAsync("editor");
        using var second = await _bureau.SignedInAsync("editor2");
        await first.GoAsync($"/Admin/Content/Edit/{draft.ContentItemId}");
        await second.GoAsync($"/Admin/Content/Edit/{draft.ContentItemId}");
        await first.SubmitAsync("form[enctype]", new() { ["TitlePart.Title"] = "第一个人改的" }, "save");
        await second.SubmitAsync("form[enctype]", new() { ["TitlePart.Title"] = "第二个人改的" }, "save");
        Assert.Contains("已有其他人修改", second.Text, StringComparison.Ordinal);
        Assert.Equal("第一个人改的", await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == draft.VersionId).Select(v => v.DisplayText).SingleAsync()));
    }

    /// <summary>Events of what these tests try to change; other tests of the shared portal write drafts and run recipes of other names meanwhile.</summary>
    private Task<int> HeadAsync() => _bureau.App.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e =>
        e.Kind == "columns.changed" || e.Kind == "organisation.changed" || (e.Kind == "recipe.executed" && e.SubjectId == "x") || e.Kind == "roles.changed" || e.Kind == "site.settings-changed"));

    private static byte[] WithFormula()
    {
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(new Row(new Cell { CellFormula = new CellFormula("HYPERLINK(\"http://x\")"), CellReference = "A1" })));
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "S" }));
        }
        return stream.ToArray();
    }

    private static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++) entry.Write(zeros);
        }
        return stream.ToArray();
    }
}
