using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.InForce;

/// <summary>However a faulty wire ends, and whatever it holds then: nobody waits for ever, and what can still go out does.</summary>
public sealed class FaultyEndTests
{
    public static TheoryData<string> Holding => ["delay", "stall", "coalesce", "mute", "slow-reader", "window"];

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task An_abort_ends_whatever_waits(string state)
    {
        using var bench = Held(state, out var sending, out var receiving, out var finishing);
        bench.Wire.Abort();
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(receiving));
        await EndsAsync(sending);
        await EndsAsync(finishing);
        await Assert.ThrowsAsync<WireException>(() => bench.Wire.SendAsync(new byte[1]).InTime());
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(bench.Wire.ReceiveAsync(new byte[1])));
        await bench.Wire.DisposeAsync().InTime();
        Assert.Equal(0, bench.Peer.UnderWay);
        Assert.True(bench.Peer.IsDisposed);
    }

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task Letting_go_ends_whatever_waits(string state)
    {
        using var bench = Held(state, out var sending, out var receiving, out var finishing);
        var leaving = bench.Wire.DisposeAsync().AsTask();
        bench.Advance(10_000);
        await leaving.InTime();
        await EndsAsync(sending);
        await EndsAsync(receiving);
        await EndsAsync(finishing);
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(bench.Wire.ReceiveAsync(new byte[1])));
        await Assert.ThrowsAsync<WireException>(() => bench.Wire.SendAsync(new byte[1]).InTime());
        Assert.Equal(0, bench.Peer.UnderWay);
        Assert.Null(bench.Clock.NextDue);
    }

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task The_peers_RST_ends_every_wait_even_without_a_receive(string state)
    {
        using var bench = Bench(state);
        var sending = bench.Wire.SendAsync(WireText.Bytes("abc")).AsTask();
        var finishing = state == "slow-reader" ? sending : bench.FinishAsync();
        Assert.False(finishing.IsCompleted);
        bench.Peer.Fail(CloseReason.PeerReset);
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(finishing));
    }

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task Giving_up_to_finish_is_heeded(string state)
    {
        using var bench = Bench(state);
        using var giveUp = new CancellationTokenSource();
        var sending = bench.Wire.SendAsync(WireText.Bytes("abc"), giveUp.Token).AsTask();
        var finishing = state == "slow-reader" ? sending : bench.Wire.FinishAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finishing.InTime());
    }

    [Fact]
    public async Task The_peers_FIN_comes_after_what_is_held()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new DelayFault());
        bench.Pass("a");
        bench.ArriveFin();
        await bench.FinishAsync().InTime();
        bench.Advance(500);
        Assert.Equal(["200 a", "200 FIN"], bench.Received);
    }

    [Fact]
    public async Task A_disposed_wire_sends_what_only_waits_for_its_time()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new DelayFault { By = TimeSpan.FromHours(1) });
        bench.Send("a");
        var leaving = bench.Wire.DisposeAsync().AsTask();
        bench.Advance(3_599_999);
        Assert.False(leaving.IsCompleted);
        bench.Advance(1);
        await leaving.InTime();
        Assert.Equal(["3600000 a", "3600000 FIN"], bench.Sent);
    }

    [Fact]
    public async Task A_peer_that_takes_nothing_is_waited_for_two_seconds()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new DelayFault { By = TimeSpan.Zero });
        bench.Peer.CloseWindow();
        bench.Send("a");
        var leaving = bench.Wire.DisposeAsync().AsTask();
        await bench.Clock.WhenTimerAsync(TimeSpan.FromSeconds(2));
        bench.Advance(2000);
        await leaving.InTime();
        Assert.Equal(["0 a", "2000 RST"], bench.Sent);
    }

    private static FaultBench Bench(string state)
    {
        var bench = FaultBench.Of(FaultDirection.Out, state switch
        {
            "delay" => new DelayFault { By = TimeSpan.FromSeconds(9) },
            "stall" => new StallFault(),
            "coalesce" => new CoalesceFault { Hold = TimeSpan.FromSeconds(9) },
            "mute" => new MuteFault(),
            "slow-reader" => new SlowReaderFault(),
            _ => new DelayFault { By = TimeSpan.Zero },
        });
        if (state is "window" or "coalesce")
        {
            // What glue holds, FIN lets go; then the peer takes nothing.
            bench.Peer.CloseWindow();
        }

        return bench;
    }

    private static FaultBench Held(string state, out Task sending, out Task<int> receiving, out Task finishing)
    {
        var bench = Bench(state);
        receiving = bench.Wire.ReceiveAsync(new byte[1]).AsTask();
        sending = bench.Wire.SendAsync(WireText.Bytes("abc")).AsTask();
        finishing = state == "slow-reader" ? sending : bench.FinishAsync();
        Assert.False(finishing.IsCompleted);
        Assert.False(receiving.IsCompleted);
        return bench;
    }

    /// <summary>It ends, one way or the other.</summary>
    private static async Task EndsAsync(Task task)
    {
        try
        {
            await task.InTime();
        }
        catch (WireException)
        {
            // This is an end.
        }
    }
}
