using Npgsql;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>A PostgreSQL database of a test's own, on the server that <c>GOVPORTAL_TEST_POSTGRES</c> names.</summary>
internal static class TestDatabase
{
    private static string Server => Environment.GetEnvironmentVariable("GOVPORTAL_TEST_POSTGRES")!;

    /// <summary>Makes an empty one; answers its connection string.</summary>
    public static async Task<string> NewAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = "govportal_" + Guid.NewGuid().ToString("N")[..12], MaxPoolSize = 20 };
        await ExecuteAsync($"CREATE DATABASE {connection.Database} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        return connection.ToString();
    }

    public static async Task DropAsync(string connection)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");
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
