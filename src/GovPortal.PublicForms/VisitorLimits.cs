using System.Net;
using System.Net.Sockets;

namespace GovPortal.PublicForms;

/// <summary>Who visitors count as. No address is written down; what is counted stays in this node's memory.</summary>
public static class Visitors
{
    /// <summary>An address as limits know it: one household has a whole /64 of IPv6. Empty where there is none.</summary>
    public static string PlaceOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}

/// <summary>At most so many of one key, and so many in all, within a length of time; what is remembered is bounded by the latter.</summary>
public sealed class RateWindow(int ofOne, int inAll, TimeSpan length)
{
    private readonly Lock _one = new();
    private readonly LinkedList<(DateTimeOffset At, string Key)> _taken = [];
    private readonly Dictionary<string, List<LinkedListNode<(DateTimeOffset At, string Key)>>> _byKey = [];

    /// <summary>False where as many were taken as may be; else this one counts.</summary>
    public bool Take(string key, DateTimeOffset now)
    {
        lock (_one)
        {
            while (_taken.First is { } oldest && oldest.Value.At <= now - length) Remove(oldest);
            if (_taken.Count >= inAll || (_byKey.TryGetValue(key, out var of) && of.Count >= ofOne)) return false;
            var taken = _taken.AddLast((now, key));
            if (of is null) _byKey[key] = of = [];
            of.Add(taken);
            return true;
        }
    }

    /// <summary>The last one taken of the key does not count after all.</summary>
    public void GiveBack(string key)
    {
        lock (_one)
        {
            if (_byKey.TryGetValue(key, out var of)) Remove(of[^1]);
        }
    }

    private void Remove(LinkedListNode<(DateTimeOffset At, string Key)> taken)
    {
        _taken.Remove(taken);
        var of = _byKey[taken.Value.Key];
        of.Remove(taken);
        if (of.Count == 0) _byKey.Remove(taken.Value.Key);
    }
}
