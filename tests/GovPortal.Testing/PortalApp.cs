using System.Globalization;
using System.Security.Cryptography;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Testing;

/// <summary>
/// The real application on a database of its own: SQLite in a temporary folder, or PostgreSQL where
/// <c>GOVPORTAL_TEST_POSTGRES</c> holds a connection string to a server that lets us make databases.
/// </summary>
public sealed class PortalApp : IAsyncDisposable
{
    public const string AdminPassword = "Correct-horse-2026";

    private static readonly Lazy<string> SigningKey = new(() =>
    {
        using var key = RSA.Create(3072);
        return key.ExportPkcs8PrivateKeyPem();
    });

    private readonly bool _ownsData;
    private readonly Action<IServiceCollection>? _services;
    private readonly string[] _settings;

    private PortalApp(WebApplication app, string dataPath, string connectionString, TestClock clock, bool ownsData, Action<IServiceCollection>? services,
        string[] settings)
    {
        (App, DataPath, ConnectionString, Clock, _ownsData, _services, _settings) = (app, dataPath, connectionString, clock, ownsData, services, settings);
    }

    public WebApplication App { get; }
    public string DataPath { get; }
    /// <summary>Empty on SQLite.</summary>
    public string ConnectionString { get; }
    public TestClock Clock { get; }
    public IServiceProvider Services => App.Services;

    public static bool OnPostgreSql => TestDatabases.OnPostgreSql;

    /// <summary>
    /// Starts a portal after its set-up recipe; <paramref name="settings"/> are <c>Key=Value</c>. Where none of them has a part in the set-up,
    /// it is a copy: two such portals hold the same columns under the same ids.
    /// </summary>
    public static async Task<PortalApp> StartAsync(params string[] settings)
    {
        if (!settings.All(s => s.StartsWith("Portal:Api:", StringComparison.Ordinal))) return await StartAnewAsync(settings);
        var dataPath = Directory.CreateTempSubdirectory("govportal-").FullName;
        return await StartAsync(dataPath, await TestDatabases.SetUpAsync(dataPath), new TestClock(), ownsData: true, null, settings);
    }

    /// <summary>As above, with the columns and people that <see cref="Bureau.OpenAsync"/> finds there.</summary>
    public static Task<PortalApp> StartOpenedAsync(params string[] settings) => StartOpenedAsync(null, settings);

    /// <summary>As above, with services of the test's own beside the real ones.</summary>
    public static async Task<PortalApp> StartOpenedAsync(Action<IServiceCollection>? services, params string[] settings)
    {
        var dataPath = Directory.CreateTempSubdirectory("govportal-").FullName;
        return await StartAsync(dataPath, await TestDatabases.OpenedAsync(dataPath), new TestClock(), ownsData: true, services, settings);
    }

    /// <summary>With a set-up of its own: what it holds has ids no other portal has.</summary>
    public static Task<PortalApp> StartAnewAsync(params string[] settings) => StartAsync(null, settings);

    /// <summary>As above, with services of the test's own beside the real ones.</summary>
    public static async Task<PortalApp> StartAsync(Action<IServiceCollection>? services, params string[] settings)
    {
        var dataPath = Directory.CreateTempSubdirectory("govportal-").FullName;
        return await StartAsync(dataPath, await TestDatabases.MigratedAsync(dataPath), new TestClock(), ownsData: true, services, settings);
    }

    /// <summary>A portal that is set up at a civil instant of the test's own, <c>2025-01-02 08:00</c>.</summary>
    public static async Task<PortalApp> StartAtAsync(string civil, params string[] settings)
    {
        var clock = new TestClock();
        clock.Set(civil);
        var dataPath = Directory.CreateTempSubdirectory("govportal-").FullName;
        return await StartAsync(dataPath, await TestDatabases.MigratedAsync(dataPath), clock, ownsData: true, null, settings);
    }

    /// <summary>A second node on the same database, with a data folder of its own where it needs one.</summary>
    public Task<PortalApp> SecondNodeAsync() => StartAsync(DataPath, ConnectionString, Clock, ownsData: false, _services, _settings);

    private static async Task<PortalApp> StartAsync(string dataPath, string connection, TestClock clock, bool ownsData, Action<IServiceCollection>? services, params string[] settings)
    {
        if (ownsData) KeepSigningKey(dataPath);
        var app = Build(dataPath, connection, clock, services, settings);
        await FirstStart.RunAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        var portal = new PortalApp(app, dataPath, connection, clock, ownsData, services, settings);
        await portal.CatchUpAsync();
        return portal;
    }

    /// <summary>The key that tokens are signed with takes half a second to find; the portals of a process share one.</summary>
    private static void KeepSigningKey(string dataPath)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataPath, "keys")).FullName;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(Path.Combine(folder, "openid-signing.pem"), options);
        writer.Write(SigningKey.Value);
    }

    /// <summary>The application as tests run it, not yet started.</summary>
    internal static WebApplication Build(string dataPath, string connection, TestClock clock, Action<IServiceCollection>? services, params string[] settings)
    {
        string[] args =
        [
            "--environment=Testing", $"--Portal:DataPath={dataPath}", $"--ConnectionStrings:Portal={connection}", "--Portal:Demo=false", "--Portal:Supervision:Nightly=false", "--Portal:Supervision:Monthly=false",
            $"--Portal:Admin:Password={AdminPassword}", "--Portal:SignInsPerMinute=100000", "--Portal:Pages:RestMilliseconds=0", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None",
            "--Logging:LogLevel:Microsoft.EntityFrameworkCore=None", "--Portal:Requests:OfficeProgram=", .. settings.Select(s => "--" + s),
        ];
        return PortalHost.Build(args, builder =>
        {
            builder.WebHost.UseTestServer(o => o.PreserveExecutionContext = true);
            builder.Services.AddSingleton<TimeProvider>(clock);
            // Nobody attacks the people of a test, and there are many of them.
            builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000);
            services?.Invoke(builder.Services);
        });
    }

    /// <summary>Lets this node's readers apply everything that is committed.</summary>
    public Task CatchUpAsync() => Services.GetRequiredService<EventPump>().CatchUpAsync(CancellationToken.None);

    public Task<int> SweepAsync() => Services.GetRequiredService<JobSweeper>().SweepAsync(CancellationToken.None);

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public async Task<T> QueryAsync<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    /// <summary>A browser without script: keeps cookies, follows redirects, fills forms from the page it loaded.</summary>
    public Visitor Visitor() => new(App.GetTestServer());

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        if (!_ownsData) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (ConnectionString.Length > 0) await TestDatabases.DropAsync(ConnectionString);
        Directory.Delete(DataPath, recursive: true);
    }
}

/// <summary>The clock of the tests: stands where it was set, moves when told.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now;

    /// <summary>Friday 2026-11-20, ten in the morning.</summary>
    public TestClock() => Set("2026-11-20 10:00");

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Sets civil time in Asia/Shanghai: <c>2026-11-23 09:00</c>.</summary>
    public void Set(string civil) =>
        _now = new DateTimeOffset(Instants.FromCivil(DateTime.Parse(civil, CultureInfo.InvariantCulture)), TimeSpan.Zero);
}
