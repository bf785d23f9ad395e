using System.Text;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Audit;

/// <summary>Whatever is done to a row of the log, the verifier names the first bad one. On the engine the tests run on.</summary>
public sealed class AuditChainTests : IAsyncLifetime
{
    private static readonly string[] Columns = ["Id", "Kind", "OccurredUtc", "ActorId", "SubjectId", "VersionId", "AgencyId", "Payload", "PreviousHash", "Hash"];
    private PortalApp _app = null!;
    private long _last;

    public async ValueTask InitializeAsync()
    {
        _app = await PortalApp.StartAsync();
        await AuditLog.AppendAsync(_app, 40);
        _last = await AuditLog.LastAsync(_app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_untouched_log_holds()
    {
        var check = await _app.QueryAsync(db => EventLog.VerifyAsync(db, CancellationToken.None));
        Assert.Equal((_last, null), (check.Checked, check.Fault));
    }

    [Fact]
    public async Task A_flipped_byte_in_any_column_is_found_at_its_row()
    {
        var random = new Random(AuditLog.Seed);
        foreach (var column in Columns)
        {
            for (var n = 0; n < 25; n++)
            {
                var id = random.NextInt64(1, _last + 1);
                var expected = id;
                var what = "";
                var fault = await AuditLog.AfterAsync(_app, async db => (expected, what) = await FlipAsync(db, column, id, random));
                Assert.True(fault?.Number == expected, $"{column} of {id}: expected {expected}, found {fault}; {what}");
            }
        }
    }

    [Fact]
    public async Task A_deleted_row_is_missed_at_the_beginning_in_the_middle_and_at_the_end()
    {
        foreach (var (id, kind) in new[] { (1, ChainFaultKind.Missing), (_last / 2, ChainFaultKind.Missing), (_last, ChainFaultKind.MissingAtEnd) })
        {
            Assert.Equal(new ChainFault(kind, id, id), await AuditLog.AfterAsync(_app, db => RunAsync(db, """DELETE FROM "PortalEvents" WHERE "Id" = {0}""", id)));
        }
        Assert.Equal(new ChainFault(ChainFaultKind.MissingAtEnd, 1, _last), await AuditLog.AfterAsync(_app, db => RunAsync(db, """DELETE FROM "PortalEvents" """)));
    }

    [Fact]
    public async Task Swapped_rows_are_found_at_the_first_with_the_number_it_came_from()
    {
        var random = new Random(AuditLog.Seed);
        for (var n = 0; n < 20; n++)
        {
            var (one, two) = (random.NextInt64(1, _last), _last);
            if (n % 2 == 0) two = one + 1;
            Assert.Equal(new ChainFault(ChainFaultKind.Moved, one, two), await AuditLog.AfterAsync(_app, async db =>
            {
                await RenumberAsync(db, one, -1);
                await RenumberAsync(db, two, one);
                await RenumberAsync(db, -1, two);
            }));
        }
    }

    [Fact]
    public async Task A_forged_row_is_found_where_it_was_put()
    {
        var middle = _last / 2;
        Assert.Equal(new ChainFault(ChainFaultKind.Inserted, middle, middle), await AuditLog.AfterAsync(_app, async db =>
        {
            await ShiftAsync(db, middle, +1);
            await ForgeAsync(db, middle);
        }));
        Assert.Equal(new ChainFault(ChainFaultKind.BeyondEnd, _last + 1, _last + 1), await AuditLog.AfterAsync(_app, db => ForgeAsync(db, _last + 1)));
        foreach (var id in new[] { 1, middle, _last - 1 })
        {
            Assert.Equal(new ChainFault(ChainFaultKind.Replaced, id, id), await AuditLog.AfterAsync(_app, async db =>
            {
                await RunAsync(db, """DELETE FROM "PortalEvents" WHERE "Id" = {0}""", id);
                await ForgeAsync(db, id);
            }));
        }
        Assert.Equal(new ChainFault(ChainFaultKind.EndDiffers, _last, _last), await AuditLog.AfterAsync(_app, async db =>
        {
            await RunAsync(db, """DELETE FROM "PortalEvents" WHERE "Id" = {0}""", _last);
            await ForgeAsync(db, _last);
        }));
    }

    [Fact]
    public async Task Rows_renumbered_after_a_deletion_are_found_at_the_gap()
    {
        var middle = _last / 2;
        Assert.Equal(new ChainFault(ChainFaultKind.Moved, middle, middle + 1), await AuditLog.AfterAsync(_app, async db =>
        {
            await RunAsync(db, """DELETE FROM "PortalEvents" WHERE "Id" = {0}""", middle);
            await ShiftAsync(db, middle, -1);
        }));
    }

    [Fact]
    public async Task A_counter_that_was_changed_is_found_at_the_end()
    {
        Assert.Equal(ChainFaultKind.EndDiffers, (await AuditLog.AfterAsync(_app, db => RunAsync(db, """UPDATE "EventCounter" SET "LastHash" = {0}""", EventChain.Genesis)))?.Kind);
        Assert.Equal(_last + 1, (await AuditLog.AfterAsync(_app, db => RunAsync(db, """UPDATE "EventCounter" SET "LastEventId" = {0}""", _last + 1)))?.Number);
        Assert.Equal(_last, (await AuditLog.AfterAsync(_app, db => RunAsync(db, """UPDATE "EventCounter" SET "LastEventId" = {0}""", _last - 1)))?.Number);
    }

    private static Task<int> RunAsync(PortalDbContext db, string sql, params object[] values) => db.Database.ExecuteSqlRawAsync(sql, values);

    private static Task<int> RenumberAsync(PortalDbContext db, long from, long to) => RunAsync(db, """UPDATE "PortalEvents" SET "Id" = {1} WHERE "Id" = {0}""", from, to);

    private static async Task ShiftAsync(PortalDbContext db, long from, int by)
    {
        await RunAsync(db, """UPDATE "PortalEvents" SET "Id" = -("Id" + {1}) WHERE "Id" >= {0}""", from, by);
        await RunAsync(db, """UPDATE "PortalEvents" SET "Id" = -"Id" WHERE "Id" < 0""");
    }

    /// <summary>A row that holds for itself and links to the row before it.</summary>
    private static async Task ForgeAsync(PortalDbContext db, long id)
    {
        var previous = id == 1 ? EventChain.Genesis : await db.Set<PortalEvent>().Where(e => e.Id == id - 1).Select(e => e.Hash).SingleAsync();
        var at = Instants.FromCivil(new DateTime(2026, 11, 20, 10, 0, 0));
        db.Add(new PortalEvent
        {
            Id = id, Kind = "content.published", OccurredUtc = at, ActorId = "forger", Payload = "{}", PreviousHash = previous,
            Hash = EventChain.Hash(id, "content.published", at, "forger", null, null, null, "{}", previous),
        });
        await db.SaveChangesAsync();
    }

    /// <summary>Changes one byte (on PostgreSQL, which keeps valid text only, one character); answers the row that is bad then.</summary>
    private static async Task<(long, string)> FlipAsync(PortalDbContext db, string column, long id, Random random)
    {
        if (column == "Id")
        {
            var taken = await db.Set<PortalEvent>().Select(e => e.Id).ToListAsync();
            var free = Enumerable.Range(0, 40).Select(bit => id ^ (1L << bit)).Where(i => !taken.Contains(i)).ToList();
            var to = free[random.Next(free.Count)];
            await RenumberAsync(db, id, to);
            return (Math.Min(id, to), $"→ {to}");
        }
        if (column == "OccurredUtc" && !db.IsSqlite)
        {
            var bit = 1L << random.Next(45);
            await RunAsync(db, $$"""UPDATE "PortalEvents" SET "OccurredUtc" = "OccurredUtc" + {1} * interval '1 microsecond' WHERE "Id" = {0}""", id, bit);
            return (id, $"+ {bit} µs");
        }
        var select = $$"""SELECT "{{column}}" AS "Value" FROM "PortalEvents" WHERE "Id" = {0}""";
        var text = (await db.Database.SqlQueryRaw<string?>(select, id).ToListAsync())[0];
        if (string.IsNullOrEmpty(text))
        {
            await RunAsync(db, $$"""UPDATE "PortalEvents" SET "{{column}}" = 'x' WHERE "Id" = {0}""", id);
            return (id, "→ x");
        }
        if (db.IsSqlite)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            await RunAsync(db, $$"""UPDATE "PortalEvents" SET "{{column}}" = CAST({1} AS TEXT) WHERE "Id" = {0}""", id, bytes);
            return (id, $"byte {at} of {text}");
        }
        var runes = text.EnumerateRunes().ToList();
        var place = random.Next(runes.Count);
        runes[place] = new Rune(runes[place].Value == 'x' ? 'y' : 'x');
        await RunAsync(db, $$"""UPDATE "PortalEvents" SET "{{column}}" = {1} WHERE "Id" = {0}""", id, string.Concat(runes));
        return (id, $"character {place} of {text}");
    }
}
