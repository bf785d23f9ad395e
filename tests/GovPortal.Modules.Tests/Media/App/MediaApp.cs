using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.AdminUi;
using GovPortal.AdminUi.Shell;
using GovPortal.Audit;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Media;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace GovPortal.Modules.Tests.Media.App;

/// <summary>The two modules on the kernel with a database of their own: real handlers, real endpoints, a stand-in sign-in.</summary>
public sealed class MediaApp : IAsyncDisposable
{
    public const string Agency = "rsj", Section = "office", OtherSection = "finance", PublicColumn = "tzgg", InternalColumn = "nbgk";

    private readonly string _folder = Directory.CreateTempSubdirectory("govportal-media-").FullName;
    private WebApplication _app = null!;

    public string MediaFolder => Path.Combine(_folder, "media");

    public HttpClient Client { get; private set; } = null!;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<MediaApp> StartAsync(long? maxUploadBytes = null, string? antivirus = null)
    {
        var app = new MediaApp();
        await app.BuildAsync(maxUploadBytes, antivirus);
        return app;
    }

    private async Task BuildAsync(long? maxUploadBytes, string? antivirus)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(MediaApp).Assembly.GetName().Name, EnvironmentName = "Testing" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        if (maxUploadBytes is { } bytes) builder.Configuration["Portal:MaxUploadBytes"] = $"{bytes}";
        if (antivirus is not null) (builder.Configuration["Portal:Antivirus:Address"], builder.Configuration["Portal:Antivirus:TimeoutSeconds"]) = (antivirus, "2");
        var services = builder.Services;
        var before = services.Count;
        services.AddKernel();
        // Readers are driven by hand; no lease, no sweeper.
        foreach (var hosted in services.Skip(before).Where(s => s.ServiceType == typeof(IHostedService)).ToList()) services.Remove(hosted);
        services.AddSingleton(new Node("test", _folder));
        services.AddPooledDbContextFactory<TestContext>(o => o.UseSqlite($"Data Source={Path.Combine(_folder, "portal.db")}"));
        services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory>();
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        services.AddSingleton<IPeople, People>();
        services.AddSingleton<ContentElement, PlainPart>().AddSingleton<ContentElement, DisclosureElement>()
            .AddSingleton<ContentElement, FilesPart>().AddSingleton<ContentElement, BodyPart>();
        services.AddSingleton(new DefinitionSource(Definition));
        foreach (var module in Modules) module.AddServices(services, builder.Configuration);

        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAdminUi().AddScoped<IAdminShell, Shell>();
        services.AddRazorPages(o => o.Conventions.AuthorizeAreaFolder("Admin", "/", "Admin"))
            .AddApplicationPart(typeof(MediaModule).Assembly).AddApplicationPart(typeof(AuditModule).Assembly).AddApplicationPart(typeof(AdminUiServices).Assembly);
        services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, HeaderSignIn>("Test", null);
        services.AddAuthorizationBuilder().AddPolicy("Admin", p => p.RequireAuthenticatedUser());

        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseAntiforgery();
        _app.MapRazorPages();
        foreach (var module in Modules) module.MapEndpoints(_app);
        await using (var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync()) await db.Database.EnsureCreatedAsync();
        await SeedAsync();
        await _app.StartAsync();
        Client = _app.GetTestClient();
    }

    private static IPortalModule[] Modules => [new MediaModule(), new AuditModule()];

    private async Task SeedAsync()
    {
        await using var tx = await Get<PortalTransactions>().BeginAsync(default);
        tx.Db.Add(new Agency { Id = Agency, Name = "县人社局" });
        tx.Db.AddRange(new Section { Id = Section, AgencyId = Agency, Name = "办公室" }, new Section { Id = OtherSection, AgencyId = Agency, Name = "财务科" });
        tx.Db.AddRange(
            new Column { Id = PublicColumn, AgencyId = Agency, Path = "tzgg", Title = "通知公告", SectionMeaning = SectionMeaning.Drafting },
            new Column { Id = InternalColumn, AgencyId = Agency, Path = "nbgk", Title = "内部公开", SectionMeaning = SectionMeaning.Drafting, IsInternal = true });
        tx.Db.Add(new ReviewRouteRow { Name = ReviewRouteRow.Default, Title = "常规", Steps =
            """[{"Name":"secrecy","Title":"保密审查","Kind":"confidentiality","Role":"ConfidentialityReviewer","Scope":"agency"}]""" });
        Grant("editor", "SectionEditor", Section, Permissions.AdminAccess, Permissions.ContentEdit, Permissions.ContentSubmit, "media.upload");
        Grant("other", "OtherEditor", OtherSection, Permissions.AdminAccess, Permissions.ContentEdit, "media.upload");
        Grant("reviewer", "ConfidentialityReviewer", null, Permissions.AdminAccess, Permissions.ReviewConfidentiality);
        Grant("publisher", "Publisher", null, Permissions.AdminAccess, Permissions.ContentPublish, Permissions.ContentWithdraw, Permissions.ContentPurge);
        Grant("auditor", "Auditor", null, Permissions.AdminAccess, "audit.read");
        await tx.CommitAsync(default);

        void Grant(string user, string role, string? section, params string[] permissions)
        {
            tx.Db.Add(new Role { Name = role, DisplayName = role });
            foreach (var p in permissions) tx.Db.Add(new RolePermission { Role = role, Permission = p });
            tx.Db.Add(new Membership { Id = ContentIds.New(), UserId = user, Role = role, AgencyId = Agency, SectionId = section });
        }
    }

    public async Task<Actor> ActorAsync(string userId) => (await Get<Actors>().LoadAsync(userId, default))!;

    public async Task<Result<MediaInfo>> AddAsync(byte[] bytes, string name, string itemId, string by = "editor") =>
        await Get<IMediaStore>().AddAsync(new MemoryStream(bytes), name, itemId, await ActorAsync(by), default);

    /// <summary>A draft that refers to the files.</summary>
    public async Task<VersionRef> SaveAsync(string itemId, string column = PublicColumn, bool isNew = true, params string[] paths)
    {
        var data = new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = "关于稳岗返还的公示" },
            ["DisclosurePart"] = new JsonObject { ["ColumnId"] = column, ["SectionId"] = Section },
            ["FilesPart"] = new JsonObject
            {
                ["Paths"] = new JsonArray([.. paths.Select(p => (JsonNode)p)]),
                ["MediaTexts"] = new JsonArray([.. paths.Select((_, i) => (JsonNode)(i == 0 ? "名单" : ""))]),
            },
        };
        var saved = await Get<SaveDraft>().HandleAsync(
            isNew ? new SaveDraftCommand(null, "Notice", data, NewContentItemId: itemId) : new SaveDraftCommand(itemId, "Notice", data), await ActorAsync("editor"), default);
        Assert.Empty(saved.Failures);
        return saved.Value!;
    }

    public static ReviewFormInput Form { get; } = new("other", null, "own", "门户网站", null, NoSecrets: true, "none", null, "none", null, null);

    public async Task PublishAsync(string versionId)
    {
        Assert.Empty((await Get<SubmitVersion>().HandleAsync(new SubmitVersionCommand(versionId, Form), await ActorAsync("editor"), default)).Failures);
        string? hash;
        await using (var db = await DbAsync()) hash = (await db.Set<ContentVersion>().SingleAsync(v => v.Id == versionId)).ManifestHash;
        Assert.Empty((await Get<DecideReview>().HandleAsync(
            new DecideReviewCommand(versionId, hash!, "secrecy", ReviewDecision.Approved, null), await ActorAsync("reviewer"), default)).Failures);
        Assert.Empty((await Get<PublishVersion>().HandleAsync(new PublishVersionCommand(versionId), await ActorAsync("publisher"), default)).Failures);
    }

    public async Task WithdrawAsync(string itemId) => Assert.Empty(
        (await Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(itemId, "personal-data"), await ActorAsync("publisher"), default)).Failures);

    public async Task PurgeAsync(string versionId) => Assert.Empty(
        (await Get<PurgeVersion>().HandleAsync(new PurgeVersionCommand(versionId, "含身份证号"), await ActorAsync("publisher"), default)).Failures);

    public Task CatchUpAsync() => Get<EventPump>().CatchUpAsync(default);

    public async Task<PortalDbContext> DbAsync() => await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();

    public Task<HttpResponseMessage> GetAsync(string url, string? user = null, Action<HttpRequestMessage>? with = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, url);
        if (user is not null) request.Headers.Add("X-User", user);
        with?.Invoke(request);
        return Client.SendAsync(request);
    }

    public static string Url(string path) => "/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private const string Definition = """
        {"ContentTypes":[{"Name":"Notice","DisplayName":"通知","ContentTypePartDefinitionRecords":[
          {"PartName":"TitlePart","Name":"TitlePart"},{"PartName":"DisclosurePart","Name":"DisclosurePart"},
          {"PartName":"FilesPart","Name":"FilesPart"},{"PartName":"BodyPart","Name":"BodyPart"}]}]}
        """;

    private sealed class TestContext(DbContextOptions<TestContext> options) : PortalDbContext(options);

    private sealed class Factory(IDbContextFactory<TestContext> contexts) : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext() => contexts.CreateDbContext();
    }

    private sealed class People : IPeople
    {
        private static readonly Dictionary<string, string> Names = new()
        {
            ["editor"] = "李国华", ["other"] = "王芳", ["reviewer"] = "周敏", ["publisher"] = "陈静", ["auditor"] = "赵磊",
        };

        public Task<IReadOnlyDictionary<string, string>> NamesAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(Names.Where(n => userIds.Contains(n.Key)).ToDictionary());

        public Task<string?> ActiveNameAsync(PortalDbContext db, string userId, CancellationToken cancellation) => Task.FromResult(Names.GetValueOrDefault(userId));

        public Task<IReadOnlyDictionary<string, string>> ActiveEmailsAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(Names.Where(n => userIds.Contains(n.Key)).ToDictionary(n => n.Key, _ => ""));

        public Task<string?> IdOfAsync(PortalDbContext db, string userName, CancellationToken cancellation) =>
            Task.FromResult(Names.ContainsKey(userName) ? userName : null);
    }

    private sealed class Shell : IAdminShell
    {
        public Task<AdminShellView> DescribeAsync(CancellationToken cancellation) =>
            Task.FromResult(new AdminShellView("县人社局", new AdminUser("测试", ""), []));
    }

    private sealed class HeaderSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers["X-User"].ToString() is { Length: > 0 } user
                ? AuthenticateResult.Success(new AuthenticationTicket(
                    new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "Test")), "Test"))
                : AuthenticateResult.NoResult());
    }

    private abstract class Part(string name, params string[] properties) : ContentElement
    {
        public override string Name => name;
        public override IReadOnlyList<string> Properties => properties;
        public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) => [];
        public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) { }
    }

    private sealed class PlainPart() : Part("TitlePart", "Title");

    private sealed class DisclosureElement() : Part("DisclosurePart", "ColumnId", "SectionId");

    private sealed class FilesPart() : Part("FilesPart", "Paths", "MediaTexts")
    {
        public override IEnumerable<string> MediaPaths(JsonObject value) =>
            value["Paths"] is JsonArray paths ? paths.Select(p => (string)p!) : [];
    }

    private sealed class BodyPart() : Part("BodyPart", "Paths")
    {
        public override bool IsBody => true;
        public override IEnumerable<string> MediaPaths(JsonObject value) =>
            value["Paths"] is JsonArray paths ? paths.Select(p => (string)p!) : [];
    }
}
