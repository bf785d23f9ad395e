using System.Text.Json.Nodes;
using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Tables;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Imports;

/// <summary>A bureau whose section of policies keeps the power lists, with one person who imports them.</summary>
internal sealed class ListOffice : IAsyncDisposable
{
    public const string Lister = "lister";

    private ListOffice(Bureau bureau) => Bureau = bureau;

    public Bureau Bureau { get; }
    public PortalApp App => Bureau.App;

    public static async Task<ListOffice> OpenAsync(Action<IServiceCollection>? services = null)
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync(services));
        foreach (var (name, section) in new[] { (Lister, "政策法规科"), ("inspector", "劳动监察大队") })
        {
            var id = bureau.Organisation.Sections.Single(s => s.Name == section).Id;
            Bureau.Must(await bureau.App.Get<CreateUser>().HandleAsync(
                new CreateUserCommand(name, "测试" + name, [new MembershipSpec("SectionEditor", bureau.Organisation.Agencies[0].Id, id)], Password: Bureau.Password, Trusted: true),
                Actor.System, default));
        }
        return new ListOffice(bureau);
    }

    public static byte[] Sheet(string[] heads, params string[][] rows) => Merged(heads, [], rows);

    public static byte[] Merged(string[] heads, string[] merged, params string[][] rows) => SheetWriter.Write("清单", "澄溪县清单", [.. heads.Select(h => (h, 12d))], rows, merged);

    /// <summary>Uploads a list and looks at its preview.</summary>
    public async Task<Visitor> UploadAsync(Visitor person, byte[] sheet, string type = "PowerItem", string column = "权力清单", string fileName = "权力清单.xlsx")
    {
        await person.GoAsync("/Admin/Imports");
        return await person.SubmitAsync("form[enctype]", new() { ["type"] = type, ["column"] = Bureau.Column(column).Id, ["formedOn"] = "2026-11-20" }, files: ("file", fileName, sheet));
    }

    /// <summary>Confirms the preview, lets the job run, and looks at the outcome.</summary>
    public async Task<Visitor> ApplyAsync(Visitor person, bool acceptUnused = false)
    {
        await person.SubmitAsync("form[data-apply]", acceptUnused ? new() { ["acceptUnused"] = "true" } : null);
        Assert.True(person.Url.StartsWith("/Admin/Imports/Run", StringComparison.Ordinal), person.Errors);
        await App.SweepAsync();
        await person.GoAsync(person.Url);
        Assert.True(person.Text.Contains("已导入", StringComparison.Ordinal), person.Page.QuerySelector("#import-run")?.TextContent);
        return person;
    }

    /// <summary>The figures of the preview: new, changed, same, missing, unused, wrong.</summary>
    public static string Figures(Visitor person) => string.Join(' ', person.Page.QuerySelectorAll(".gp-tile-value").Select(t => new string([.. t.TextContent.Where(char.IsAsciiDigit)])));

    public Task<List<(string Title, JsonObject Data)>> ItemsAsync(string type) => App.QueryAsync(async db =>
    {
        var rows = await (
            from r in db.Set<ContentIndexRow>() join v in db.Set<ContentVersion>() on r.VersionId equals v.Id
            where !r.IsPublished && r.ContentType == type orderby r.Title select new { r.Title, v.Data }).ToListAsync();
        return rows.ConvertAll(r => (r.Title, (JsonObject)JsonNode.Parse(r.Data)!));
    });

    /// <summary>An upload that was not made over the web, for measuring and breaking the handlers.</summary>
    public async Task<(ImportUpload Upload, Actor Actor)> GivenAsync(byte[] sheet)
    {
        var (actor, column) = (await Bureau.ActorAsync(Lister), Bureau.Column("权力清单"));
        return (new ImportUpload
        {
            Id = "upload", UserId = actor.UserId, ContentType = "PowerItem", ColumnId = column.Id, SectionId = column.SectionId!, Stage = "management",
            FormedOn = new DateOnly(2026, 11, 20), FileName = "权力清单.xlsx", Content = sheet,
        }, actor);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
