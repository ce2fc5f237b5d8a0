using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Protocols.Talk;

namespace Tincan.Cli.Lab;

internal sealed class SecondClient : IExperiment
{
    public string Name => "second-client";

    public string Title => "what a second caller sees while a one-at-a-time server talks to the first";

    public string Explanation =>
        "The second client was connected at once, although nobody served it: the kernel completes the handshake and keeps the connection in the listener's backlog. "
        + "What it sent was received by the kernel too, and lay there unread. "
        + "So to the second caller the server looks as if it hung, and connecting proves nothing about being served. "
        + "When the first caller left, the second one was accepted and its line was read and answered at once.";

    public async Task RunAsync(LabBench bench)
    {
        var options = new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait };
        var host = bench.Keep(Host.Start(
            await bench.ListenAsync(), new TalkServer(new Parrot(), new LineOptions()), options, NullLogger.Instance));
        var first = await bench.ConnectAsync(host.LocalEndPoint, "the first client");
        await bench.SayAsync(first, "I am first\n");
        await bench.ReceiveAsync(first);
        var second = await bench.ConnectAsync(host.LocalEndPoint, "the second client");
        await bench.SayAsync(second, "I am second\n");
        var tooEarly = await bench.ReceiveWithinAsync(second, TimeSpan.FromSeconds(1.2));
        bench.Findings.Add(tooEarly is null
            ? "after 1.2 s the second client was connected, had sent its line, and had heard nothing"
            : "the second client was answered while the first was being served");
        await first.DisposeAsync();
        await bench.ReceiveAsync(second);
        await second.DisposeAsync();
    }

    /// <summary>Says back what it hears.</summary>
    private sealed class Parrot : ITalker
    {
        private byte[] _heard = [];

        public ValueTask HearAsync(ReadOnlyMemory<byte> message)
        {
            _heard = [.. "you said: "u8, .. message.Span];
            return ValueTask.CompletedTask;
        }

        public Task<ReadOnlyMemory<byte>?> SayAsync(CancellationToken cancel) => Task.FromResult<ReadOnlyMemory<byte>?>(_heard);
    }
}
