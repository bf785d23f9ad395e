using GovPortal.Columns;
using GovPortal.Deadlines;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Modules.Tests;

/// <summary>A real embedded database of its own with the tables of the kernel and of the modules tested here, one agency and a clock that stands still.</summary>
internal sealed class PortalDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govportal-test-").FullName;
    private readonly ServiceProvider _services;

    private PortalDatabase()
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddKernel();
        services.AddSingleton<TimeProvider>(Clock);
        foreach (var module in (IPortalModule[])[new ColumnsModule(), new DeadlinesModule()]) module.AddServices(services, configuration);
        // The model is cached for the whole process, so it has the tables of every module whoever makes it first.
        var everything = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        foreach (var module in Web.Modules.All) module.AddServices(everything, configuration);
        var known = services.Where(d => d.ServiceType == typeof(IEntityModel)).Select(d => d.ImplementationType).ToHashSet();
        foreach (var model in everything.Where(d => d.ServiceType == typeof(IEntityModel) && !known.Contains(d.ImplementationType))) services.Add(model);
        _services = services.AddPortalDatabase("", _folder).BuildServiceProvider();
    }

    public StandingClock Clock { get; } = new();

    public static async Task<PortalDatabase> CreateAsync(params string[] agencies)
    {
        var database = new PortalDatabase();
        await using var db = database.Open();
        await db.Database.EnsureCreatedAsync();
        foreach (var id in agencies.Length == 0 ? ["home"] : agencies) db.Add(new Agency { Id = id, Name = "机关" + id });
        await db.SaveChangesAsync();
        return database;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> All<T>() => _services.GetServices<T>();

    public PortalDbContext Open() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    public async Task<List<string>> EventsAsync()
    {
        await using var db = Open();
        return await db.Set<PortalEvent>().OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync();
    }

    public async Task<OrganisationSnapshot> OrganisationAsync()
    {
        await using var db = Open();
        return await OrganisationSnapshot.LoadAsync(db, CancellationToken.None);
    }

    /// <summary>Does something in one committed transaction.</summary>
    public async Task<T> InTransactionAsync<T>(Func<PortalTransaction, Task<T>> work)
    {
        await using var tx = await Get<PortalTransactions>().BeginAsync(CancellationToken.None);
        var result = await work(tx);
        await tx.CommitAsync(CancellationToken.None);
        return result;
    }

    public static Actor Person(string permission, string? agency = null, string? section = null, string id = "u1") =>
        new(id, "张三", [new Grant("Role", new HashSet<string> { permission }, agency, section)]);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Time that moves only when told.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTime Utc { get; set; } = new(2026, 2, 13, 2, 0, 0, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => Utc;
}
