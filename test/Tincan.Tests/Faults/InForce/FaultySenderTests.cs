using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.InForce;

/// <summary>How much may be under way, in how many pieces, and on whose thread it goes out.</summary>
public sealed class FaultySenderTests
{
    [Fact]
    public async Task At_most_a_mebibyte_is_held_and_then_the_sender_waits()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new DelayFault());
        var sending = bench.Wire.SendTextAsync(new string('x', (1024 * 1024) + 1));
        Assert.False(sending.IsCompleted);
        bench.Advance(200);
        await sending.InTime();
    }

    [Fact]
    public async Task Many_small_pieces_take_more_room_than_their_bytes()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new DelayFault());
        await bench.Wire.SendTextAsync(new string('\n', 20_000)).InTime();
        var sending = bench.Wire.SendTextAsync("one\n");
        Assert.False(sending.IsCompleted);
        bench.Advance(200);
        await sending.InTime();
    }

    [Fact]
    public async Task Healing_a_fault_sends_a_bounded_part_on_the_callers_thread()
    {
        using var injector = new FaultInjector(new FaultPlan(new ThrottleFault { Rate = 1 }));
        var inside = new EndlessWire();
        await using var wire = injector.Wrap(inside);
        await wire.SendAsync(new byte[20_000]).InTime();
        var healer = Environment.CurrentManagedThreadId;
        inside.Senders.Clear();
        injector.Heal();
        Assert.InRange(inside.Senders.Count(sender => sender == healer), 1, 1000);
        await wire.FinishAsync().InTime();
        Assert.Equal(19_999, inside.Senders.Count);
    }

    [Fact]
    public async Task A_byte_at_a_time_is_no_slower_for_being_much()
    {
        using var injector = new FaultInjector(new FaultPlan(
            new SplitFault { Gap = TimeSpan.Zero, After = new BytePattern("xy"u8), Every = 1, Inside = SplitInside.CrLf },
            new DelayFault { By = TimeSpan.Zero },
            new ThrottleFault { Rate = long.MaxValue / 10_000_000 }));
        await using var wire = injector.Wrap(new EndlessWire(), ObservedSide.Server, MessageCodec.Lines);
        await wire.SendTextAsync(new string('x', 1024 * 1024));
        await wire.FinishAsync().InTime();
    }

    [Fact]
    public async Task A_byte_at_a_time_waits_for_a_small_window()
    {
        using var injector = new FaultInjector(new FaultPlan(new SplitFault { Gap = TimeSpan.Zero }));
        var (own, peer) = MemoryWire.CreatePair(100);
        await using var wire = injector.Wrap(own, ObservedSide.Server, MessageCodec.Lines);
        var sending = wire.SendTextAsync(new string('x', 20_000));
        Assert.Equal(20_000, (await peer.ReceiveExactlyAsync(20_000)).Length);
        await sending;
    }
}
