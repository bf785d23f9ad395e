using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>The demonstration's bureau without its content: sections, 28 columns and one person for each hand an item goes through.</summary>
internal sealed class DemoBureau
{
    public const string Password = "Chengxi-demo-2026";
    public const string EditorName = "zhouyuqing";
    public const string PublisherName = "shihan";

    private static readonly string[] People = [EditorName, "songlimin", "caojianing", PublisherName];
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly IServiceProvider _services;

    private DemoBureau(IServiceProvider services, Column column, Dictionary<string, Actor> actors)
    {
        (_services, Column) = (services, column);
        (Editor, Head, Reviewer, Publisher) = (actors[EditorName], actors["songlimin"], actors["caojianing"], actors[PublisherName]);
    }

    /// <summary>A column of the editor's section.</summary>
    public Column Column { get; }
    public Actor Editor { get; }
    public Actor Head { get; }
    public Actor Reviewer { get; }
    public Actor Publisher { get; }

    /// <summary>Runs the organisation's steps of the demo recipe.</summary>
    public static async Task<DemoBureau> SetUpAsync(IServiceProvider services)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "recipes");
        var recipe = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "demo.recipe.json")), documentOptions: Lenient)!;
        var steps = (JsonArray)recipe["steps"]!;
        steps.RemoveAll(s => ((string)s!["name"]!).StartsWith("Demo", StringComparison.Ordinal));
        var users = (JsonArray)steps.Single(s => (string?)s!["name"] == "Users")!["users"]!;
        users.RemoveAll(u => !People.Contains((string?)u!["userName"]));
        Must(await services.GetRequiredService<RunRecipe>().HandleAsync(
            new RunRecipeCommand(recipe.ToJsonString(), "demo.recipe.json", folder, Trusted: true), Actor.System, null, default));
        return await OpenAsync(services);
    }

    /// <summary>The bureau of a database that has it already, through another node.</summary>
    public static async Task<DemoBureau> OpenAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var actors = new Dictionary<string, Actor>();
        foreach (var name in People)
        {
            var id = await services.GetRequiredService<IPeople>().IdOfAsync(db, name, default);
            actors[name] = (await services.GetRequiredService<Actors>().LoadAsync(id!, default))!;
        }
        var section = actors[EditorName].Grants.Select(g => g.SectionId).First(s => s is not null);
        var column = await db.Set<Column>().AsNoTracking().Where(c => c.SectionId == section && !c.IsGroup && !c.IsInternal).OrderBy(c => c.Position).FirstAsync();
        return new DemoBureau(services, column, actors);
    }

    public JsonObject Data(string title, string? attachment = null) => new()
    {
        ["TitlePart"] = new JsonObject { ["Title"] = title },
        [Disclosure.PartName] = new JsonObject
        {
            ["ColumnId"] = Column.Id, ["SectionId"] = Column.SectionId, ["Stage"] = "management", ["FormedOn"] = "2026-11-02", ["Urgency"] = "normal",
        },
        ["HtmlBodyPart"] = new JsonObject { ["Html"] = $"<p>{title}，请符合条件的单位在规定期限内提出申请。</p>" },
        ["Article"] = attachment is null ? [] : new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(attachment), ["MediaTexts"] = new JsonArray("附件") } },
    };

    public Task<Result<VersionRef>> TryDraftAsync(string title) =>
        Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Article", Data(title)), Editor, default);

    public async Task<VersionRef> DraftAsync(string title) => Must(await TryDraftAsync(title));

    public async Task<VersionRef> ApprovedAsync(string title) => await ApproveAsync(await DraftAsync(title));

    /// <summary>Submits a draft and takes it through both steps of its route.</summary>
    public async Task<VersionRef> ApproveAsync(VersionRef draft)
    {
        Must(await Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(draft.VersionId, Bureau.Form), Editor, default));
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var version = await db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.VersionId);
        foreach (var (step, person) in ReviewRoute.Parse(version.Route).Steps.Zip([Head, Reviewer]))
        {
            Must(await Get<DecideReview>().HandleAsync(
                new DecideReviewCommand(version.Id, version.ManifestHash!, step.Name, ReviewDecision.Approved, null), person, default));
        }
        return draft;
    }

    public Task<Result<VersionRef>> TryPublishAsync(VersionRef version) =>
        Get<PublishVersion>().HandleAsync(new PublishVersionCommand(version.VersionId), Publisher, default);

    public async Task<VersionRef> PublishedAsync(string title) => Must(await TryPublishAsync(await ApprovedAsync(title)));

    /// <summary>A live item with a file; answers the file's address under <c>/media/</c>, too.</summary>
    public async Task<(VersionRef Version, string MediaPath)> PublishedAsync(string title, string fileName, byte[] bytes)
    {
        var id = ContentIds.New();
        using var stream = new MemoryStream(bytes);
        var file = Must(await Get<IMediaStore>().AddAsync(stream, fileName, id, Editor, default));
        var draft = Must(await Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Article", Data(title, file.Path), NewContentItemId: id), Editor, default));
        return (Must(await TryPublishAsync(await ApproveAsync(draft))), file.Path);
    }

    /// <summary>The address of a live item, with its leading slash.</summary>
    public async Task<string> AddressAsync(VersionRef version)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return "/" + await db.Set<ContentItemRow>().Where(i => i.Id == version.ContentItemId).Select(i => i.Path).SingleAsync();
    }

    public async Task<ChainCheck> VerifyAsync()
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await EventLog.VerifyAsync(db, default);
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static T Must<T>(Result<T> result) => result.Succeeded ? result.Value! : throw new InvalidOperationException(Codes(result));

    public static void Must(Result result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(Codes(result));
    }

    public static string Codes(Result result) => string.Join(' ', result.Failures.Select(f => $"{f.Field} {f.Code} ({string.Join(", ", f.Args)})"));
}
