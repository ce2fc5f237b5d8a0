using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tincan.Acceptance.Support;

/// <summary>A collector of OTLP over HTTP: takes what it is sent, and understands as much of it as a search for texts does.</summary>
internal sealed class Collector : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

    public Collector()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{_listener.LocalEndpoint}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>Everything of a signal so far: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string this[string signal] => _bodies.GetValueOrDefault($"/v1/{signal}", "");

    /// <summary>Whether nothing was sent to it.</summary>
    public bool IsEmpty => _bodies.IsEmpty;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        using (var reader = new StreamReader(client.GetStream(), Encoding.Latin1))
        {
            while (await reader.ReadLineAsync() is { } request)
            {
                var length = 0;
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    length = header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                        ? int.Parse(header.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture)
                        : length;
                }

                var body = new char[length];
                await reader.ReadBlockAsync(body);
                _bodies.AddOrUpdate(request.Split(' ')[1], new string(body), (_, before) => before + new string(body));
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }
        }
    }
}
