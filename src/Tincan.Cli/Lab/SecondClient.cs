using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Protocols.Talk;

namespace Tincan.Cli.Lab;

internal sealed class SecondClient : IExperiment
{
    public string Name => "second-client";

    public string Title => "what a second client sees while a one-at-a-time server serves the first";

    public string Explanation =>
        "The second client was connected at once, although the server had not accepted it: the kernel completes the handshake and keeps the connection in the listener's backlog. "
        + "The kernel also received what the client sent, and kept it unread. "
        + "So to the second client the server seems to hang; a connection does not prove that anybody serves it. "
        + "When the first client left, the server accepted the second one, and read and answered its line at once.";

    public async Task RunAsync(LabBench bench)
    {
        var options = new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait };
        var host = bench.Keep(Host.Start(
            await bench.ListenAsync(), new TalkServer(new Parrot(), new LineOptions()), options, NullLogger.Instance));
        var first = await bench.ConnectAsync(host.LocalEndPoint, "the first client");
        await bench.SendAsync(first, "I am first\n");
        await bench.ReceiveAsync(first);
        var second = await bench.ConnectAsync(host.LocalEndPoint, "the second client");
        await bench.SendAsync(second, "I am second\n");
        var tooEarly = await bench.ReceiveWithinAsync(second, TimeSpan.FromSeconds(1.2));
        bench.Findings.Add(tooEarly is null
            ? "after 1.2 s the second client was connected, had sent its line, and had received nothing"
            : "the second client was answered while the first was being served");
        await first.DisposeAsync();
        await bench.ReceiveAsync(second);
        await second.DisposeAsync();
    }

    /// <summary>Repeats what it receives.</summary>
    private sealed class Parrot : ITalker
    {
        private byte[] _received = [];

        public ValueTask ShowAsync(ReadOnlyMemory<byte> message)
        {
            _received = [.. "you said: "u8, .. message.Span];
            return ValueTask.CompletedTask;
        }

        public Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel) => Task.FromResult<ReadOnlyMemory<byte>?>(_received);
    }
}
