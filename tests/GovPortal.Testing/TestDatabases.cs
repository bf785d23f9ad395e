using GovPortal.Web.Data;
using GovPortal.Web.Startup;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace GovPortal.Testing;

/// <summary>
/// Databases of a test's own: a file, or one on the server that <c>GOVPORTAL_TEST_POSTGRES</c> names, which lets us make them. The
/// migrations, the usual set-up after them and the bureau's opening run once in a process; the other databases begin as copies.
/// </summary>
public static class TestDatabases
{
    private static readonly Lazy<Task<string>> Migrated = new(() => TemplateAsync(FirstStart.MigrateAsync));
    private static readonly Lazy<Task<string>> SetUp = new(() => TemplateAsync((services, cancellation) => FirstStart.RunAsync(services, cancellation)));
    private static readonly Lazy<Task<string>> Opened = new(() => TemplateAsync(async (services, cancellation) =>
    {
        await FirstStart.RunAsync(services, cancellation);
        await Bureau.FillAsync(services, cancellation);
    }));

    private static string? Server => Environment.GetEnvironmentVariable("GOVPORTAL_TEST_POSTGRES");

    public static bool OnPostgreSql => !string.IsNullOrEmpty(Server);

    /// <summary>An empty database on the server; answers its connection string.</summary>
    public static Task<string> EmptyAsync() => CreateAsync("template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");

    /// <summary>
    /// A database with all tables and no rows: on the server, or in the data folder where the tests run without one; then the connection
    /// string is empty, as the embedded database has none.
    /// </summary>
    public static async Task<string> MigratedAsync(string dataPath) => await CopyAsync(await Migrated.Value, dataPath);

    /// <summary>As above, after the shipped set-up recipe at the instant a test's clock begins with.</summary>
    public static async Task<string> SetUpAsync(string dataPath) => await CopyAsync(await SetUp.Value, dataPath);

    /// <summary>As above, with the columns and people of <see cref="Bureau"/>.</summary>
    public static async Task<string> OpenedAsync(string dataPath) => await CopyAsync(await Opened.Value, dataPath);

    private static async Task<string> CopyAsync(string template, string dataPath)
    {
        if (OnPostgreSql) return await CreateAsync($"{template} STRATEGY file_copy");
        File.Copy(template, DatabaseServices.SqlitePath(dataPath));
        return "";
    }

    public static async Task DropAsync(string connectionString)
    {
        using (var pooled = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static async Task<string> CreateAsync(string template)
    {
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = "govportal_" + Guid.NewGuid().ToString("N")[..12], MaxPoolSize = 5 };
        await ExecuteAsync($"CREATE DATABASE {connection.Database} TEMPLATE {template}");
        return connection.ToString();
    }

    /// <summary>The database's name on the server, or the file.</summary>
    private static async Task<string> TemplateAsync(Func<IServiceProvider, CancellationToken, Task> fill)
    {
        var folder = Directory.CreateTempSubdirectory("govportal-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var connectionString = OnPostgreSql ? await EmptyAsync() : "";
        await using (var app = PortalApp.Build(folder, connectionString, new TestClock(), null)) await fill(app.Services, CancellationToken.None);
        if (OnPostgreSql)
        {
            using (var pooled = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(pooled);
            return new NpgsqlConnectionStringBuilder(connectionString).Database!;
        }
        SqliteConnection.ClearAllPools();
        var file = DatabaseServices.SqlitePath(folder);
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        // What is copied is this one file, so nothing may be left in the log beside it.
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return file;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statement is the test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
