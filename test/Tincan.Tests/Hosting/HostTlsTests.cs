using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Hosting;

public sealed class HostTlsTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TlsPair _pair = new();
    private bool _isAsked;

    public void Dispose() => _pair.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_never_begins_the_handshake_gets_FIN_at_once_when_the_server_stops(bool isRecorded)
    {
        var bench = Bench(HostBench.Unlimited with { Pipeline = new(isRecorded ? new Recorder().Link() : null) });

        bench.Stop();

        Assert.Equal("", await bench.Client.ReceiveTextAsync());
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: server shutdown; 0 B in, 0 B out", bench.Ending);
        Assert.False(_isAsked);
    }

    [Fact]
    public async Task A_client_that_never_begins_the_handshake_exceeds_the_first_byte_timeout()
    {
        var bench = Bench(HostBench.Unlimited with { FirstByteTimeout = 5 * Second, WriteTimeout = Second });
        bench.SweepAfter(4.999 * Second);
        Assert.False(bench.Run.IsCompleted);

        bench.SweepAfter(0.001 * Second);

        Assert.Equal("", await bench.Client.ReceiveTextAsync());
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: first-byte timeout; 0 B in, 0 B out", bench.Ending);
        Assert.False(_isAsked);
    }

    [Fact]
    public async Task A_client_that_is_slow_in_the_handshake_and_does_not_close_after_FIN_is_reset()
    {
        var bench = Bench(HostBench.Unlimited with { FirstByteTimeout = 5 * Second, LingerTimeout = 2 * Second });
        await bench.Client.SendTextAsync("\u0016\u0003\u0001");
        bench.SweepAfter(5 * Second);
        Assert.Equal("", await bench.Client.ReceiveTextAsync());
        await bench.Clock.WhenTimerAsync(2 * Second);

        bench.Clock.Advance(2 * Second);

        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.SendAsync(new byte[1])));
    }

    [Fact]
    public async Task After_the_handshake_the_greeting_arrives()
    {
        var bench = Bench(HostBench.Unlimited);
        await using var client = await new TlsClient(_pair.ClientOptions()).ConnectAsync(bench.Client, TlsPair.Server).InTime();
        Assert.Equal("welcome", await client.ReceiveToEndAsync());
        await client.FinishAsync();
        await bench.Run.InTime();
        Assert.Equal("Information: client connection closed: server finished; 0 B in, 7 B out", bench.Ending);
    }

    [Fact]
    public async Task A_stop_after_the_handshake_drains_the_message_in_hand()
    {
        using var pairs = new PairServer();
        var bench = new ConversationBench(pairs, HostBench.Unlimited, new TlsServer(_pair.ServerOptions()).Wrap);
        await using var client = await new TlsClient(_pair.ClientOptions()).ConnectAsync(bench.Client, TlsPair.Server).InTime();
        await client.SendTextAsync("a");
        await pairs.IsMidMessageAsync();

        bench.Stop();
        await client.SendTextAsync("b");

        Assert.Equal("ab", await client.ReceiveToEndAsync());
        await client.FinishAsync();
        await bench.Run.InTime();
        Assert.Equal("Information: client connection closed: server shutdown; 2 B in, 2 B out", bench.Ending);
    }

    private ConversationBench Bench(HostOptions options) => new(
        conversation =>
        {
            _isAsked = true;
            return conversation.Wire.SendTextAsync("welcome");
        },
        options,
        new TlsServer(_pair.ServerOptions()).Wrap);
}
