using System.Data.Common;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace GovPortal.Web.Data;

public static class DatabaseServices
{
    /// <summary>An empty connection string is the embedded database <c>portal.db</c> under the data path, any other PostgreSQL.</summary>
    public static IServiceCollection AddPortalDatabase(this IServiceCollection services, string? connectionString, string dataPath)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            Directory.CreateDirectory(dataPath);
            var sqlite = new SqliteConnectionStringBuilder { DataSource = SqlitePath(dataPath), ForeignKeys = true, Pooling = true, DefaultTimeout = 30 };
            services.AddPooledDbContextFactory<SqlitePortalDbContext>(o => o
                .UseSqlite(sqlite.ToString()).AddInterceptors(new SqlitePragmas()).ConfigureWarnings(Quiet));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory<SqlitePortalDbContext>>();
        }
        else
        {
            services.AddPooledDbContextFactory<PostgreSqlPortalDbContext>(o => o.UseNpgsql(connectionString).ConfigureWarnings(Quiet));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory<PostgreSqlPortalDbContext>>();
        }
        services.AddSingleton<INodeEventReader, PurgedPages>();
        // For reading pages; whatever writes takes a PortalTransaction.
        services.AddScoped(s =>
        {
            var db = s.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            return db;
        });
        return services;
    }

    public static string SqlitePath(string dataPath) => Path.Combine(dataPath, "portal.db");

    /// <summary>A failed command throws, and whoever catches it speaks; the first question to an empty PostgreSQL is meant to fail.</summary>
    private static void Quiet(WarningsConfigurationBuilder warnings) => warnings
        .Log((RelationalEventId.CommandError, LogLevel.Debug))
        .Ignore(CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning);

    private sealed class Factory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<PortalDbContext>
        where TContext : PortalDbContext
    {
        public PortalDbContext CreateDbContext() => contexts.CreateDbContext();
    }

    /// <summary>WAL lets readers go on while one writes; FULL keeps what was acknowledged through a power cut.</summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        private const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA secure_delete=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
