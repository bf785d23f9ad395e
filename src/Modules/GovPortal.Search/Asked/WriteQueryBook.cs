using GovPortal.Kernel.Data;
using GovPortal.Search.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Search.Asked;

/// <summary>Writes the counts of this node to the database once a minute and at the end, and forgets days that are too old.</summary>
internal sealed class WriteQueryBook(QueryBook book, PortalTransactions transactions, IConfiguration configuration, TimeProvider time, ILogger<WriteQueryBook> log) : BackgroundService
{
    private const int UsualDays = 180;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private DateOnly _forgotten;

    /// <summary>How many days counts are kept.</summary>
    private int Days => Math.Clamp(configuration.GetValue("Portal:Search:QueryLogDays", UsualDays), 1, 3650);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await NextAsync(timer, stoppingToken)) await TryWriteAsync(stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    /// <summary>Adds what was counted to the rows of its day; another node may add to the same row.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var today = time.UtcNow().ToCivilDate();
        var taken = book.Take();
        if (taken.Count == 0 && _forgotten == today) return;
        try
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            foreach (var (day, text, asked, without) in taken)
            {
                await tx.Db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "SearchQueryCounts" ("Day", "Text", "Asked", "WithoutResult") VALUES ({day}, {text}, {asked}, {without})
                    ON CONFLICT ("Day", "Text") DO UPDATE SET "Asked" = "SearchQueryCounts"."Asked" + {asked}, "WithoutResult" = "SearchQueryCounts"."WithoutResult" + {without}
                    """, cancellation);
            }
            var first = today.AddDays(-Days);
            if (_forgotten != today) await tx.Db.Set<SearchQueryCount>().Where(c => c.Day < first).ExecuteDeleteAsync(cancellation);
            await tx.CommitAsync(cancellation);
            _forgotten = today;
        }
        catch
        {
            book.PutBack(taken);
            throw;
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
#pragma warning disable CA1031 // The counts are kept and written with the next ones.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(error, "Writing the counts of questions failed");
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
