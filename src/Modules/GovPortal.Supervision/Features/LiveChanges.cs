using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Supervision.Features;

/// <summary>
/// Tells open dashboards of this node that something happened, wherever it was done. It says nothing of what: the page is read again
/// with the rights of whoever looks at it.
/// </summary>
public sealed class LiveChanges(IDbContextFactory<PortalDbContext> contexts) : INodeEventReader
{
    /// <summary>Open streams of this node; further ones are answered 503 and come again.</summary>
    private const int MostListeners = 200;

    private readonly Lock _gate = new();
    private readonly List<Channel<long>> _listeners = [];

    public string Name => "live-changes";

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await EventLog.HeadAsync(db, cancellation);
    }

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        lock (_gate) foreach (var listener in _listeners) listener.Writer.TryWrite(events[^1].Id);
        return Task.CompletedTask;
    }

    /// <summary>Null where too many listen already. One waiting word is enough for any number of changes.</summary>
    internal Channel<long>? Listen()
    {
        lock (_gate)
        {
            if (_listeners.Count >= MostListeners) return null;
            var listener = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
            _listeners.Add(listener);
            return listener;
        }
    }

    internal void Leave(Channel<long> listener)
    {
        lock (_gate) _listeners.Remove(listener);
    }
}

/// <summary>
/// <c>/Admin/Supervision/Changes</c>: server-sent events <c>changed</c>, with the number of the last event, and <c>still</c> where nothing happened for a while. A
/// stream ends after some minutes, so that a person who may no more is asked again; browsers come back by themselves.
/// </summary>
internal static class LiveEndpoint
{
    public const string Path = "/Admin/Supervision/Changes";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20), Longest = TimeSpan.FromMinutes(10);

    public static void MapLive(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, async (LiveChanges changes, CurrentActor current, IHostApplicationLifetime lifetime, HttpContext http) =>
    {
        if (!SupervisionAccess.SeesDashboard(await current.GetAsync())) return Results.Forbid();
        if (changes.Listen() is not { } listener) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(ReadAsync(changes, listener, lifetime.ApplicationStopping, http.RequestAborted));
    }).RequireAuthorization("Admin");

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(LiveChanges changes, Channel<long> listener, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        over.CancelAfter(Longest);
        try
        {
            yield return new SseItem<string>("0", "still");
            while (await NextAsync(listener, over.Token) is { } item) yield return item;
        }
        finally
        {
            changes.Leave(listener);
        }
    }

    /// <summary>Null where the stream is over.</summary>
    private static async Task<SseItem<string>?> NextAsync(Channel<long> listener, CancellationToken over)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(over);
        wait.CancelAfter(Pause);
        try
        {
            return new SseItem<string>((await listener.Reader.ReadAsync(wait.Token)).ToString(System.Globalization.CultureInfo.InvariantCulture), "changed");
        }
        catch (OperationCanceledException)
        {
            return over.IsCancellationRequested ? null : new SseItem<string>("0", "still");
        }
    }
}
