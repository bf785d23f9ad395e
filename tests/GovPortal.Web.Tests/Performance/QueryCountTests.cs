using System.Collections.Concurrent;
using System.Diagnostics;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Performance;

/// <summary>SQL on an uncached public page: one for an item, at most three for home and a column, none for search and for what the cache holds.</summary>
public sealed class QueryCountTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(25)]
    public async Task Queries_per_page_do_not_grow_with_the_number_of_items(int items)
    {
        await using var app = await PortalApp.StartAsync();
        var bureau = await Bureau.OpenAsync(app);
        var last = "";
        for (var i = 0; i < items; i++) last = (await bureau.PublishedAsync(bureau.Article($"第{i}条"))).ContentItemId;
        var path = await bureau.PathAsync(last);
        using var visitor = app.Visitor();
        await visitor.GetRawAsync("/robots.txt");

        Assert.InRange(await CountAsync(() => visitor.GetRawAsync("/")), 1, 3);
        Assert.InRange(await CountAsync(() => visitor.GetRawAsync("/columns/" + bureau.Column("就业政策").Path)), 1, 3);
        Assert.Equal(1, await CountAsync(() => visitor.GetRawAsync(path)));
        Assert.Equal(0, await CountAsync(() => visitor.GetRawAsync("/search?q=" + Uri.EscapeDataString("正文"))));
        Assert.Equal(0, await CountAsync(() => visitor.GetRawAsync(path)));
        Assert.Equal(0, await CountAsync(() => visitor.GetRawAsync("/?utm_source=x")));
    }

    /// <summary>Counts the commands of this request's own flow; the readers' polling beside it is not counted.</summary>
    private static async Task<int> CountAsync(Func<Task<HttpResponseMessage>> request)
    {
        var marker = Guid.NewGuid().ToString();
        var flow = new AsyncLocal<string?> { Value = marker };
        var counted = new ConcurrentBag<string>();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(new Listeners(name => new Commands(command =>
        {
            if (flow.Value == marker) counted.Add(command);
        })));
        var response = await request();
        Assert.Equal(200, (int)response.StatusCode);
        await response.Content.ReadAsByteArrayAsync();
        return counted.Count;
    }

    private sealed class Listeners(Func<string, IObserver<KeyValuePair<string, object?>>> make) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(make(value.Name));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }

    private sealed class Commands(Action<string> seen) : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted") seen(value.Key);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
