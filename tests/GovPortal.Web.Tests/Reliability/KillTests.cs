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
            using (var server = await Server.StartAsync(place))
            {
                await WriteUntilKilledAsync(server, column, approved, killAfter: random.Next(4, 24), acknowledged);
            }
            await AssertHoldsAsync(place, acknowledged);
            using (var again = await Server.StartAsync(place)) await AssertFoundAsync(again, acknowledged);
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
        Server server, string column, List<(VersionRef Version, string Title)> approved, int killAfter, Acknowledged acknowledged)
    {
        using var editor = await Person.SignInAsync(server.Address, Bureau.EditorName);
        using var publisher = await Person.SignInAsync(server.Address, Bureau.PublisherName);
        var goal = acknowledged.Count + killAfter;
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
        while (acknowledged.Count < goal && waited.Elapsed < Patience && !writing.IsCompleted) await Task.WhenAny(writing, Task.Delay(5));
        server.Kill();
        await writing;
        await publishing;
        Assert.True(acknowledged.Count >= goal, $"Only {acknowledged.Count} of {goal} writes were acknowledged within {Patience}.");
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
    private static async Task AssertFoundAsync(Server server, Acknowledged acknowledged)
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
        return (await Bureau.SetUpAsync(services)).Column.Id;
    });

    private static Task<List<(VersionRef, string)>> ApprovedAsync(Place place, int round, int count) => place.WithAsync(async services =>
    {
        var bureau = await Bureau.OpenAsync(services);
        var approved = new List<(VersionRef, string)>();
        for (var i = 0; i < count; i++)
        {
            var title = $"养老保险缴费公告第{round * count + i + 1000}号";
            approved.Add((await bureau.ApprovedAsync(title), title));
        }
        return approved;
    });

    private static Task AssertHoldsAsync(Place place, Acknowledged acknowledged) => place.WithAsync(async services =>
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var (_, brokenAt) = await Kernel.Events.EventLog.VerifyAsync(db, default);
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

    private sealed class Server : IDisposable
    {
        private readonly Process _process;

        private Server(Process process, Uri address) => (_process, Address) = (process, address);

        public Uri Address { get; }

        public static async Task<Server> StartAsync(Place place)
        {
            var address = new Uri($"http://127.0.0.1:{FreePort()}");
            var start = new ProcessStartInfo("dotnet")
            {
                WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "GovPortal.Web.dll"), .. place.Settings, $"--urls={address}"]) start.ArgumentList.Add(argument);
            var process = Process.Start(start)!;
            var said = new System.Text.StringBuilder();
            process.OutputDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
            process.ErrorDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var server = new Server(process, address);
            using var http = new HttpClient { BaseAddress = address };
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !process.HasExited; await Task.Delay(50))
            {
                try
                {
                    using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                    if (response.IsSuccessStatusCode) return server;
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }
            }
            server.Dispose();
            lock (said) throw new InvalidOperationException($"The server did not start: {said}");
        }

        /// <summary>SIGKILL: no handler of ours runs, nothing is flushed.</summary>
        public void Kill()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        public void Dispose()
        {
            if (!_process.HasExited) Kill();
            _process.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    /// <summary>A signed-in person who fills the forms of the pages.</summary>
    private sealed class Person : IDisposable
    {
        private readonly HttpClient _http;

        private Person(Uri address) =>
            _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

        public static async Task<Person> SignInAsync(Uri address, string userName)
        {
            var person = new Person(address);
            var signedIn = await person.SubmitAsync("/Login", "form[method=post]", new() { ["UserName"] = userName, ["Password"] = Bureau.Password });
            Assert.Equal(HttpStatusCode.Redirect, signedIn.Status);
            return person;
        }

        /// <summary>The id of the draft that was saved.</summary>
        public async Task<string?> SaveDraftAsync(string column, string title)
        {
            var (status, location) = await SubmitAsync($"/Admin/Content/Edit?type=Article&column={column}", "form[data-guard]",
                new() { ["TitlePart.Title"] = title, ["do"] = "save" });
            return status == HttpStatusCode.Redirect && location!.StartsWith("/Admin/Content/Edit/", StringComparison.Ordinal) ? location.Split('/')[^1] : null;
        }

        public async Task<bool> PublishAsync(VersionRef version)
        {
            var (status, location) = await SubmitAsync($"/Admin/Content/Item/{version.ContentItemId}", "form[action*='handler=Publish']", []);
            return status == HttpStatusCode.Redirect && location!.Contains(version.ContentItemId, StringComparison.Ordinal);
        }

        private async Task<(HttpStatusCode Status, string? Location)> SubmitAsync(string page, string selector, Dictionary<string, string> values)
        {
            using var shown = await _http.GetAsync(new Uri(page, UriKind.Relative));
            var document = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync());
            var form = document.QuerySelector(selector) as IHtmlFormElement
                ?? throw new InvalidOperationException($"No form «{selector}» on {page} ({(int)shown.StatusCode}): {document.Title}");
            using var content = new MultipartFormDataContent();
            foreach (var element in form.Elements)
            {
                if (element.GetAttribute("name") is not { Length: > 0 } name || values.ContainsKey(name)) continue;
                var value = element switch
                {
                    IHtmlInputElement { Type: "file" } => null,
                    IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
                    IHtmlInputElement input => input.Value,
                    IHtmlSelectElement select => select.Value,
                    IHtmlTextAreaElement area => area.Value,
                    _ => null,
                };
                if (value is not null) content.Add(new StringContent(value), name);
            }
            foreach (var (name, value) in values) content.Add(new StringContent(value), name);
            var target = form.GetAttribute("action") is { Length: > 0 } action ? action : page;
            using var answer = await _http.PostAsync(new Uri(target, UriKind.Relative), content);
            return (answer.StatusCode, answer.Headers.Location?.OriginalString);
        }

        public void Dispose() => _http.Dispose();
    }
}
