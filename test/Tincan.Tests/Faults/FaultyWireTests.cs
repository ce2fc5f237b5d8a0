using System.Collections.Concurrent;
using Tincan.Faults;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults;

/// <summary>A faulty wire is a wire, whatever is done on it and in whatever state.</summary>
public sealed class FaultyWireTests
{
    public static TheoryData<string> Harmless => ["none", "delay"];

    public static TheoryData<string> Holding => ["delay", "stall", "glue", "mute", "slow-reader", "window"];

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Each_end_may_finish_and_still_hear_the_other(string fault)
    {
        var (wire, peer) = Pair(fault);
        await peer.SayAsync("ask");
        await peer.FinishAsync();
        Assert.Equal("ask", await wire.HearToEndAsync());
        Assert.Equal("", await wire.HearAsync());
        await wire.SayAsync("answer");
        await wire.FinishAsync().InTime();
        await wire.FinishAsync().InTime();
        Assert.Equal("answer", await peer.HearToEndAsync());
        Assert.Equal(CloseReason.Finished, await Speech.FailureOf(wire.SendAsync(new byte[1])));
        await wire.DisposeAsync().InTime();
        await wire.DisposeAsync().InTime();
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task An_empty_receive_waits_for_bytes_and_takes_none(string fault)
    {
        var (wire, peer) = Pair(fault);
        var waiting = wire.ReceiveAsync(Memory<byte>.Empty).AsTask();
        Assert.False(waiting.IsCompleted);
        await peer.SayAsync("one");
        Assert.Equal(0, await waiting.InTime());
        Assert.Equal("o", await wire.HearAsync(1));
        Assert.Equal("ne", await wire.HearAsync());
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
        await peer.SayAsync("all");
        Assert.Equal("all", await wire.HearAsync());
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task The_peers_RST_says_the_same_again_and_again(string fault)
    {
        var (wire, peer) = Pair(fault);
        var receiving = wire.ReceiveAsync(new byte[1]).AsTask();
        peer.Abort();
        Assert.Equal(CloseReason.PeerReset, await Speech.FailureOf(receiving));
        Assert.Equal(CloseReason.PeerReset, await Speech.FailureOf(wire.ReceiveAsync(new byte[1])));
        Assert.Equal(CloseReason.PeerReset, await Speech.FailureOf(wire.SendAsync(new byte[1])));
        await wire.FinishAsync().InTime();
        await wire.DisposeAsync().InTime();
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Letting_go_over_unread_bytes_resets(string fault)
    {
        var (wire, peer) = Pair(fault);
        await peer.SayAsync("ab");
        Assert.Equal("a", await wire.HearAsync(1));
        await wire.DisposeAsync().InTime();
        Assert.Equal(CloseReason.PeerReset, await Speech.FailureOf(peer.ReceiveAsync(new byte[1])));
    }

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task An_abort_ends_whatever_waits(string state)
    {
        using var bench = Held(state, out var sending, out var receiving, out var finishing);
        bench.Wire.Abort();
        Assert.Equal(CloseReason.Aborted, await Speech.FailureOf(receiving));
        await EndsAsync(sending);
        await EndsAsync(finishing);
        await Assert.ThrowsAsync<WireException>(() => bench.Wire.SendAsync(new byte[1]).InTime());
        Assert.Equal(CloseReason.Aborted, await Speech.FailureOf(bench.Wire.ReceiveAsync(new byte[1])));
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
        Assert.Equal(CloseReason.Aborted, await Speech.FailureOf(bench.Wire.ReceiveAsync(new byte[1])));
        await Assert.ThrowsAsync<WireException>(() => bench.Wire.SendAsync(new byte[1]).InTime());
        Assert.Equal(0, bench.Peer.UnderWay);
        Assert.Null(bench.Clock.NextDue);
    }

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task The_peers_RST_ends_whatever_waits_also_where_nobody_receives(string state)
    {
        using var bench = Bench(state);
        var sending = bench.Wire.SendAsync(Speech.Bytes("abc")).AsTask();
        var finishing = state == "slow-reader" ? sending : bench.FinishAsync();
        Assert.False(finishing.IsCompleted);
        bench.Peer.Fail(CloseReason.PeerReset);
        Assert.Equal(CloseReason.PeerReset, await Speech.FailureOf(finishing));
    }

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task Giving_up_to_finish_is_heeded(string state)
    {
        using var bench = Bench(state);
        using var giveUp = new CancellationTokenSource();
        var sending = bench.Wire.SendAsync(Speech.Bytes("abc"), giveUp.Token).AsTask();
        var finishing = state == "slow-reader" ? sending : bench.Wire.FinishAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finishing.InTime());
    }

    [Fact]
    public async Task The_peers_FIN_comes_behind_what_is_held()
    {
        using var bench = FaultBench.Of(FaultDirection.In, new DelayFault());
        bench.Say("a");
        bench.ArriveFin();
        await bench.FinishAsync().InTime();
        bench.Advance(500);
        Assert.Equal(["200 a", "200 FIN"], bench.Heard);
    }

    [Fact]
    public async Task A_wire_that_is_let_go_sends_what_only_waits_for_its_time()
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

    [Fact]
    public async Task At_most_a_mebibyte_is_held_and_then_the_sender_waits()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new DelayFault());
        var sending = bench.Wire.SayAsync(new string('x', (1024 * 1024) + 1));
        Assert.False(sending.IsCompleted);
        bench.Advance(200);
        await sending.InTime();
    }

    [Fact]
    public async Task Many_small_pieces_take_more_room_than_their_bytes()
    {
        using var bench = FaultBench.Of(FaultDirection.Out, new DelayFault());
        await bench.Wire.SayAsync(new string('\n', 20_000)).InTime();
        var sending = bench.Wire.SayAsync("one\n");
        Assert.False(sending.IsCompleted);
        bench.Advance(200);
        await sending.InTime();
    }

    [Fact]
    public async Task Whoever_heals_a_fault_does_not_send_all_that_it_held()
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
    public async Task The_wire_inside_never_has_two_receives_at_once()
    {
        var (own, peer) = MemoryWire.CreatePair();
        var probe = new ProbeWire(own);
        using var injector = new FaultInjector(new FaultPlan());
        await using var wire = injector.Wrap(probe);
        var straight = wire.ReceiveAsync(new byte[9]).AsTask();
        injector.Add(new StallFault { Direction = FaultDirection.Out }, FaultReach.All);
        await wire.SayAsync("ab\n");
        var finishing = wire.FinishAsync().AsTask();
        Assert.Equal(1, probe.UnderWay);
        await peer.SayAsync("one");
        Assert.Equal(3, await straight.InTime());
        await peer.SayAsync("two");
        Assert.Equal("two", await wire.HearAsync());
        injector.Dispose();
        await finishing.InTime();
        Assert.False(probe.HasOverlapped);
    }

    [Fact]
    public async Task A_byte_at_a_time_is_no_slower_for_being_much()
    {
        using var injector = new FaultInjector(new FaultPlan(
            new SplitFault { Gap = TimeSpan.Zero, After = new BytePattern("xy"u8), Every = 1, Inside = SplitInside.CrLf },
            new DelayFault { By = TimeSpan.Zero },
            new ThrottleFault { Rate = long.MaxValue / 10_000_000 }));
        await using var wire = injector.Wrap(new EndlessWire(), ObservedSide.Server, MessageCodec.Lines);
        await wire.SayAsync(new string('x', 1024 * 1024));
        await wire.FinishAsync().InTime();
    }

    [Fact]
    public async Task A_byte_at_a_time_waits_for_a_small_window()
    {
        using var injector = new FaultInjector(new FaultPlan(new SplitFault { Gap = TimeSpan.Zero }));
        var (own, peer) = MemoryWire.CreatePair(100);
        await using var wire = injector.Wrap(own, ObservedSide.Server, MessageCodec.Lines);
        var sending = wire.SayAsync(new string('x', 20_000));
        Assert.Equal(20_000, (await peer.HearExactlyAsync(20_000)).Length);
        await sending;
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
                await end.SayAsync(line);
            }

            await end.FinishAsync().InTime();
        }

        var talking = Task.WhenAll(Task.Run(() => TalkAsync(wire)), Task.Run(() => TalkAsync(other)));
        var hearing = Task.WhenAll(Task.Run(wire.HearToEndAsync), Task.Run(other.HearToEndAsync));
        Fault[] faults =
        [
            new DelayFault { By = TimeSpan.FromMilliseconds(1) }, new SplitFault { Gap = TimeSpan.Zero }, new GlueFault { Hold = TimeSpan.FromMilliseconds(1) },
            new StallFault { Direction = FaultDirection.Both }, new SlowReaderFault { Direction = FaultDirection.Both }, new ThrottleFault { Rate = 1_000_000 },
        ];
        for (var i = 0; i < 500; i++)
        {
            var number = injector.Add(faults[i % faults.Length], FaultReach.All);
            await Task.Yield();
            number = injector.Change(number, faults[(i + 1) % faults.Length], FaultReach.All)!.Value;
            await Task.Yield();
            injector.Remove(number, FaultReach.All);
        }

        injector.Dispose();
        Assert.Equal([text, text], await hearing.InTime());
        await talking.InTime();
        await wire.DisposeAsync().InTime();
    }

    [Fact]
    public async Task The_system_clock_is_as_good()
    {
        var told = new ConcurrentQueue<FaultEvent>();
        using var injector = new FaultInjector(new FaultPlan(new DelayFault { By = TimeSpan.FromTicks(15_001) }), told: told.Enqueue);
        var (own, peer) = MemoryWire.CreatePair();
        await using var wire = injector.Wrap(own, ObservedSide.Server);
        for (var i = 0; i < 20; i++)
        {
            await wire.SayAsync("a");
            Assert.Equal("a", await peer.HearAsync());
        }

        Assert.Equal(20, told.Count);
    }

    private static (FaultyWire Wire, MemoryWire Peer) Pair(string fault)
    {
        var (own, peer) = MemoryWire.CreatePair();
        var plan = fault == "none" ? new FaultPlan() : new FaultPlan(new DelayFault { By = TimeSpan.Zero });
        return (new FaultInjector(plan).Wrap(own, ObservedSide.Server), peer);
    }

    private static FaultBench Bench(string state)
    {
        var bench = FaultBench.Of(FaultDirection.Out, state switch
        {
            "delay" => new DelayFault { By = TimeSpan.FromSeconds(9) },
            "stall" => new StallFault(),
            "glue" => new GlueFault { Hold = TimeSpan.FromSeconds(9) },
            "mute" => new MuteFault(),
            "slow-reader" => new SlowReaderFault(),
            _ => new DelayFault { By = TimeSpan.Zero },
        });
        if (state is "window" or "glue")
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
        sending = bench.Wire.SendAsync(Speech.Bytes("abc")).AsTask();
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
