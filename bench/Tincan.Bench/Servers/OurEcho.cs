using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Protocols.Echo;
using Tincan.Recording;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Bench.Servers;

/// <summary>The shipped echo server with every limit on.</summary>
internal static class OurEcho
{
    /// <summary>Starts it.</summary>
    /// <param name="recorder">Records every connection; null for none, as shipped.</param>
    public static async Task<Host> StartAsync(Recorder? recorder = null) => Host.Start(
        await SocketListener.ListenAsync(new HostPort(IPAddress.Loopback.ToString(), 0), backlog: 1024),
        new EchoServer(),
        new HostOptions { Pipeline = new(recorder?.Link()) },
        NullLogger.Instance);
}
