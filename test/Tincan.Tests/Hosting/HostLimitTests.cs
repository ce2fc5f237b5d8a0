using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class HostLimitTests : IDisposable
{
    private readonly PairServer _pairs = new();

    public void Dispose() => _pairs.Dispose();

    [Fact]
    public async Task One_client_too_many_is_reset_and_the_others_go_on()
    {
        await using var bench = new HostBench(_pairs, new() { MaxConnections = 2 });
        MemoryWire first = bench.Connect(), second = bench.Connect(), third = bench.Connect();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(third.ReceiveAsync(new byte[1])));

        foreach (var client in new[] { first, second })
        {
            await client.SendTextAsync("ab");
            Assert.Equal("ab", await client.ReceiveTextAsync());
        }

        Assert.Equal(2, bench.Host.Connections);
        Assert.Contains("Warning: client connection refused (RST): max-connections reached: 2 connections open", bench.Log.Lines);
    }

    [Fact]
    public async Task A_free_slot_goes_to_the_next_client()
    {
        await using var bench = new HostBench(_pairs, new() { MaxConnections = 1 });
        await bench.Connect().FinishAsync();
        string? received = null;
        while (received is null)
        {
            try
            {
                var next = bench.Connect();
                await next.SendTextAsync("ab");
                received = await next.ReceiveTextAsync();
            }
            catch (WireException error) when (error.Reason == CloseReason.PeerReset)
            {
                await Task.Yield();
            }
        }

        Assert.Equal("ab", received);
    }

    [Fact]
    public async Task One_client_too_many_may_wait_and_what_it_sent_meanwhile_is_served()
    {
        await using var bench = new HostBench(_pairs, new() { MaxConnections = 1, WhenFull = WhenFull.Wait });
        MemoryWire first = bench.Connect(), second = bench.Connect();
        await second.SendTextAsync("cd");
        await first.SendTextAsync("ab");
        Assert.Equal("ab", await first.ReceiveTextAsync());
        Assert.Equal(1, bench.Host.Connections);

        await first.FinishAsync();

        Assert.Equal("cd", await second.ReceiveTextAsync());
    }

    [Fact]
    public async Task The_hosts_own_sweep_ends_an_idle_client()
    {
        await using var bench = new HostBench(_pairs, new() { IdleTimeout = TimeSpan.FromSeconds(8) });
        var client = bench.Connect();
        await _pairs.RestsAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(8));
        var receiving = client.ReceiveTextAsync();
        Assert.False(receiving.IsCompleted);

        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("", await receiving);
    }

    [Fact]
    public async Task Without_an_idle_timeout_no_client_is_idle()
    {
        await using var bench = new HostBench(_pairs, HostBench.Unlimited);
        var client = bench.Connect();
        await _pairs.RestsAsync();
        await bench.Clock.WhenNoTimerAsync();
        bench.Clock.Advance(TimeSpan.FromDays(1));

        await client.SendTextAsync("ab");
        Assert.Equal("ab", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Limits_that_make_no_sense_are_refused_at_once()
    {
        await using var listener = new MemoryListener();
        foreach (var options in new HostOptions[]
        {
            new() { MaxConnections = 0 },
            new() { MaxConnectionsPerAddress = 0 },
            new() { MaxNewPerAddress = 0 },
            new() { MaxNewPerAddress = HostOptions.LargestMaxNewPerAddress + 1 },
            new() { FirstByteTimeout = TimeSpan.Zero },
            new() { MessageTimeout = TimeSpan.FromSeconds(-2) },
            new() { WriteTimeout = TimeSpan.Zero },
            new() { MaxConnectionAge = TimeSpan.Zero },
            new() { IdleTimeout = TimeSpan.Zero },
            new() { LingerTimeout = TimeSpan.FromSeconds(-1) },
            new() { DrainTimeout = Timeout.InfiniteTimeSpan },
            new() { FirstByteTimeout = TimeSpan.MaxValue },
            new() { MessageTimeout = TimeSpan.MaxValue },
            new() { WriteTimeout = TimeSpan.MaxValue },
            new() { MaxConnectionAge = TimeSpan.MaxValue },
            new() { IdleTimeout = TimeSpan.MaxValue },
            new() { LingerTimeout = TimeSpan.MaxValue },
            new() { DrainTimeout = HostOptions.LongestTimeout + TimeSpan.FromTicks(1) },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Host.Start(listener, _pairs, options, new LogLines()));
        }
    }
    [Fact]
    public async Task The_longest_times_there_are_can_be_waited_for()
    {
        var longest = HostOptions.LongestTimeout;
        var options = new HostOptions
        {
            FirstByteTimeout = longest,
            MessageTimeout = longest,
            WriteTimeout = longest,
            MaxConnectionAge = longest,
            IdleTimeout = longest,
            LingerTimeout = longest,
            DrainTimeout = longest,
        };
        var backlog = new BacklogListener();
        await using var host = Host.Start(backlog, _pairs, options, new LogLines());
        var client = backlog.Connect();
        var stopping = host.StopAsync();
        Assert.Equal("", await client.ReceiveTextAsync());
        await client.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
    }
}
