using System.Net;
using System.Net.Sockets;

namespace GovPortal.Outbound;

/// <summary>
/// Which addresses this server may call on someone's wish. An office's server stands inside the government network: a
/// workflow or a webhook must not become a way to reach what only that network sees.
/// </summary>
/// <param name="allowed">Networks that are exceptions, <c>10.20.0.0/16</c> or a single address.</param>
public sealed class AddressPolicy(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether a connection to the address may be made. An IPv4 address in IPv6 form counts as the IPv4 address.</summary>
    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)) return false;
        return allowed.Any(n => n.Contains(address)) || !Closed.Any(n => n.Contains(address));
    }

    /// <summary>Reads the exceptions; null where one is neither a network nor an address.</summary>
    public static AddressPolicy? Parse(IEnumerable<string> exceptions)
    {
        ArgumentNullException.ThrowIfNull(exceptions);
        var networks = new List<IPNetwork>();
        foreach (var text in exceptions.Select(e => e.Trim()).Where(e => e.Length > 0))
        {
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else return null;
        }
        return new AddressPolicy(networks);
    }
}
