using System.Collections.Concurrent;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.InForce;

/// <summary>A faulty wire is a wire, whatever is done on it.</summary>
public sealed class FaultyWireTests
{
    public static TheoryData<string> Harmless => ["none", "delay"];

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Each_end_may_finish_and_still_hear_the_other(string fault)
    {
        var (wire, peer) = Pair(fault);
        await peer.SendTextAsync("ask");
        await peer.FinishAsync();
        Assert.Equal("ask", await wire.ReceiveToEndAsync());
        Assert.Equal("", await wire.ReceiveTextAsync());
        await wire.SendTextAsync("answer");
        await wire.FinishAsync().InTime();
        await wire.FinishAsync().InTime();
        Assert.Equal("answer", await peer.ReceiveToEndAsync());
        Assert.Equal(CloseReason.Finished, await WireText.FailureOf(wire.SendAsync(new byte[1])));
        await wire.DisposeAsync().InTime();
        await wire.DisposeAsync().InTime();
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task An_empty_receive_waits_for_bytes_and_takes_none(string fault)
    {
        var (wire, peer) = Pair(fault);
        var waiting = wire.WaitForDataAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        await peer.SendTextAsync("one");
        await waiting.InTime();
        Assert.Equal("o", await wire.ReceiveTextAsync(1));
        Assert.Equal("ne", await wire.ReceiveTextAsync());
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Giving_up_a_receive_loses_nothing(string fault)
    {
        var (wire, peer) = Pair(fault);
        using var giveUp = new CancellationTokenSource();
        var receiving = wire.ReceiveAsync(new byte[9], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.InTime());
        await peer.SendTextAsync("all");
        Assert.Equal("all", await wire.ReceiveTextAsync());
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task The_peers_RST_says_the_same_again_and_again(string fault)
    {
        var (wire, peer) = Pair(fault);
        var receiving = wire.ReceiveAsync(new byte[1]).AsTask();
        peer.Abort();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(receiving));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(wire.ReceiveAsync(new byte[1])));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(wire.SendAsync(new byte[1])));
        await wire.FinishAsync().InTime();
        await wire.DisposeAsync().InTime();
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Letting_go_over_unread_bytes_resets(string fault)
    {
        var (wire, peer) = Pair(fault);
        await peer.SendTextAsync("ab");
        Assert.Equal("a", await wire.ReceiveTextAsync(1));
        await wire.DisposeAsync().InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(peer.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task The_wire_inside_never_has_two_receives_at_once()
    {
        var (own, peer) = MemoryWire.CreatePair();
        var probe = new ProbeWire(own);
        using var injector = new FaultInjector(new FaultPlan());
        await using var wire = injector.Wrap(probe);
        var straight = wire.ReceiveAsync(new byte[9]).AsTask();
        injector.Add(new StallFault { Direction = FaultDirection.Out }, FaultScope.All);
        await wire.SendTextAsync("ab\n");
        var finishing = wire.FinishAsync().AsTask();
        Assert.Equal(1, probe.UnderWay);
        await peer.SendTextAsync("one");
        Assert.Equal(3, await straight.InTime());
        await peer.SendTextAsync("two");
        Assert.Equal("two", await wire.ReceiveTextAsync());
        injector.Dispose();
        await finishing.InTime();
        Assert.False(probe.HasOverlapped);
    }

    [Fact]
    public async Task Faults_that_come_and_go_on_other_threads_neither_lose_nor_reorder_bytes()
    {
        using var injector = new FaultInjector(new FaultPlan());
        var (own, other) = MemoryWire.CreatePair(1024);
        var wire = injector.Wrap(own, ObservedSide.Server, MessageCodec.Lines);
        var all = Enumerable.Range(0, 4000).Select(static number => $"{number}\n").ToArray();
        var text = string.Concat(all);
        async Task TalkAsync(Wire end)
        {
            foreach (var line in all)
            {
                await end.SendTextAsync(line);
            }

            await end.FinishAsync().InTime();
        }

        var talking = Task.WhenAll(Task.Run(() => TalkAsync(wire)), Task.Run(() => TalkAsync(other)));
        var receiving = Task.WhenAll(Task.Run(wire.ReceiveToEndAsync), Task.Run(other.ReceiveToEndAsync));
        Fault[] faults =
        [
            new DelayFault { By = TimeSpan.FromMilliseconds(1) }, new SplitFault { Gap = TimeSpan.Zero }, new CoalesceFault { Hold = TimeSpan.FromMilliseconds(1) },
            new StallFault { Direction = FaultDirection.Both }, new SlowReaderFault { Direction = FaultDirection.Both }, new ThrottleFault { Rate = 1_000_000 },
        ];
        for (var i = 0; i < 500; i++)
        {
            var number = injector.Add(faults[i % faults.Length], FaultScope.All);
            await Task.Yield();
            number = injector.Change(number, faults[(i + 1) % faults.Length], FaultScope.All)!.Value;
            await Task.Yield();
            injector.Remove(number, FaultScope.All);
        }

        injector.Dispose();
        Assert.Equal([text, text], await receiving.InTime());
        await talking.InTime();
        await wire.DisposeAsync().InTime();
    }

    [Fact]
    public async Task The_system_clock_is_as_good()
    {
        var told = new ConcurrentQueue<FaultEvent>();
        using var injector = new FaultInjector(new FaultPlan(new DelayFault { By = TimeSpan.FromTicks(15_001) }), onEvent: told.Enqueue);
        var (own, peer) = MemoryWire.CreatePair();
        await using var wire = injector.Wrap(own, ObservedSide.Server);
        for (var i = 0; i < 20; i++)
        {
            await wire.SendTextAsync("a");
            Assert.Equal("a", await peer.ReceiveTextAsync());
        }

        Assert.Equal(20, told.Count);
    }

    [Fact]
    public async Task Received_bytes_that_have_not_reached_the_faults_count_as_held()
    {
        var (own, peer) = MemoryWire.CreatePair();
        var inner = new SlowWire(own);
        var faults = new FaultInjector(new FaultPlan(new DelayFault { By = TimeSpan.Zero }));
        await using var wire = faults.Wrap(inner, ObservedSide.Server);
        var receiving = wire.ReceiveAsync(new byte[9]).AsTask();
        Assert.False(faults.HoldsBytes);

        await peer.SendTextAsync("late");
        await inner.HasTaken.Task.InTime();
        var wasHeld = faults.HoldsBytes;
        inner.GoesOn.SetResult();

        Assert.True(wasHeld);
        Assert.Equal(4, await receiving.InTime());
        Assert.False(faults.HoldsBytes);
    }

    /// <summary>A wire whose receive has the bytes but does not return until the test allows it.</summary>
    private sealed class SlowWire(Wire inner) : DelegatingWire(inner)
    {
        public TaskCompletionSource HasTaken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoesOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
        {
            var count = await Inner.ReceiveAsync(buffer, cancel);
            HasTaken.TrySetResult();
            await GoesOn.Task;
            return count;
        }
    }

    private static (FaultyWire Wire, MemoryWire Peer) Pair(string fault)
    {
        var (own, peer) = MemoryWire.CreatePair();
        var plan = fault == "none" ? new FaultPlan() : new FaultPlan(new DelayFault { By = TimeSpan.Zero });
        return (new FaultInjector(plan).Wrap(own, ObservedSide.Server), peer);
    }
}
