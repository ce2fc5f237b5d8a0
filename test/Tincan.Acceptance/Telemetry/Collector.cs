using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Tincan.Acceptance.Telemetry;

/// <summary>A collector of OTLP, over gRPC or HTTP: takes what it is sent, and understands as much of it as a search for texts does.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string? _protocol;
    private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

    private Collector(string? protocol)
    {
        _protocol = protocol;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // Without TLS nobody can ask which version of HTTP is spoken; gRPC just speaks the second.
        var version = protocol == "http/protobuf" ? HttpProtocols.Http1 : HttpProtocols.Http2;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = version));
        _server = builder.Build();
        _server.MapPost("/v1/{signal}", TakeAsync);
        _server.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", TakeCallAsync);
    }

    public Dictionary<string, string> Environment => _protocol is null
        ? new(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _server.Urls.Single() }
        : new(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _server.Urls.Single(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = _protocol };

    /// <summary>Everything of a signal so far: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string this[string signal] => _bodies.GetValueOrDefault(signal.TrimEnd('s'), "");

    /// <param name="protocol">What OTEL_EXPORTER_OTLP_PROTOCOL says; null says nothing, which is gRPC.</param>
    public static async Task<Collector> StartAsync(string? protocol = "http/protobuf")
    {
        var collector = new Collector(protocol);
        await collector._server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext call, string signal)
    {
        using var body = new StreamReader(call.Request.Body, Encoding.Latin1);
        var text = await body.ReadToEndAsync();
        _bodies.AddOrUpdate(signal.TrimEnd('s'), text, (_, before) => before + text);
    }

    private async Task TakeCallAsync(HttpContext call, string signal)
    {
        await TakeAsync(call, signal);
        call.Response.ContentType = "application/grpc";

        // One message without a field: not compressed, no bytes.
        await call.Response.Body.WriteAsync(new byte[5]);
        call.Response.AppendTrailer("grpc-status", "0");
    }
}
