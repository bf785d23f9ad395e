using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Audit;

/// <summary>A log with everything in it that a canonical form can stumble over.</summary>
internal static class AuditLog
{
    private static readonly string[] Texts = ["稳岗返还", "\"引号\" 与 \\ 反斜线", "line\nfeed\r\ttab\u0001\u001f\u007f\u0085", "𠮷野家 😀 e\u0301", "\u2028\u2029<&>'+", "", "ﾊﾝｶｸ\ufeff"];

    public static int Seed => int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Appends so many events through the real write path, several to a transaction.</summary>
    public static async Task AppendAsync(PortalApp app, int count)
    {
        var random = new Random(Seed);
        for (var left = count; left > 0;)
        {
            await using var tx = await app.Get<PortalTransactions>().BeginAsync(CancellationToken.None);
            for (var inTx = Math.Min(left, random.Next(1, 5)); inTx > 0; inTx--, left--)
            {
                string Any() => Texts[random.Next(Texts.Length)];
                tx.Append(new EventDraft("roles.changed", random.Next(2) == 0 ? "system" : "用户" + random.Next(9), random.Next(2) == 0 ? null : "s" + random.Next(99),
                    random.Next(2) == 0 ? null : "v" + random.Next(99), random.Next(2) == 0 ? null : "a" + random.Next(9), new Dictionary<string, object?>
                    {
                        ["text"] = Any(), ["nested"] = new Dictionary<string, object?> { ["b"] = Any(), ["a"] = new object?[] { 1, 2.50m, null, true, Any() } }, ["number"] = random.Next(),
                    }));
            }
            await tx.CommitAsync(CancellationToken.None);
        }
        await app.CatchUpAsync();
    }

    public static Task<long> LastAsync(PortalApp app) => app.QueryAsync(db => EventLog.HeadAsync(db, CancellationToken.None));

    /// <summary>What the verifier says after a change that is taken back at once.</summary>
    public static Task<ChainFault?> AfterAsync(PortalApp app, Func<PortalDbContext, Task> tamper) => app.QueryAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await tamper(db);
        var check = await EventLog.VerifyAsync(db, CancellationToken.None);
        await transaction.RollbackAsync();
        return check.Fault;
    });
}
