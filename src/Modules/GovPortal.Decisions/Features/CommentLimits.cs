using System.Net;
using GovPortal.PublicForms;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Decisions.Features;

/// <summary>
/// How many comments one address may send within an hour, in this node's memory alone: no address is written down. An office
/// or a village may stand behind one address, so the limit with the browser's work is the looser one.
/// </summary>
internal sealed class CommentLimits(IConfiguration configuration, TimeProvider time)
{
    private const int MaxAddresses = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _one = new();
    private readonly Dictionary<string, List<(DateTimeOffset At, bool Worked)>> _sent = [];
    private readonly int _worked = configuration.GetValue("Portal:Decisions:CommentsPerHour", 20);
    private readonly int _plain = configuration.GetValue("Portal:Decisions:CommentsPerHourWithoutScript", 3);

    /// <summary>False where the address has sent as many as it may; else this one counts.</summary>
    public bool Take(IPAddress? address, bool worked)
    {
        var (key, now) = (Visitors.PlaceOf(address), time.GetUtcNow());
        lock (_one)
        {
            if (_sent.Count >= MaxAddresses) Forget(now);
            // A flood from more addresses than fit in memory lets the comments wait, not the server fall.
            if (!_sent.TryGetValue(key, out var sent) && _sent.Count >= MaxAddresses) return false;
            sent ??= _sent[key] = [];
            sent.RemoveAll(s => s.At <= now - Window);
            if (sent.Count >= _worked || (!worked && sent.Count(s => !s.Worked) >= _plain)) return false;
            sent.Add((now, worked));
            return true;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _sent.Where(s => s.Value.TrueForAll(v => v.At <= now - Window)).Select(s => s.Key).ToList()) _sent.Remove(key);
    }
}
