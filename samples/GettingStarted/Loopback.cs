using System.Net;
using Tincan.Hosting;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace GettingStarted;

/// <summary>Where the servers of the samples listen.</summary>
internal static class Loopback
{
    /// <summary>Listens on a free port.</summary>
    public static async Task<WireListener> ListenAsync(CancellationToken cancel) =>
        await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0), cancel: cancel);

    /// <summary>The address of a server that listens there.</summary>
    public static HostPort Of(Host host) => new("127.0.0.1", ((IPEndPoint)host.LocalEndPoint).Port);
}
