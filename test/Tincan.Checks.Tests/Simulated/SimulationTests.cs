using Tincan.Mutants.Simulated;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Simulated;

/// <summary>Work in a simulation: waiting takes no time, and anything that would depend on timing fails.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void The_clock_moves_only_when_everything_waits()
    {
        var happened = Simulation.Run(async simulation =>
        {
            var lines = new List<string>();
            await Task.WhenAll(WaitAsync(3), WaitAsync(1), WaitAsync(2));
            return lines;

            async Task WaitAsync(int days)
            {
                await Task.Yield();
                lines.Add($"{Now(simulation)} waits");
                await Task.Delay(TimeSpan.FromMinutes(days), simulation.Time);
                lines.Add($"{Now(simulation)} ends");
            }
        });

        Assert.Equal(["0 waits", "0 waits", "0 waits", "1 ends", "2 ends", "3 ends"], happened);
    }

    [Fact]
    public void Timers_due_at_the_same_time_fire_in_the_order_they_were_set()
    {
        var order = Simulation.Run(async simulation =>
        {
            var fired = new List<int>();
            using var second = simulation.Time.CreateTimer(_ => fired.Add(2), null, TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
            using var first = simulation.Time.CreateTimer(_ => fired.Add(1), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
            using var third = simulation.Time.CreateTimer(_ => fired.Add(3), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            third.Change(TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
            await Task.Delay(TimeSpan.FromSeconds(10), simulation.Time);
            return fired;
        });

        Assert.Equal([1, 1, 1, 1, 2, 3, 1], order);
    }

    [Fact]
    public void Connections_open_and_break_without_sockets()
    {
        var received = Simulation.Run(async simulation =>
        {
            await using var listener = await simulation.Network.ListenAsync(new HostPort("127.0.0.1", 7), default);
            await using var client = await simulation.Network.ConnectAsync(new HostPort("127.0.0.1", 7), TimeSpan.Zero, isNarrow: false, default);
            await using var server = await listener.AcceptAsync(default);
            await server.SendAsync("hello"u8.ToArray());
            return await client.ReceiveAsync(new byte[9]);
        });

        Assert.Equal(5, received);
    }

    [Fact]
    public void Work_that_waits_for_something_that_never_happens_fails() => Assert.Contains(
        "never happens",
        Assert.Throws<InvalidOperationException>(() => Simulation.Run(static _ => new TaskCompletionSource().Task)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Work_that_waits_forever_in_a_loop_fails()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Simulation.Run(static async simulation =>
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), simulation.Time);
            }
        }));

        Assert.Contains("does not end", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_moves_to_the_thread_pool_fails()
    {
        AssertDeparts(static _ => Task.Run(static () => { }));
        AssertDeparts(static simulation =>
        {
            _ = Task.Run(static () => { });
            return Task.Delay(TimeSpan.FromSeconds(1), simulation.Time);
        });
        AssertDeparts(static async simulation =>
        {
            using var source = new CancellationTokenSource();
            using var registration = source.Token.Register(static () => { });
            await source.CancelAsync();
        });
    }

    [Fact]
    public void The_clock_stops_during_work_outside_the_simulation()
    {
        var now = Simulation.Run(static async simulation =>
        {
            using var timer = simulation.Time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            await Scheduling.OutsideContext(static () => Task.Run(static () => { }));
            return Now(simulation);
        });

        Assert.Equal(0, now);
    }

    [Fact]
    public void The_callers_synchronization_context_is_restored()
    {
        var before = SynchronizationContext.Current;
        Simulation.Run(static _ => Task.CompletedTask);
        Assert.Same(before, SynchronizationContext.Current);
    }

    private static void AssertDeparts(Func<Simulation, Task> work) => Assert.Contains(
        "thread pool", Assert.Throws<InvalidOperationException>(() => Simulation.Run(work)).Message, StringComparison.Ordinal);

    private static double Now(Simulation simulation) => simulation.Time.GetElapsedTime(0).TotalMinutes;
}
