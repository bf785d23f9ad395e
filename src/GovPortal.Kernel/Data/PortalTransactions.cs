using System.Security.Cryptography;
using System.Text;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace GovPortal.Kernel.Data;

/// <summary>
/// Begins the write transaction of a use case. Taken once, by the outermost handler, and passed down: the gate
/// of the embedded engine does not let the same flow in twice.
/// </summary>
public sealed class PortalTransactions(
    IDbContextFactory<PortalDbContext> contexts, WriteGate gate, EventSignal signal, TimeProvider time)
{
    public async Task<PortalTransaction> BeginAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation);
        var entered = false;
        try
        {
            if (db.IsSqlite)
            {
                await gate.EnterAsync(cancellation);
                entered = true;
            }
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            return new PortalTransaction(db, transaction, entered ? gate : null, signal, time.UtcNow());
        }
        catch
        {
            if (entered) gate.Leave();
            await db.DisposeAsync();
            throw;
        }
    }
}

/// <summary>
/// Lets one writer of this process at a time into the embedded database. Without it waiting writers poll the
/// file's lock and starve readers.
/// </summary>
public sealed class WriteGate : IDisposable
{
    /// <summary>A wait this long means a use case took the gate twice or hangs; it fails instead of hanging too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1, 1);

    internal async Task EnterAsync(CancellationToken cancellation)
    {
        if (!await _one.WaitAsync(Patience, cancellation))
        {
            throw new TimeoutException("The write gate was not free within 60 seconds.");
        }
    }

    internal void Leave() => _one.Release();

    public void Dispose() => _one.Dispose();
}

/// <summary>One unit of work: rows and the events that tell of them, committed together or not at all.</summary>
public sealed class PortalTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly EventSignal _signal;
    private readonly List<EventDraft> _events = [];
    private WriteGate? _gate;

    internal PortalTransaction(
        PortalDbContext db, IDbContextTransaction transaction, WriteGate? gate, EventSignal signal, DateTime nowUtc)
    {
        (Db, _transaction, _gate, _signal, NowUtc) = (db, transaction, gate, signal, nowUtc);
    }

    public PortalDbContext Db { get; }

    /// <summary>The instant of everything that happens in this transaction.</summary>
    public DateTime NowUtc { get; }

    /// <summary>Adds an event; it gets its number and its place in the chain at <see cref="CommitAsync"/>.</summary>
    public void Append(EventDraft draft) => _events.Add(draft);

    /// <summary>
    /// As <see cref="Append"/>, for a change of configuration that stands in the context and is not saved yet: the payload gets the
    /// hashes of the changed rows of these kinds as they were (<c>was</c>) and as they will be (<c>now</c>); null where there is none.
    /// </summary>
    public void AppendChange(EventDraft draft, params Type[] kinds)
    {
        ArgumentNullException.ThrowIfNull(draft);
        List<EntityEntry> changed = [.. Db.ChangeTracker.Entries().Where(e => kinds.Contains(e.Entity.GetType()))];
        var payload = new Dictionary<string, object?>(draft.Payload ?? new Dictionary<string, object?>())
        {
            ["was"] = Hash(changed.Where(e => e.State is EntityState.Modified or EntityState.Deleted).Select(e => e.OriginalValues)),
            ["now"] = Hash(changed.Where(e => e.State is EntityState.Modified or EntityState.Added).Select(e => e.CurrentValues)),
        };
        Append(draft with { Payload = payload });
    }

    private static string? Hash(IEnumerable<PropertyValues> rows)
    {
        List<string> texts =
        [
            .. rows.Select(r => CanonicalJson.Of(r.Properties.ToDictionary(p => p.Name, p => r[p]).Append(new("", r.StructuralType.ClrType.Name)).ToDictionary(p => p.Key, p => p.Value)))
                .Order(StringComparer.Ordinal),
        ];
        return texts.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))));
    }

    /// <summary>Saves the rows, numbers and chains the events as the last statements, commits, wakes the readers.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        await Db.SaveChangesAsync(cancellation);
        if (_events.Count > 0)
        {
            await EventLog.WriteAsync(Db, _events, NowUtc, cancellation);
        }
        await _transaction.CommitAsync(cancellation);
        LeaveGate();
        if (_events.Count > 0) _signal.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
            await Db.DisposeAsync();
        }
        finally
        {
            LeaveGate();
        }
    }

    private void LeaveGate() => Interlocked.Exchange(ref _gate, null)?.Leave();
}
