using System.Text.Json.Nodes;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Search;
using GovPortal.Search.Following;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Modules.Tests.Search.Following;

/// <summary>
/// A node on an embedded database: the kernel's and the module's services as they are registered, the readers driven by
/// hand. What publishing leaves behind (rows and the event, in one transaction) is written here directly.
/// </summary>
public sealed class SearchedPortal : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _isStopped;

    private SearchedPortal(string data, string database, Action<IServiceCollection>? configure)
    {
        DataPath = data;
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddKernel();
        services.AddSingleton(new Node(Guid.NewGuid().ToString("N"), data));
        services.AddSingleton<ContentElement, BodyPart>();
        services.AddSingleton(new DefinitionSource(
            """
            {
              "ContentTypes": [{ "Name": "Notice", "DisplayName": "通知公告", "Settings": {}, "ContentTypePartDefinitionRecords": [{ "PartName": "BodyPart", "Name": "BodyPart", "Settings": {} }] }],
              "ContentParts": [{ "Name": "BodyPart", "Settings": {}, "ContentPartFieldDefinitionRecords": [] }]
            }
            """));
        new SearchModule().AddServices(services, configuration);
        services.AddPooledDbContextFactory<TestContext>(o => o.UseSqlite($"Data Source={database};Default Timeout=30"));
        services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory>();
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string DataPath { get; }

    public SearchReader Reader => Get<SearchReader>();

    public static async Task<SearchedPortal> StartAsync(string data, string? database = null, Action<IServiceCollection>? configure = null)
    {
        var portal = new SearchedPortal(data, database ?? Path.Combine(data, "portal.db"), configure);
        await using (var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            if (await db.Database.EnsureCreatedAsync())
            {
                db.Add(new Agency { Id = "hrss", Name = "县人社局" });
                db.Add(new Section { Id = "jy", AgencyId = "hrss", Name = "就业促进科" });
                db.Add(new Column { Id = "group", AgencyId = "hrss", Path = "gongkai", Title = "政务公开", IsGroup = true });
                db.Add(new Column { Id = "notices", AgencyId = "hrss", ParentId = "group", Path = "gongkai/tongzhi", Title = "通知公告", SectionText = "各业务科室" });
                db.Add(new Column { Id = "inside", AgencyId = "hrss", Path = "neibu", Title = "内部通报", IsInternal = true });
                await db.SaveChangesAsync();
            }
        }
        return portal;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public IServiceScope Scope() => _services.CreateScope();

    public Task CatchUpAsync() => Get<EventPump>().CatchUpAsync(CancellationToken.None);

    public IReadOnlyList<string> Found(string text) =>
        [.. Get<IPublicSearch>().Search(new PublicSearchQuery(text, PageSize: 50))!.Hits.Select(h => h.ContentItemId).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> InOrder(string text) => [.. Get<IPublicSearch>().Search(new PublicSearchQuery(text))!.Hits.Select(h => h.ContentItemId)];

    public string First(string text) => Get<IPublicSearch>().Search(new PublicSearchQuery(text))!.Hits[0].ContentItemId;

    public PublicSearchHit Hit(string text) => Get<IPublicSearch>().Search(new PublicSearchQuery(text))!.Hits.Single();

    public Task PublishAsync(string id, string title, string body = "", string column = "notices", string? section = "jy", string facts = "{}") =>
        ChangeAsync(ContentEvents.Published, [id], tx => PublishAsync(tx, id, title, body, column, section, facts));

    /// <summary>Publishes many items in one transaction, each with its event.</summary>
    public Task PublishManyAsync(int count, string title) =>
        ChangeAsync(ContentEvents.Published, [.. Enumerable.Range(0, count).Select(i => $"item-{i:D3}")], async tx =>
        {
            for (var i = 0; i < count; i++) await PublishAsync(tx, $"item-{i:D3}", title, "", "notices", "jy");
        });

    public Task WithdrawAsync(string id) => ChangeAsync(ContentEvents.Withdrawn, [id], tx => RemoveAsync(tx, id));

    public Task RenameColumnAsync(string title) => ChangeAsync(OrganisationEvents.ColumnsChanged, [null], async tx =>
        (await tx.Db.Set<Column>().SingleAsync(c => c.Id == "notices")).Title = title);

    private static async Task PublishAsync(PortalTransaction tx, string id, string title, string body, string column, string? section, string facts = "{}")
    {
        await RemoveAsync(tx, id);
        var version = new ContentVersion
        {
            Id = ContentIds.New(), ContentItemId = id, Number = Random.Shared.Next(), State = VersionState.Published, DisplayText = title,
            Data = new JsonObject { ["BodyPart"] = new JsonObject { ["Text"] = body } }.ToJsonString(), AgencyId = "hrss", Contributors = "u1",
            CreatedUtc = tx.NowUtc, ModifiedUtc = tx.NowUtc
        };
        tx.Db.Add(version);
        foreach (var published in (bool[])[true, false])
        {
            tx.Db.Add(new ContentIndexRow
            {
                ContentItemId = id, IsPublished = published, VersionId = version.Id, State = VersionState.Published, ContentType = "Notice", Title = title,
                Path = $"items/{id}", AgencyId = "hrss", ColumnId = column, SectionId = section, Year = 2026, Summary = body, Facts = facts,
                AuthorId = "u1", HasLive = true, IsInternal = column == "inside", ModifiedUtc = tx.NowUtc, FirstPublishedUtc = tx.NowUtc, PublishedUtc = tx.NowUtc
            });
        }
    }

    private async Task ChangeAsync(string kind, IReadOnlyList<string?> subjects, Func<PortalTransaction, Task> change)
    {
        await using var tx = await Get<PortalTransactions>().BeginAsync(CancellationToken.None);
        await change(tx);
        foreach (var subject in subjects) tx.Append(new EventDraft(kind, "u1", subject));
        await tx.CommitAsync(CancellationToken.None);
    }

    private static Task<int> RemoveAsync(PortalTransaction tx, string id) =>
        tx.Db.Set<ContentIndexRow>().Where(r => r.ContentItemId == id).ExecuteDeleteAsync();

    public async ValueTask DisposeAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        await _services.DisposeAsync();
    }

    /// <summary>A part that only holds text.</summary>
    private sealed class BodyPart : ContentElement
    {
        public override string Name => "BodyPart";

        public override IReadOnlyList<string> Properties => ["Text"];

        public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) => [];

        public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
        {
        }

        public override string Text(ElementContext context, JsonObject value) =>
            (string?)value["Text"] is "unreadable" ? throw new InvalidOperationException("A field that cannot be read.") : (string?)value["Text"] ?? "";
    }

    private sealed class TestContext(DbContextOptions<TestContext> options) : PortalDbContext(options);

    private sealed class Factory(IDbContextFactory<TestContext> contexts) : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext() => contexts.CreateDbContext();
    }
}
