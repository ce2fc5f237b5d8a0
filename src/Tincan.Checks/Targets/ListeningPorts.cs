using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tincan.Checks.Targets;

/// <summary>Which ports are listened on: looked up, because a connection that only knocks would be a client to the program.</summary>
internal static class ListeningPorts
{
    public static bool Contains(int port) => All().Any(listener => listener.Port == port);

    /// <summary>An address at which a port can be reached on this machine; null if nothing listens on it.</summary>
    public static string? Host(int port)
    {
        var addresses = All().Where(listener => listener.Port == port).Select(static listener => listener.Address).ToList();
        return addresses.Count == 0 ? null
            : addresses.Exists(static address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Loopback))
                ? IPAddress.Loopback.ToString()
                : addresses[0].ToString();
    }

    /// <summary>Connections stand at the port, if only to be forgotten (TIME_WAIT).</summary>
    public static bool IsInUse(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Any(connection => connection.LocalEndPoint.Port == port);

    /// <summary>Any program can bind the port: nothing listens there, and nothing is left of an earlier connection.</summary>
    public static bool IsFree(int port)
    {
        // Of an unnamed protocol, because .NET sets SO_REUSEADDR for TCP, and not every program does.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return !Contains(port);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IEnumerable<IPEndPoint> All() =>
        (OperatingSystem.IsLinux() ? SocketDiagnostics.Listeners() : null) ?? IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
}
