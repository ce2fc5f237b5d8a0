using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Echo;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Bench.Servers;

/// <summary>The shipped echo server with every limit on.</summary>
internal static class OurEcho
{
    public static async Task<Host> StartAsync() => Host.Start(
        await SocketListener.ListenAsync(new HostPort(IPAddress.Loopback.ToString(), 0), backlog: 1024),
        new EchoServer(),
        new HostOptions(),
        NullLogger.Instance);
}
