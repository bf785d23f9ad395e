using System.IO.Compression;
using System.Text;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using GovPortal.Web.Operations;
using GovPortal.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>What is backed up comes back the same, on either engine; what is no whole backup changes nothing.</summary>
public sealed class BackupTests
{
    private static readonly byte[] File1 = Encoding.UTF8.GetBytes("序号,企业名称,金额\n1,澄溪县甲公司,1200\n");

    /// <summary>From and to, by whether it is PostgreSQL; the pair on SQLite alone belongs to the run without.</summary>
    public static TheoryData<bool, bool> Engines => PortalApp.OnPostgreSql ? new() { { true, true }, { false, true }, { true, false } } : new() { { false, false } };

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_backup_restored_elsewhere_gives_the_same_portal(bool fromPostgreSql, bool toPostgreSql)
    {
        await using var source = await Place.CreateAsync(fromPostgreSql);
        await using var target = await Place.CreateAsync(toPostgreSql);
        var (file, media, addresses) = await BackupAsync(source);
        var before = await LookAsync(source, [.. addresses, "/media/" + media]);

        var restored = await RestoreAsync(target, file);

        Assert.True(restored.Succeeded, DemoBureau.Codes(restored));
        Assert.Equal(1, restored.Value.Files);
        var after = await LookAsync(target, [.. addresses, "/media/" + media]);
        Assert.Equal(before.Head, after.Head);
        Assert.Equal(before.Counts, after.Counts);
        for (var i = 0; i < before.Pages.Count; i++) Assert.Equal(before.Pages[i], after.Pages[i]);
        Assert.Equal(File1, after.Pages[^1].Bytes);
        await using var app = await target.ServeAsync();
        // The restored portal goes on where the saved one stood.
        var bureau = await DemoBureau.OpenAsync(app.Services);
        await bureau.PublishedAsync("恢复之后发布的公告");
        Assert.Null((await bureau.VerifyAsync()).BrokenAt);
        await app.Services.GetRequiredService<EventPump>().CatchUpAsync(default);
        using var visitor = app.Visitor();
        await visitor.GoAsync("/search?q=稳岗返还");
        Assert.Contains("关于失业保险稳岗返还的公示", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_is_refused_while_a_server_runs()
    {
        await using var source = await Place.CreateAsync(PortalApp.OnPostgreSql);
        await using var target = await Place.CreateAsync(PortalApp.OnPostgreSql);
        var (file, _, _) = await BackupAsync(source);
        await using (await target.ServeAsync())
        {
            var head = await HeadAsync(target);
            Assert.Equal(["restore.server-running"], Codes(await RestoreAsync(target, file, replace: true)));
            Assert.Equal(head, await HeadAsync(target));
        }
        Assert.Equal(["restore.not-empty"], Codes(await RestoreAsync(target, file)));
        var replaced = await RestoreAsync(target, file, replace: true);
        Assert.True(replaced.Succeeded, DemoBureau.Codes(replaced));
        Assert.Equal(await HeadAsync(source), await HeadAsync(target));
    }

    [Fact]
    public async Task What_is_no_whole_backup_changes_nothing()
    {
        (string Damage, string Code)[] cases =
        [
            ("truncated", "restore.not-a-backup"), ("foreign", "restore.not-a-backup"), ("no-zip", "restore.not-a-backup"),
            ("event-changed", "restore.chain-broken"), ("event-removed", "restore.not-a-backup"), ("row-twice", "restore.not-a-backup"),
            ("row-broken", "restore.not-a-backup"), ("table-missing", "restore.not-a-backup"), ("media-changed", "restore.not-a-backup"),
            ("media-missing", "restore.not-a-backup"), ("leads-out", "restore.not-a-backup"), ("other-version", "restore.other-version"),
        ];
        await using var source = await Place.CreateAsync(PortalApp.OnPostgreSql);
        var (file, media, addresses) = await BackupAsync(source);
        var before = await LookAsync(source, [.. addresses, "/media/" + media]);
        var files = Listing(source);
        var damaged = Path.GetTempFileName();

        foreach (var (damage, code) in cases)
        {
            File.Copy(file, damaged, overwrite: true);
            await DamageAsync(damaged, damage);
            Assert.Equal((damage, code), (damage, string.Join(' ', Codes(await RestoreAsync(source, damaged, replace: true)))));
            Assert.Equal(files, Listing(source));
        }

        File.Delete(damaged);
        var after = await LookAsync(source, [.. addresses, "/media/" + media]);
        Assert.Equal((before.Head, before.Counts), (after.Head, after.Counts));
        Assert.Equal(before.Pages, after.Pages);
    }

    [Fact]
    public async Task A_backup_is_taken_while_people_write_and_holds_one_moment()
    {
        await using var source = await Place.CreateAsync(PortalApp.OnPostgreSql);
        await using var target = await Place.CreateAsync(PortalApp.OnPostgreSql);
        await BackupAsync(source);
        await using (var app = await source.ServeAsync())
        {
            var bureau = await DemoBureau.OpenAsync(app.Services);
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++) await bureau.DraftAsync($"备份时的草稿{i}");
            });
            var file = Path.Combine(source.DataPath, "running.zip");
            DemoBureau.Must(await bureau.Get<BackupPortal>().HandleAsync(file, null, default));
            Assert.Equal(["backup.exists"], Codes(await bureau.Get<BackupPortal>().HandleAsync(file, null, default)));
            await stop.CancelAsync();
            await writing;
            // The chain is checked by the restore, and every row of it was counted.
            var restored = await RestoreAsync(target, file);
            Assert.True(restored.Succeeded, DemoBureau.Codes(restored));
        }
        Assert.False(File.Exists(Path.Combine(source.DataPath, "running.zip.part")));
    }

    /// <summary>Sets a portal up with a few items and a draft, and backs it up beside its data.</summary>
    private static async Task<(string File, string MediaPath, IReadOnlyList<string> Addresses)> BackupAsync(Place place)
    {
        await using var app = await place.ServeAsync();
        var bureau = await DemoBureau.SetUpAsync(app.Services);
        // What runs in the background would go on between the backup and the look at the source: the flows rest, the readers finish.
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
            await db.Set<GovPortal.Workflows.Model.WorkflowTypeRow>().ExecuteUpdateAsync(set => set.SetProperty(t => t.IsEnabled, false));
        var addresses = new List<string> { "/", "/columns/" + bureau.Column.Path };
        addresses.Add(await bureau.AddressAsync(await bureau.PublishedAsync("关于职业技能培训的通知")));
        var (version, media) = await bureau.PublishedAsync("关于失业保险稳岗返还的公示", "名单.csv", File1);
        addresses.Add(await bureau.AddressAsync(version));
        await bureau.DraftAsync("还没有写完的信息");
        // An upload under way is no part of the portal yet.
        Directory.CreateDirectory(Path.Combine(place.DataPath, "media", "incoming"));
        await File.WriteAllTextAsync(Path.Combine(place.DataPath, "media", "incoming", "half"), "half a file");
        await app.Services.GetRequiredService<OnceEventPump>().CatchUpAsync(default);
        var file = Path.Combine(place.DataPath, "backup.zip");
        DemoBureau.Must(await bureau.Get<BackupPortal>().HandleAsync(file, null, default));
        return (file, media, addresses);
    }

    private static Task<Result<ArchiveManifest>> RestoreAsync(Place place, string file, bool replace = false) => place.WithAsync(async services =>
    {
        await FirstStart.MigrateAsync(services, CancellationToken.None);
        return await services.GetRequiredService<RestorePortal>().HandleAsync(new RestoreCommand(file, replace), null, default);
    });

    private sealed record Shown(string Address, int Status, byte[] Bytes)
    {
        public bool Equals(Shown? other) => other is not null && Address == other.Address && Status == other.Status && Bytes.AsSpan().SequenceEqual(other.Bytes);

        public override int GetHashCode() => Address.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"{Address} {Status}: {Encoding.UTF8.GetString(Bytes)}";
    }

    private sealed record Seen((long, string) Head, string Counts, IReadOnlyList<Shown> Pages);

    /// <summary>Everything that can be told of a portal from outside and from its tables.</summary>
    private static async Task<Seen> LookAsync(Place place, IEnumerable<string> addresses)
    {
        await using var app = await place.ServeAsync();
        using var visitor = app.Visitor();
        var pages = new List<Shown>();
        foreach (var address in addresses)
        {
            var response = await visitor.GetRawAsync(address);
            pages.Add(new Shown(address, (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync()));
        }
        Assert.All(pages, p => Assert.Equal(200, p.Status));
        return new Seen(await HeadAsync(app), await CountsAsync(app), pages);
    }

    private static async Task<string> CountsAsync(Served app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var counts = new List<string>();
        // The record that a backup was written comes after what is in it.
        var written = await db.Set<PortalEvent>().CountAsync(e => e.Kind == BackupEvents.Written);
        foreach (var table in PortalArchive.Tables(db).Where(t => t.ClrType != typeof(BackupRecord)))
        {
            counts.Add($"{table.GetTableName()} {await PortalArchive.Rows(db, table).CountAsync() - (table.ClrType == typeof(PortalEvent) ? written : 0)}");
        }
        return string.Join('\n', counts);
    }

    private static Task<(long, string)> HeadAsync(Place place) => place.WithAsync(HeadAsync);

    private static Task<(long, string)> HeadAsync(Served app) => HeadAsync(app.Services);

    private static async Task<(long, string)> HeadAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var last = await db.Set<PortalEvent>().Where(e => e.Kind != BackupEvents.Written).OrderByDescending(e => e.Id).FirstAsync();
        return (last.Id, last.Hash);
    }

    private static string[] Codes(Result result) => [.. result.Failures.Select(f => f.Code)];

    private static string[] Listing(Place place) =>
        [.. Directory.EnumerateFileSystemEntries(place.DataPath, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("portal.db", StringComparison.Ordinal) && !f.Contains("search", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task DamageAsync(string file, string damage)
    {
        switch (damage)
        {
            case "truncated":
                await using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length / 2);
                return;
            case "no-zip":
                await File.WriteAllTextAsync(file, "not a zip");
                return;
            case "foreign":
                File.Delete(file);
                await using (var foreign = await ZipFile.OpenAsync(file, ZipArchiveMode.Create)) await WriteAsync(foreign, "readme.txt", "hello");
                return;
        }
        await using var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Update);
        const string events = "tables/PortalEvents.jsonl", columns = "tables/Columns.jsonl";
        switch (damage)
        {
            case "event-changed":
                await EditAsync(zip, events, text => text.Replace("\"ActorId\":\"system\"", "\"ActorId\":\"nobody\"", StringComparison.Ordinal));
                break;
            case "event-removed":
                await EditAsync(zip, events, text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
                break;
            case "row-twice":
                await EditAsync(zip, columns, text => text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)] + text);
                break;
            case "row-broken":
                await EditAsync(zip, columns, text => text.Replace("\"Position\":", "\"Position\":\"?\"+", StringComparison.Ordinal));
                break;
            case "table-missing":
                zip.GetEntry(columns)!.Delete();
                break;
            case "media-changed":
                await EditAsync(zip, zip.Entries.Single(e => e.FullName.StartsWith("media/", StringComparison.Ordinal)).FullName, text => text + "9");
                break;
            case "media-missing":
                zip.Entries.Single(e => e.FullName.StartsWith("media/", StringComparison.Ordinal)).Delete();
                break;
            case "leads-out":
                await WriteAsync(zip, "keys/../../outside.txt", "out");
                break;
            case "other-version":
                await EditAsync(zip, "manifest.json", text => System.Text.RegularExpressions.Regex.Replace(text, "(\"[Mm]igration\":\\s*\")[^\"]*", "$1Earlier"));
                break;
        }
    }

    private static async Task EditAsync(ZipArchive zip, string name, Func<string, string> change)
    {
        string text;
        var entry = zip.GetEntry(name)!;
        using (var reader = new StreamReader(await entry.OpenAsync())) text = await reader.ReadToEndAsync();
        entry.Delete();
        var changed = change(text);
        Assert.NotEqual(text, changed);
        await WriteAsync(zip, name, changed);
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text)
    {
        await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync());
        await writer.WriteAsync(text);
    }
}
