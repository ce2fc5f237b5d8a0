using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tincan.Cli.Settings;

/// <summary>Whether two addresses that are written differently are the same.</summary>
internal static class Addresses
{
    /// <summary>Whether two listeners cannot have these addresses at the same time.</summary>
    public static bool Overlap(WireAddress one, WireAddress other) => (one, other) switch
    {
        (HostPort a, HostPort b) => a.Port == b.Port && a.Port != 0 && (IsEvery(a.Host, b.Host) || IsEvery(b.Host, a.Host) || AreSame(a.Host, b.Host)),
        (UnixAddress a, UnixAddress b) => PathOf(a) == PathOf(b),
        _ => false,
    };

    /// <summary>Whether a connection to an address reaches a listener.</summary>
    public static bool Reaches(WireAddress address, WireAddress listener) => (address, listener) switch
    {
        (HostPort to, HostPort at) => to.Port == at.Port && to.Port != 0 && (AreSame(to.Host, at.Host)
            || (IsOwn(to.Host) && IsEvery(at.Host, to.Host))
            || (IsUnspecified(to.Host) && (IsLoopback(at.Host) || IsEvery(at.Host, to.Host)))),
        _ => Overlap(address, listener),
    };

    /// <summary>Whether a host means all addresses of this machine, the other one included.</summary>
    private static bool IsEvery(string host, string other)
    {
        if (host == HostPort.AnyHost)
        {
            return true;
        }

        return IPAddress.TryParse(host, out var address)
            && (address.Equals(IPAddress.IPv6Any)
                || (address.Equals(IPAddress.Any) && !(IPAddress.TryParse(other, out var met) && met.AddressFamily == AddressFamily.InterNetworkV6)));
    }

    private static bool AreSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || AddressesOf(one).Intersect(AddressesOf(other)).Any();

    /// <summary>Whether it is an address of this machine.</summary>
    private static bool IsOwn(string host) => IsLoopback(host) || AddressesOf(host).Any(static address =>
        NetworkInterface.GetAllNetworkInterfaces().Any(one => one.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address))));

    /// <summary>Whether it is 0.0.0.0 or ::. A connection to it goes to loopback.</summary>
    private static bool IsUnspecified(string host) => IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static bool IsLoopback(string host) => AddressesOf(host).Any(IPAddress.IsLoopback);

    /// <summary>The addresses of a host that never change. Other names are not looked up, because the answer may change.</summary>
    private static IPAddress[] AddressesOf(string host) =>
        IPAddress.TryParse(host, out var address) ? [address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [];

    /// <summary>The absolute path of a socket, with links resolved.</summary>
    private static string PathOf(UnixAddress address)
    {
        if (address.IsAbstract)
        {
            return address.Path;
        }

        var path = Path.GetFullPath(address.Path);
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The socket does not exist yet, or its link is broken.
            return path;
        }
    }
}
