using System.Collections.Concurrent;
using GraphQL.DataLoader;

namespace GovPortal.Api.GraphQl;

/// <summary>
/// Loads by key for one request. What fields ask for while a level of the query is resolved is loaded together, when the first of
/// them needs it; nothing is loaded twice.
/// </summary>
internal sealed class Batch<TKey, TValue>(Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> load)
    where TKey : notnull
{
    private readonly Lock _one = new();
    private readonly HashSet<TKey> _asked = [];
    private readonly ConcurrentDictionary<TKey, TValue> _known = new();
    private List<TKey> _waiting = [];
    private Task _loading = Task.CompletedTask;

    /// <summary>A result that is there when the level of the query is.</summary>
    /// <param name="pick">Makes the field's value of what was found, in the order of the keys.</param>
    public IDataLoaderResult Ask(IEnumerable<TKey> keys, Func<IReadOnlyList<TValue>, object?> pick)
    {
        var wanted = keys.ToList();
        lock (_one)
        {
            foreach (var key in wanted)
            {
                if (_asked.Add(key)) _waiting.Add(key);
            }
        }
        return new Asked(this, wanted, pick);
    }

    private async Task<object?> FindAsync(List<TKey> keys, Func<IReadOnlyList<TValue>, object?> pick, CancellationToken cancellation)
    {
        Task loading;
        lock (_one)
        {
            if (_waiting.Count > 0)
            {
                var waiting = _waiting;
                _waiting = [];
                var before = _loading;
                _loading = Task.Run(() => LoadAsync(before, waiting, cancellation), CancellationToken.None);
            }
            loading = _loading;
        }
        await loading;
        // One after the other: JSON that is read for the first time is not safe to be read twice at once.
        lock (_one) return pick([.. keys.Where(_known.ContainsKey).Select(k => _known[k])]);
    }

    private async Task LoadAsync(Task before, List<TKey> keys, CancellationToken cancellation)
    {
        await before;
        foreach (var (key, value) in await load(keys, cancellation)) _known[key] = value;
    }

    private sealed class Asked(Batch<TKey, TValue> batch, List<TKey> keys, Func<IReadOnlyList<TValue>, object?> pick) : IDataLoaderResult
    {
        public Task<object?> GetResultAsync(CancellationToken cancellationToken = default) => batch.FindAsync(keys, pick, cancellationToken)!;
    }
}
