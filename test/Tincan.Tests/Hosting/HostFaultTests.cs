using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class HostFaultTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_connection_that_the_plan_refuses_is_reset_before_it_reaches_the_server()
    {
        var told = new List<FaultEvent>();
        using var faults = new FaultInjector(new FaultPlan(new RefuseFault { Connections = NumberRange.Only(1) }), onEvent: told.Add);
        await using var bench = new HostBench(static conversation => conversation.Wire.SendAsync("hello"u8.ToArray()).AsTask(), new() { Pipeline = new(faults.Link()) });

        var refused = bench.Connect();
        var error = await Assert.ThrowsAsync<WireException>(() => refused.ReceiveTextAsync().InTime());
        Assert.Equal(CloseReason.PeerReset, error.Reason);
        Assert.Equal("hello", await bench.Connect().ReceiveTextAsync());
        Assert.Equal([(1, "refuse", "refused")], told.Select(static told => (told.Connection, told.Fault, told.Text)));
    }

    [Fact]
    public async Task An_answer_that_is_held_longer_than_a_client_may_linger_still_arrives()
    {
        var options = new HostOptions { LingerTimeout = TimeSpan.FromSeconds(2), IdleTimeout = TimeSpan.FromSeconds(77) };
        var clock = new FakeClock();
        using var faults = new FaultInjector(new FaultPlan(new DelayFault { By = Long, Direction = FaultDirection.Out }), clock);
        var listener = new MemoryListener();
        await using var host = Host.Start(
            listener,
            new FuncServer(static conversation => conversation.Wire.SendAsync("hello"u8.ToArray()).AsTask()),
            options with { Time = clock, Pipeline = new(faults.Link()) },
            new LogLines());
        var client = listener.Connect();
        await clock.WhenTimerAsync(Long);

        // FIN waits behind the answer.
        await clock.WhenTimerAsync(options.IdleTimeout);
        clock.Advance(Long);

        Assert.Equal("hello", await client.ReceiveTextAsync());
        Assert.Equal("", await client.ReceiveTextAsync());
        await client.FinishAsync();
    }

    [Fact]
    public async Task What_is_held_forever_ends_with_the_idle_timeout()
    {
        var clock = new FakeClock();
        var idle = TimeSpan.FromSeconds(7);
        using var faults = new FaultInjector(new FaultPlan(new StallFault()), clock);
        var listener = new MemoryListener();
        await using var host = Host.Start(
            listener,
            new FuncServer(static conversation => conversation.Wire.SendAsync("hello"u8.ToArray()).AsTask()),
            new HostOptions { Time = clock, Pipeline = new(faults.Link()), IdleTimeout = idle },
            new LogLines());
        var client = listener.Connect();
        Assert.Equal("h", await client.ReceiveTextAsync());
        await clock.WhenTimerAsync(idle);

        clock.Advance(idle);

        var error = await Assert.ThrowsAsync<WireException>(() => client.ReceiveTextAsync().InTime());
        Assert.Equal(CloseReason.PeerReset, error.Reason);
    }
}
