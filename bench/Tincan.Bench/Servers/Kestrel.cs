using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Tincan.Bench.Servers;

/// <summary>The same servers on the transport of ASP.NET Core, below HTTP.</summary>
internal static class Kestrel
{
    public static async Task RunAsync(string mode, int port)
    {
        var options = new KestrelServerOptions { ApplicationServices = new NoServices() };
        options.ListenLocalhost(port, listen => listen.Run(mode == "reverse" ? ReverseAsync : EchoAsync));
        using var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions { Backlog = 4096 }), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        await server.StartAsync(new NoApplication(), default);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        while (await input.ReadAsync() is { IsCompleted: false } read)
        {
            foreach (var part in read.Buffer)
            {
                output.Write(part.Span);
            }

            input.AdvanceTo(read.Buffer.End);
            await output.FlushAsync();
        }
    }

    private static async Task ReverseAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        await output.WriteAsync("Welcome to CS 352!"u8.ToArray());
        while (await input.ReadAsync() is { IsCompleted: false } read)
        {
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                WriteReversed(output, Encoding.UTF8.GetString(rest.Slice(0, end)));
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            input.AdvanceTo(rest.Start, rest.End);
            await output.FlushAsync();
        }
    }

    private static void WriteReversed(PipeWriter output, string line)
    {
        var characters = line.EnumerateRunes().Reverse().ToList();
        foreach (var character in characters)
        {
            output.Advance(character.EncodeToUtf8(output.GetSpan(4)));
        }

        output.Write("\n"u8);
    }

    private sealed class NoApplication : IHttpApplication<int>
    {
        public int CreateContext(Microsoft.AspNetCore.Http.Features.IFeatureCollection contextFeatures) => 0;

        public Task ProcessRequestAsync(int context) => Task.CompletedTask;

        public void DisposeContext(int context, Exception? exception)
        {
            // It has no contexts.
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Microsoft.Extensions.Logging.ILoggerFactory) ? NullLoggerFactory.Instance : null;
    }
}
