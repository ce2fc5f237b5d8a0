using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.Kinds;

public sealed class SwizzleTests
{
    private readonly FakeClock _clock = new();
    private readonly List<FaultEvent> _events = [];

    [Fact]
    public void Connections_stop_one_by_one_and_go_on_one_by_one()
    {
        using var injector = new FaultInjector(new FaultPlan([new SwizzleFault { Direction = FaultDirection.Out }], 3), _clock, _events.Add);
        var (wires, peers) = Wrap(injector, 3);
        for (var turn = 0; turn < 6; turn++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            wires.ForEach(wire => Assert.True(wire.SendAsync(WireText.Bytes($"{turn}")).AsTask().IsCompletedSuccessfully));
        }

        Assert.Equal([1, 2, 3], _events.Where(static told => told.Text == "stopped").Select(static told => told.Connection).Order());
        Assert.Equal([500, 1000, 1500, 2000, 2500, 3000], _events.Select(static told => told.At.TotalMilliseconds));
        Assert.All(_events.TakeLast(3), static told => Assert.Equal("goes on", told.Text));
        Assert.NotEqual(_events.Take(3).Select(static told => told.Connection), _events.TakeLast(3).Select(static told => told.Connection));
        for (var i = 0; i < 3; i++)
        {
            var times = _events.Where(told => told.Connection == i + 1).Select(static told => told.At).ToArray();
            Assert.All(peers[i].Log, log => Assert.False(double.Parse(log.Split(' ')[0]) is var at
                && at >= times[0].TotalMilliseconds && at < times[1].TotalMilliseconds));
            Assert.Equal("012345", string.Concat(peers[i].Log.Select(static log => log.Split(' ')[1])));
        }
    }

    [Fact]
    public void What_is_healed_goes_on_at_once_and_stops_no_more()
    {
        using var injector = new FaultInjector(new FaultPlan(new SwizzleFault()), _clock, _events.Add);
        var (wires, peers) = Wrap(injector, 1);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.True(wires[0].SendAsync(WireText.Bytes("a")).AsTask().IsCompletedSuccessfully);
        Assert.Empty(peers[0].Log);
        injector.Remove(1, FaultScope.Next);
        Assert.Empty(peers[0].Log);
        injector.Dispose();
        Assert.Equal(["500 a"], peers[0].Log);
        Assert.Null(_clock.NextDue);
        Assert.Equal(["stopped", "stopped"], _events.Select(static told => told.Text));
    }

    [Fact]
    public void A_connection_that_is_chosen_by_no_trigger_does_not_stop()
    {
        using var injector = new FaultInjector(
            new FaultPlan(new SwizzleFault { Direction = FaultDirection.Out, From = TimeSpan.FromSeconds(2), Connections = NumberRange.Only(1) }), _clock, _events.Add);
        Wrap(injector, 2);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.All(_events, static told => Assert.Equal(1, told.Connection));
        Assert.True(_events[0].At >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_disposed_wire_is_forgotten()
    {
        using var injector = new FaultInjector(new FaultPlan(new SwizzleFault()), _clock, _events.Add);
        var (wires, _) = Wrap(injector, 2);
        await wires[0].DisposeAsync().InTime();
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.All(_events, static told => Assert.Equal(2, told.Connection));
    }

    private (List<FaultyWire> Wires, List<ScriptedWire> Peers) Wrap(FaultInjector injector, int count)
    {
        var peers = Enumerable.Range(0, count).Select(_ => new ScriptedWire(() => $"{_clock.Now.TotalMilliseconds}")).ToList();
        return (peers.ConvertAll(peer => injector.Wrap(peer, ObservedSide.Server)), peers);
    }
}
