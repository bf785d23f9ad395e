using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(GovPortal.Browser.Tests.DemoPortal))]

namespace GovPortal.Browser.Tests;

/// <summary>The portal with the demonstration data and one Chromium, shared by the tests; each test brings items of its own.</summary>
public sealed partial class DemoPortal : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<string>> _sessions = [];
    private readonly Chromium _chromium = new();
    private PortalServer _server = null!;
    private string _password = "";

    public string Address => _server.Address;
    public IBrowser Browser => _chromium.Browser;

    public async ValueTask InitializeAsync()
    {
        var recipe = await File.ReadAllTextAsync(Path.Combine(PortalServer.Repository, "recipes", "demo.recipe.json"));
        _password = DemoPassword().Match(recipe).Groups[1].Value;
        var starting = PortalServer.StartAsync(demo: true);
        try
        {
            await _chromium.StartAsync();
        }
        finally
        {
            _server = await starting;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>Somebody from outside.</summary>
    public Task<Person> VisitorAsync(BrowserNewContextOptions? options = null) => Person.ArriveAsync(Browser, Address, options);

    /// <summary>A demo user, or <c>admin</c>; signed in once by the page, afterwards by the session that gave.</summary>
    public async Task<Person> SignedInAsync(string userName, BrowserNewContextOptions? options = null)
    {
        var session = await _sessions.GetOrAdd(userName, async name =>
        {
            await using var person = await VisitorAsync();
            await person.SignInAsync(name, name == "admin" ? PortalServer.AdminPassword : _password);
            return await person.Page.Context.StorageStateAsync();
        });
        return await VisitorAsync(new(options ?? new()) { StorageState = session });
    }

    [GeneratedRegex("\"demoPassword\":\\s*\"([^\"]+)\"")]
    private static partial Regex DemoPassword();
}
