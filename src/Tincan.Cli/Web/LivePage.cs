using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tincan.Cli.Telemetry;
using Tincan.Recording;

namespace Tincan.Cli.Web;

/// <summary>
/// The live page: a web server on loopback that shows the connections of this run. It is Kestrel without the generic host, which starts in a third of the
/// time, and does not handle signals, settings or logging.
/// </summary>
internal sealed class LivePage : IAsyncDisposable
{
    /// <summary>Viewers, and connections that have not sent the token yet.</summary>
    private const int MaxConnections = 128 + UnauthenticatedConnections.Limit;

    /// <summary>In bytes. The longest body is the text of a fault.</summary>
    private const int MaxBody = 8 * 1024;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _server;
    private readonly AccessCheck _gate = new();
    private readonly EventFeed _feed = new();
    private readonly Figures _figures = new();

    private LivePage(int port) => _server = new KestrelServer(
        Options.Create(Configure(port)),
        new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
        NullLoggerFactory.Instance);

    /// <summary>The page's address, with the token.</summary>
    public Uri Address => new($"http://127.0.0.1:{_gate.Port}/?token={_gate.Token}");

    /// <summary>Starts listening, and collects events.</summary>
    /// <param name="port">The port; 0 lets the system choose.</param>
    /// <param name="recorder">The source of events.</param>
    /// <param name="title">The command.</param>
    /// <param name="place">The address it listens on.</param>
    /// <param name="desk">The current faults; null if there are none and none can be added.</param>
    /// <exception cref="ConnectException">It cannot listen on the port.</exception>
    public static async Task<LivePage> StartAsync(int port, Recorder recorder, string title, string place, FaultDesk? desk)
    {
        var page = new LivePage(port);
        recorder.Add(page._feed);
        var stream = new EventStream(page._feed, new PageInfo(recorder.Began, title, place), desk, page._figures, TimeProvider.System);
        try
        {
            await page._server.StartAsync(new PageApplication(page._gate, stream, desk is null ? null : new FaultAnswers(desk)), CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            page._server.Dispose();
            page._figures.Dispose();
            var why = error is IOException ? "the address is already in use" : error.Message;
            throw new ConnectException($"cannot show the live page on 127.0.0.1:{port}: {why}", error);
        }

        var bound = page._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        page._gate.Port = new Uri(bound).Port;
        return page;
    }

    /// <summary>Stops, after viewers have received the remaining events, or after a second.</summary>
    public async ValueTask DisposeAsync()
    {
        _feed.End();
        using var limit = new CancellationTokenSource(DrainTimeout, TimeProvider.System);
        await _server.StopAsync(limit.Token);
        _server.Dispose();
        _figures.Dispose();
    }

    private static KestrelServerOptions Configure(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxRequestBodySize = MaxBody;
        options.Limits.RequestHeadersTimeout = UnauthenticatedConnections.TimeLimit;
        options.Listen(IPAddress.Loopback, port, static listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(new UnauthenticatedConnections(TimeProvider.System).Watch);
        });
        return options;
    }
}
