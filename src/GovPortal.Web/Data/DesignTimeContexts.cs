using GovPortal.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace GovPortal.Web.Data;

/// <summary>Makes the contexts for <c>tools/add-migration</c>, without a host and without a database.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqlitePortalDbContext>
{
    public SqlitePortalDbContext CreateDbContext(string[] args) => DesignTime.Services("")
        .GetRequiredService<IDbContextFactory<SqlitePortalDbContext>>().CreateDbContext();
}

internal sealed class DesignTimePostgreSql : IDesignTimeDbContextFactory<PostgreSqlPortalDbContext>
{
    public PostgreSqlPortalDbContext CreateDbContext(string[] args) => DesignTime.Services("Host=localhost")
        .GetRequiredService<IDbContextFactory<PostgreSqlPortalDbContext>>().CreateDbContext();
}

internal static class DesignTime
{
    public static ServiceProvider Services(string connectionString)
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddKernel();
        foreach (var module in Modules.All) module.AddServices(services, configuration);
        return services.AddPortalDatabase(connectionString, Path.GetTempPath()).BuildServiceProvider();
    }
}
