using GovPortal.Kernel.Events;
using GovPortal.Testing;
using GovPortal.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>A data folder and, where asked for, a PostgreSQL database; nothing runs on it until told.</summary>
internal sealed class Place(string dataPath, string connection) : IAsyncDisposable
{
    public string DataPath { get; } = dataPath;

    /// <summary>What a server on it is started with.</summary>
    public string[] Settings { get; } =
    [
        "--environment=Testing", $"--Portal:DataPath={dataPath}", $"--ConnectionStrings:Portal={connection}", "--Portal:Demo=false",
        $"--Portal:Admin:Password={PortalApp.AdminPassword}", "--Logging:LogLevel:Default=Error",
    ];

    public static async Task<Place> CreateAsync(bool onPostgreSql) =>
        new(Directory.CreateTempSubdirectory("govportal-").FullName, onPostgreSql ? await TestDatabases.EmptyAsync() : "");

    /// <summary>Does something as the command line does: with the services and without a server.</summary>
    public async Task<T> WithAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        try
        {
            await using var app = PortalHost.Build(Settings);
            return await work(app.Services);
        }
        finally
        {
            // A file that this process kept open would spare the next server the recovery.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }

    /// <summary>Serves within this process until disposed of.</summary>
    public async Task<Served> ServeAsync()
    {
        var app = PortalHost.Build(Settings, builder => builder.WebHost.UseTestServer());
        await FirstStart.RunAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        await app.Services.GetRequiredService<EventPump>().CatchUpAsync(CancellationToken.None);
        return new Served(app);
    }

    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (connection.Length > 0) await TestDatabases.DropAsync(connection);
        Directory.Delete(DataPath, recursive: true);
    }
}

/// <summary>A server in this process; disposing ends it as an operator does, so that it gives its lease back.</summary>
internal sealed class Served(WebApplication app) : IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    public Visitor Visitor() => new(app.GetTestServer());

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
