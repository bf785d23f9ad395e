using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>One person at one browser window, and what the browser complained about meanwhile.</summary>
public sealed class Person : IAsyncDisposable
{
    private Person(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>Errors on the console, among them whatever the Content-Security-Policy stopped.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Nobody's browser complained.</summary>
    public static void AllQuiet(params Person[] people)
    {
        var complaints = people.SelectMany(p => p.Complaints).ToList();
        if (complaints.Count > 0) Assert.Fail(string.Join('\n', complaints));
    }

    public static async Task<Person> ArriveAsync(IBrowser browser, string address, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(new(options ?? new()) { BaseURL = address, Locale = "zh-CN", TimezoneId = "Asia/Shanghai" });
        context.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(20_000);
        return new Person(await context.NewPageAsync());
    }

    /// <summary>Opens a page that must be there.</summary>
    public async Task<IPage> GoAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        Assert.True(response is { Ok: true }, $"{path} answered {response?.Status}.");
        return Page;
    }

    public async Task SignInAsync(string userName, string password)
    {
        await GoAsync("/Login");
        await Page.FillAsync("[name=UserName]", userName);
        await Page.FillAsync("[name=Password]", password);
        await Page.Locator("form button[type=submit].btn-primary").ClickAsync();
        await Page.WaitForURLAsync("**/Admin**");
    }

    /// <summary>Presses a button that asks first, and answers the question with yes.</summary>
    public async Task ConfirmAsync(ILocator button)
    {
        await button.ClickAsync();
        await Expect(Page.Locator("#gp-confirm")).ToBeVisibleAsync();
        await Page.LeadsOnAsync(() => Page.Locator("#gp-confirm [data-confirm-ok]").ClickAsync());
    }

    public async Task SeesDoneAsync(string text) => await Expect(Page.Locator("[data-flash].gp-tone-success")).ToContainTextAsync(text);

    /// <summary>The public pages and the search follow a publication; looks again until they have.</summary>
    public async Task LooksUntilAsync(string path, Func<IPage, Task<bool>> seen, string what)
    {
        for (var looks = 0; looks < 60; looks++)
        {
            await Page.GotoAsync(path);
            if (await seen(Page)) return;
            await Page.WaitForTimeoutAsync(250);
        }
        Assert.Fail($"{path} does not show: {what}");
    }

    public async Task<int> StatusAsync(string path) => (await Page.APIRequest.GetAsync(path, new() { MaxRedirects = 0 })).Status;

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}

internal static class Pages
{
    /// <summary>Does something that leads to another page, and waits until that one is there.</summary>
    public static async Task LeadsOnAsync(this IPage page, Func<Task> act)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage e) => loaded.TrySetResult();
        page.Load += Loaded;
        try
        {
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            page.Load -= Loaded;
        }
    }
}
