using System.Collections.Concurrent;
using System.Diagnostics;

namespace GovPortal.Web.Tests.Performance;

/// <summary>Counts the commands of a request's own flow; the readers' polling beside it is not counted.</summary>
internal sealed class CommandCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<string?> _flow = new();
    private readonly ConcurrentBag<string> _seen = [];
    private readonly IDisposable _subscription;

    public CommandCounter() => _subscription = DiagnosticListener.AllListeners.Subscribe(this);

    public async Task<int> CountAsync(Func<Task<HttpResponseMessage>> request)
    {
        return await CommandsAsync(async () =>
        {
            var response = await request();
            Assert.Equal(200, (int)response.StatusCode);
            await response.Content.ReadAsByteArrayAsync();
        });
    }

    public async Task<int> CommandsAsync(Func<Task> work)
    {
        var marker = _flow.Value = Guid.NewGuid().ToString();
        await work();
        return _seen.Count(m => m == marker);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted" && _flow.Value is { } marker) _seen.Add(marker);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => _subscription.Dispose();
}
