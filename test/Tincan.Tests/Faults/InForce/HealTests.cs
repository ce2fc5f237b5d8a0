using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Faults.InForce;

/// <summary>All faults at once are ended while connections are open, and others can follow.</summary>
public sealed class HealTests
{
    [Fact]
    public async Task What_is_held_goes_on_and_the_plan_goes_on_too()
    {
        using var injector = new FaultInjector(new FaultPlan(new MuteFault { Direction = FaultDirection.Out }), new FakeClock());
        var (client, server) = MemoryWire.CreatePair();
        await using var faulty = injector.Wrap(client);
        await using var peer = server;
        injector.Add(new DelayFault { By = TimeSpan.FromHours(1) }, FaultScope.All);
        Assert.Equal((3, 1), (injector.NextNumber, injector.OpenConnections));
        injector.Remove(1, FaultScope.All);
        await faulty.SendAsync("held"u8.ToArray());

        injector.Heal();

        Assert.Equal("held", await ReceiveTextAsync(peer));
        Assert.Empty(injector.Faults);
        Assert.Equal(3, injector.Add(new DelayFault { By = TimeSpan.FromHours(1) }, FaultScope.All));
        await faulty.SendAsync("held again"u8.ToArray());
        injector.Heal();
        Assert.Equal("held again", await ReceiveTextAsync(peer));
    }

    [Fact]
    public async Task A_fault_that_later_connections_are_spared_is_healed_on_open_ones_too()
    {
        using var injector = new FaultInjector(new FaultPlan(new DelayFault { By = TimeSpan.FromHours(1) }), new FakeClock());
        var (client, server) = MemoryWire.CreatePair();
        await using var faulty = injector.Wrap(client);
        await using var peer = server;
        injector.Remove(1, FaultScope.Next);
        await faulty.SendAsync("held"u8.ToArray());
        Assert.Empty(injector.Faults);

        injector.Heal();

        Assert.Equal("held", await ReceiveTextAsync(peer));
    }

    private static async Task<string> ReceiveTextAsync(Wire wire)
    {
        var buffer = new byte[64];
        var count = await wire.ReceiveAsync(buffer).AsTask().InTime();
        return System.Text.Encoding.ASCII.GetString(buffer, 0, count);
    }
}
