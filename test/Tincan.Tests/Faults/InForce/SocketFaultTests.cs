using System.Net.Sockets;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.InForce;

/// <summary>What a raw socket at the other end of a real connection sees of each fault.</summary>
public sealed class SocketFaultTests
{
    [Fact]
    public async Task What_is_delayed_or_late_arrives_and_then_FIN()
    {
        foreach (Fault fault in new Fault[] { new DelayFault { By = Soon }, new LateFault { By = Soon }, new ThrottleFault { Rate = 100_000 }, new CoalesceFault { Hold = Soon } })
        {
            await using var pair = await Loopback.ConnectAsync();
            await using var wire = Wrap(pair, fault);
            await wire.SendTextAsync("ab\ncd\n");
            await wire.FinishAsync().InTime();
            Assert.Equal("ab\ncd\n", await PeerHearsToEndAsync(pair));
        }
    }

    [Fact]
    public async Task Pieces_arrive_apart()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new SplitFault { Gap = TimeSpan.FromHours(1) });
        await wire.SendTextAsync("ab");
        Assert.Equal("a", await pair.PeerReceivesAsync());
        Assert.Equal(0, pair.Peer.Available);
        wire.Abort();
    }

    [Fact]
    public async Task Messages_that_were_sent_apart_arrive_together()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new CoalesceFault { Group = 3, Hold = TimeSpan.FromHours(1) });
        await wire.SendTextAsync("a\n");
        await wire.SendTextAsync("b\n");
        Assert.Equal(0, pair.Peer.Available);
        await wire.SendTextAsync("c\n");
        Assert.Equal("a\nb\nc\n", await pair.PeerReceivesAsync());
    }

    [Fact]
    public async Task A_half_close_is_FIN_and_the_other_direction_goes_on()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new HalfCloseFault { AfterBytes = 2 });
        await wire.SendTextAsync("abc");
        Assert.Equal("ab", await PeerHearsToEndAsync(pair));
        await pair.PeerSendsAsync("more");
        Assert.Equal("more", await wire.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_close_is_FIN()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new CloseAfterFault { AfterMessages = 1 });
        await wire.SendTextAsync("a\nb\n");
        Assert.Equal("a\n", await PeerHearsToEndAsync(pair));
    }

    [Fact]
    public async Task A_reset_is_an_RST_after_everything_before_it()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new ResetAfterFault { AfterBytes = 2 });
        await wire.SendTextAsync("abc");
        var received = "";
        var error = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            while (true)
            {
                received += await pair.PeerReceivesAsync();
            }
        });
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        Assert.StartsWith(received, "ab", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_without_any_traffic()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new ResetAfterFault { From = Soon });
        var error = await Assert.ThrowsAsync<SocketException>(pair.PeerReceivesAsync);
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task A_stall_and_a_mute_send_nothing()
    {
        foreach (var (fault, received) in new (Fault, string)[] { (new StallFault(), "a"), (new MuteFault { Bytes = NumberRange.From(1) }, "a") })
        {
            await using var pair = await Loopback.ConnectAsync();
            var wire = Wrap(pair, fault);
            await wire.SendTextAsync("abc\n");
            Assert.Equal(received, await pair.PeerReceivesAsync());
            Assert.Equal(0, pair.Peer.Available);
            wire.Abort();
            await wire.DisposeAsync().InTime();
        }
    }

    [Fact]
    public async Task A_slow_reader_closes_the_window()
    {
        await using var pair = await Loopback.ConnectAsync();
        var wire = Wrap(pair, new SlowReaderFault { Direction = FaultDirection.In });
        var receiving = wire.ReceiveAsync(new byte[9]).AsTask();
        pair.Peer.Blocking = false;

        // However large the system's buffers are, they are full some time; then the socket takes no more.
        var refused = SocketError.Success;
        for (var i = 0; i < 4096 && refused == SocketError.Success; i++)
        {
            pair.Peer.Send(new byte[64 * 1024], 0, 64 * 1024, SocketFlags.None, out refused);
        }

        Assert.Equal(SocketError.WouldBlock, refused);
        Assert.False(receiving.IsCompleted);
        wire.Abort();
        await Assert.ThrowsAnyAsync<IOException>(() => receiving.InTime());
    }

    [Fact]
    public async Task Bytes_are_changed_and_messages_repeated()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new DuplicateFault(), new CorruptFault { At = 0, With = new BytePattern("X"u8), Count = 1 });
        await wire.SendTextAsync("ab\n");
        await wire.FinishAsync().InTime();
        Assert.Equal("Xb\nXb\n", await PeerHearsToEndAsync(pair));
    }

    [Fact]
    public async Task What_is_stopped_in_turn_arrives_when_it_goes_on()
    {
        await using var pair = await Loopback.ConnectAsync();
        await using var wire = Wrap(pair, new SwizzleFault { Every = TimeSpan.FromMilliseconds(2) });
        for (var i = 0; i < 50; i++)
        {
            await wire.SendTextAsync($"{i}\n");
        }

        await wire.FinishAsync().InTime();
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(static i => $"{i}\n")), await PeerHearsToEndAsync(pair));
    }

    private static TimeSpan Soon => TimeSpan.FromMilliseconds(5);

    private static FaultyWire Wrap(Loopback pair, params Fault[] faults)
    {
        var plan = new FaultPlan([.. faults.Select(static fault => fault.Direction == FaultDirection.In ? fault : fault with { Direction = FaultDirection.Out })]);
        return new FaultInjector(plan).Wrap(pair.Wire, ObservedSide.Server, MessageCodec.Lines);
    }

    private static async Task<string> PeerHearsToEndAsync(Loopback pair)
    {
        var all = "";
        while (await pair.PeerReceivesAsync() is { Length: > 0 } some)
        {
            all += some;
        }

        return all;
    }
}
