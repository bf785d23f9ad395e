using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>
/// The real server in a process of its own, killed without warning while people write. What a browser was told is done is
/// still there afterwards, the chain holds, and the search finds what was published in the last moment.
/// </summary>
public sealed class KillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static int Rounds =>
        Math.Max(1, (int)(20 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.05", CultureInfo.InvariantCulture)));

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_server_is_killed()
    {
        var random = new Random(int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture));
        await using var place = await Place.CreateAsync(PortalApp.OnPostgreSql);
        var column = await PrepareAsync(place);
        var acknowledged = new Acknowledged();
        for (var round = 0; round < Rounds; round++)
        {
            var approved = await ApprovedAsync(place, round, count: 12);
            using (var server = await ServerProcess.StartAsync(place))
            {
                await WriteUntilKilledAsync(server, column, approved, killAfter: random.Next(4, 24), acknowledged);
            }
            await AssertHoldsAsync(place, acknowledged);
            using (var again = await ServerProcess.StartAsync(place)) await AssertFoundAsync(again, acknowledged);
        }
        Assert.NotEmpty(acknowledged.Drafts);
        Assert.NotEmpty(acknowledged.Published);
    }

    /// <summary>What a person's browser saw succeed.</summary>
    private sealed class Acknowledged
    {
        private int _count;
        public List<string> Drafts { get; } = [];
        public List<(string Id, string Title)> Published { get; } = [];
        public int Count => Volatile.Read(ref _count);
        public int DraftCount { get { lock (Drafts) return Drafts.Count; } }
        public int PublishedCount { get { lock (Published) return Published.Count; } }

        public void Draft(string id)
        {
            lock (Drafts) Drafts.Add(id);
            Interlocked.Increment(ref _count);
        }

        public void Publication(string id, string title)
        {
            lock (Published) Published.Add((id, title));
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>An editor saves drafts and a publisher publishes, both as fast as they can; the kill comes in the middle of their next clicks.</summary>
    private static async Task WriteUntilKilledAsync(
        ServerProcess server, string column, List<(VersionRef Version, string Title)> approved, int killAfter, Acknowledged acknowledged)
    {
        using var editor = await FormFiller.SignInAsync(server.Address, DemoBureau.EditorName);
        using var publisher = await FormFiller.SignInAsync(server.Address, DemoBureau.PublisherName);
        var (goal, drafts, published) = (acknowledged.Count + killAfter, acknowledged.Drafts.Count, acknowledged.Published.Count);
        var writing = UntilGoneAsync(async () =>
        {
            if (await editor.SaveDraftAsync(column, $"第{acknowledged.Count}份草稿") is { } id) acknowledged.Draft(id);
        });
        var next = 0;
        var publishing = UntilGoneAsync(async () =>
        {
            if (next == approved.Count) return false;
            var (version, title) = approved[next++];
            if (await publisher.PublishAsync(version)) acknowledged.Publication(version.ContentItemId, title);
            return true;
        });
        var waited = Stopwatch.StartNew();
        // Of each kind at least one: on a busy machine one of the two can be far ahead.
        bool Enough() => acknowledged.Count >= goal && acknowledged.DraftCount > drafts && acknowledged.PublishedCount > published;
        while (!Enough() && waited.Elapsed < Patience && !writing.IsCompleted) await Task.WhenAny(writing, Task.Delay(5));
        server.Kill();
        await writing;
        await publishing;
        Assert.True(Enough(), $"Only {acknowledged.Count} of {goal} writes were acknowledged within {Patience}.");
    }

    private static Task UntilGoneAsync(Func<Task> work) => UntilGoneAsync(async () =>
    {
        await work();
        return true;
    });

    private static async Task UntilGoneAsync(Func<Task<bool>> work)
    {
        try
        {
            while (await work()) { }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or TaskCanceledException)
        {
            // The server was killed.
        }
    }

    /// <summary>Every acknowledged publication has its page, and the search finds it without anybody's help.</summary>
    private static async Task AssertFoundAsync(ServerProcess server, Acknowledged acknowledged)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var (id, title) in acknowledged.Published)
        {
            Assert.Contains(title, await http.GetStringAsync(new Uri($"/content/{id}", UriKind.Relative)), StringComparison.Ordinal);
            var waited = Stopwatch.StartNew();
            string found;
            do
            {
                using var response = await http.GetAsync(new Uri("/search?q=" + Uri.EscapeDataString($"\"{title}\""), UriKind.Relative));
                found = Text(await response.Content.ReadAsStringAsync());
            }
            while (!found.Contains(title, StringComparison.Ordinal) && waited.Elapsed < Patience);
            Assert.Contains(title, found, StringComparison.Ordinal);
        }
    }

    /// <summary>Hits are marked up within their title.</summary>
    private static string Text(string html) => new HtmlParser().ParseDocument(html).QuerySelector("main")?.TextContent ?? "";

    /// <summary>Sets the portal up; answers the id of the column to write in.</summary>
    private static Task<string> PrepareAsync(Place place) => place.WithAsync(async services =>
    {
        await FirstStart.RunAsync(services, CancellationToken.None);
        return (await DemoBureau.SetUpAsync(services)).Column.Id;
    });

    private static Task<List<(VersionRef, string)>> ApprovedAsync(Place place, int round, int count) => place.WithAsync(async services =>
    {
        var bureau = await DemoBureau.OpenAsync(services);
        var approved = new List<(VersionRef, string)>();
        for (var i = 0; i < count; i++)
        {
            var title = $"养老保险缴费公告第{round * count + i + 1000}号";
            approved.Add((await bureau.ApprovedAsync(title), title));
        }
        return approved;
    });

    private static Task<bool> AssertHoldsAsync(Place place, Acknowledged acknowledged) => place.WithAsync(async services =>
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var (_, brokenAt, _) = await Kernel.Events.EventLog.VerifyAsync(db, default);
        Assert.Null(brokenAt);
        var saved = await db.Set<ContentItemRow>().Select(i => i.Id).ToListAsync();
        Assert.Empty(acknowledged.Drafts.Except(saved));
        var live = await db.Set<ContentItemRow>().Where(i => i.PublishedVersionId != null).Select(i => i.Id).ToListAsync();
        Assert.Empty(acknowledged.Published.Select(p => p.Id).Except(live));
        // One event for one item, committed with it or not at all.
        Assert.Equal(saved.Count, await db.Set<PortalEvent>().CountAsync(e => e.Kind == ContentEvents.DraftSaved));
        Assert.Equal(live.Count, await db.Set<PortalEvent>().CountAsync(e => e.Kind == ContentEvents.Published));
        return true;
    });
}
