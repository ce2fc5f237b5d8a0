using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tincan.Checks.Targets;

/// <summary>Finds out which ports are listened on without connecting, because the program would take a connection for a client.</summary>
internal static class ListeningPorts
{
    public static bool Contains(int port) => All().Any(listener => listener.Port == port);

    /// <summary>An address on this machine where the port can be reached; null if nothing listens on it.</summary>
    public static string? Host(int port)
    {
        var addresses = All().Where(listener => listener.Port == port).Select(static listener => listener.Address).ToList();
        return addresses.Count == 0 ? null
            : addresses.Exists(static address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Loopback))
                ? IPAddress.Loopback.ToString()
                : addresses[0].ToString();
    }

    /// <summary>Whether there are connections on the port, including those in TIME_WAIT.</summary>
    public static bool IsInUse(int port) => Connections().Any(connection => connection.Local == port);

    /// <summary>The ports of all connections, including those in TIME_WAIT, each as both of its ends see them.</summary>
    public static IReadOnlyList<(int Local, int Remote)> Connections() => (OperatingSystem.IsLinux() ? SocketDiagnostics.Connections() : null)
        ?? [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Select(static one => (one.LocalEndPoint.Port, one.RemoteEndPoint.Port))];

    /// <summary>Whether any program can bind the port: nothing listens on it, and no earlier connection holds it.</summary>
    public static bool IsFree(int port)
    {
        using var bound = TryBind(port);
        return bound is not null && !Contains(port);
    }

    /// <summary>Binds a port of all addresses; null if another socket or an earlier connection has it.</summary>
    public static Socket? TryBind(int port)
    {
        // Without a protocol, because .NET sets SO_REUSEADDR for TCP sockets, and not every program does.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static IEnumerable<IPEndPoint> All() =>
        (OperatingSystem.IsLinux() ? SocketDiagnostics.Listeners()?.Select(static one => one.At) : null) ?? IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
}
