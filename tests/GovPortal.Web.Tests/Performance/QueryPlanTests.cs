using System.Diagnostics;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Web.Tests.Reliability;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Performance;

/// <summary>
/// What the database does for a public page, as its own planner says, without the statistics that an office's database has none of:
/// it looks up, or reads a list in its order; it never goes through all items.
/// </summary>
public sealed partial class QueryPlanTests
{
    [Fact]
    public async Task No_public_query_goes_through_all_items()
    {
        await using var place = await Place.CreateAsync(onPostgreSql: false);
        var (commands, scans) = (new Commands(), new List<string>());
        using var listening = DiagnosticListener.AllListeners.Subscribe(commands);
        await place.WithAsync(async services =>
        {
            await Startup.FirstStart.RunAsync(services, default);
            var (content, columns) = (services.GetRequiredService<IPublishedContent>(), new[] { "4aaaaaaaaaaaaaaaaaaaaaaaaa", "4bbbbbbbbbbbbbbbbbbbbbbbbb" });
            commands.IsOn.Value = true;
            await content.ByPathAsync("zcwj/2026/x", default);
            await content.AddressAsync("zcwj/2026/x", default);
            await content.NewestAsync([new(null, PageSize: 10), new(null, "Consultation"), new(null, "ServiceGuide", PageSize: 6, Ids: columns)], default);
            foreach (var query in new[]
            {
                new PublishedQuery(columns[..1]), new(columns), new(columns, Page: 50), new(columns[..1], Page: 2000), new(columns[..1], "Article"), new(columns[..1], Year: 2026),
                new(columns[..1], Stage: "service"), new(columns[..1], SectionId: "s"), new(columns[..1], Validity: "valid"), new(null, Stage: "service"), new(null, "Consultation"), new(null),
            })
            {
                await content.ListAsync(query, default);
            }
            await content.ByIdsAsync(columns, default);
            commands.IsOn.Value = false;

            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
            await db.Database.OpenConnectionAsync();
            foreach (var (sql, parameters) in commands.Seen)
            {
                await using var explain = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // What the application itself asked.
                explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
                foreach (var (name, value) in parameters) explain.Parameters.AddWithValue(name, value ?? DBNull.Value);
                await using var reader = await explain.ExecuteReaderAsync();
                var plan = new List<string>();
                while (await reader.ReadAsync()) plan.Add(reader.GetString(3));
                // Results made on the way are read through, and the counts that lists keep; tables of items are not.
                var items = Tables().Matches(sql).Where(t => t.Groups["table"].Value != "ContentCounts").Select(t => t.Groups["alias"].Value).ToHashSet();
                scans.AddRange(plan.Where(p => p.StartsWith("SCAN ", StringComparison.Ordinal) && items.Contains(p.Split(' ')[1])));
            }
            return true;
        });
        Assert.True(commands.Seen.Count >= 15, $"{commands.Seen.Count} queries");
        // The newest of all is the one list without a key to look up; it is read in its order.
        Assert.NotEmpty(scans);
        Assert.All(scans, p => Assert.EndsWith(" INDEX IX_ContentIndex_Live", p, StringComparison.Ordinal));
    }

    [System.Text.RegularExpressions.GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"")]
    private static partial System.Text.RegularExpressions.Regex Tables();

    private sealed class Commands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public AsyncLocal<bool> IsOn { get; } = new();
        public List<(string Sql, List<(string, object?)> Parameters)> Seen { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (!IsOn.Value || value.Value is not CommandExecutedEventData { Command: { } command }) return;
            lock (Seen) Seen.Add((command.CommandText, [.. command.Parameters.Cast<System.Data.Common.DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
