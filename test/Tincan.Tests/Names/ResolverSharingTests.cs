using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>One connection to a table server for the questions of many clients.</summary>
public sealed class ResolverSharingTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TrialTime = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Questions_of_all_clients_go_over_one_connection_and_each_gets_its_own_answer_on_every_split()
    {
        await Splits.EachAsync("n2.com 2.2.2.2 A IN\nN0.com 0.0.0.0 A IN\r\nn9.com 9.9.9.9 A IN\nn1.com - Error:HOST NOT FOUND\n", async split =>
        {
            await using var bench = new SharingBench();
            var shared = await bench.ShareAsync();
            for (var i = 0; i < 3; i++)
            {
                await bench.AskAsync(i, $"n{i}.com");
                Assert.Equal($"n{i}.com\n", await shared.ReceiveTextAsync());
            }

            await shared.SendSegmentsAsync(split);
            Assert.Equal("n2.com 2.2.2.2 A IN\n", await bench.Clients[2].ReceiveTextAsync());
            Assert.Equal("N0.com 0.0.0.0 A IN\n", await bench.Clients[0].ReceiveTextAsync());
            Assert.Equal("n1.com - Error:HOST NOT FOUND\n", await bench.Clients[1].ReceiveTextAsync());
            Assert.Equal(TimeSpan.Zero, bench.Clock.Now);
        });
    }

    [Fact]
    public async Task A_late_answer_is_never_given_to_the_next_question_of_the_client()
    {
        await using var bench = new SharingBench();
        var shared = await bench.ShareAsync();
        await bench.AskAsync(0, "slow.com");
        Assert.Equal("slow.com\n", await shared.ReceiveTextAsync());
        bench.Clock.Advance(ResolverBench.Deadline);
        Assert.Equal("slow.com - TIMED OUT\n", await bench.Clients[0].ReceiveTextAsync());

        await bench.AskAsync(0, "fast.com");
        Assert.Equal("fast.com\n", await shared.ReceiveTextAsync());
        await shared.SendTextAsync("slow.com 1.1.1.1 A IN\nfast.com 2.2.2.2 A IN\n");
        Assert.Equal("fast.com 2.2.2.2 A IN\n", await bench.Clients[0].ReceiveTextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("n7.com 7.7.7.7 A IN\n")]
    [InlineData("n7.com 7.7.7.7 A IN\nn7.com 7.7.7.7 A IN")]
    [InlineData("n7.com 7.7.7.7 A IN\nn7.com 7.7.7.7 A IN\nn7. - Error:HOST NOT FOUND\n")]
    [InlineData("n7.com\nn7.com\nn7. - Error:HOST NOT FOUND\n")]
    public async Task A_server_that_does_not_read_and_answer_lines_gets_one_question_at_a_time(string answers)
    {
        await using var bench = new SharingBench();
        var tried = await bench.BeginTrialAsync();
        await tried.SendTextAsync(answers);
        bench.Clock.Advance(TrialTime);
        await bench.AskAsync(0, "a.com");
        Assert.Equal("a.com\n", await bench.Upstreams[6].ReceiveTextAsync());
        await bench.AskAsync(1, "b.com");
        Assert.Equal("b.com\n", await bench.Upstreams[5].ReceiveTextAsync());
    }

    [Fact]
    public async Task A_question_that_the_server_loses_is_asked_again_alone_and_nothing_is_shared_after_that()
    {
        await using var bench = new SharingBench();
        var shared = await bench.ShareAsync();
        await bench.AskAsync(0, "lost.com");
        Assert.Equal("lost.com\n", await shared.ReceiveTextAsync());
        await bench.AskAsync(1, "n1.com");
        Assert.Equal("n1.com\n", await shared.ReceiveTextAsync());
        await bench.AskAsync(2, "n2.com");
        Assert.Equal("n2.com\n", await shared.ReceiveTextAsync());
        await shared.SendTextAsync("n1.com 1.1.1.1 A IN\n");
        Assert.Equal("n1.com 1.1.1.1 A IN\n", await bench.Clients[1].ReceiveTextAsync());

        bench.Clock.Advance(Stall);
        Assert.Equal("lost.com\n", await bench.Upstreams[6].ReceiveTextAsync());
        Assert.Equal("n2.com\n", await bench.Upstreams[5].ReceiveTextAsync());
        await bench.Upstreams[6].SendTextAsync("lost.com 4.4.4.4 A IN\n");
        Assert.Equal("lost.com 4.4.4.4 A IN\n", await bench.Clients[0].ReceiveTextAsync());
        Assert.Equal("", await shared.ReceiveToEndAsync());
        await bench.Upstreams[5].SendTextAsync("n2.com 2.2.2.2 A IN\n");
        Assert.Equal("n2.com 2.2.2.2 A IN\n", await bench.Clients[2].ReceiveTextAsync());

        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await bench.AskAsync(0, "a.com");
        Assert.Equal("a.com\n", await bench.Upstreams[5].ReceiveTextAsync());
        await bench.Upstreams[5].SendTextAsync("a.com 1.1.1.1 A IN\n");
        Assert.Equal("a.com 1.1.1.1 A IN\n", await bench.Clients[0].ReceiveTextAsync());
        Assert.Equal("", await bench.Upstreams[5].ReceiveNowAsync());
    }

    [Fact]
    public async Task A_server_that_stops_answering_delays_nobody_for_long_and_takes_no_more_questions_meanwhile()
    {
        await using var bench = new SharingBench();
        var shared = await bench.ShareAsync();
        await bench.AskAsync(0, "a.com");
        Assert.Equal("a.com\n", await shared.ReceiveTextAsync());
        bench.Clock.Advance(Stall / 4);
        await bench.AskAsync(1, "b.com");
        Assert.Equal("b.com\n", await bench.Upstreams[6].ReceiveTextAsync());

        bench.Clock.Advance(Stall);
        Assert.Equal("a.com\n", await bench.Upstreams[5].ReceiveTextAsync());
        await shared.SendTextAsync("a.com 1.1.1.1 A IN\n");
        Assert.Equal("a.com 1.1.1.1 A IN\n", await bench.Clients[0].ReceiveTextAsync());
        Assert.Equal("", await shared.ReceiveNowAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_shared_connection_is_lost_its_questions_are_asked_on_others(bool reset)
    {
        await using var bench = new SharingBench();
        var shared = await bench.ShareAsync();
        await bench.AskAsync(0, "a.com");
        Assert.Equal("a.com\n", await shared.ReceiveTextAsync());
        await bench.AskAsync(1, "b.com");
        Assert.Equal("b.com\n", await shared.ReceiveTextAsync());
        await shared.SendTextAsync("a.com 1.1.1.1 A IN\nb.com 2.2");
        Assert.Equal("a.com 1.1.1.1 A IN\n", await bench.Clients[0].ReceiveTextAsync());
        if (reset)
        {
            shared.Abort();
        }

        await shared.DisposeAsync();
        Assert.Equal("b.com\n", await bench.Upstreams[6].ReceiveTextAsync());
        await bench.Upstreams[6].SendTextAsync("b.com 2.2.2.2 A IN\n");
        Assert.Equal("b.com 2.2.2.2 A IN\n", await bench.Clients[1].ReceiveTextAsync());
    }

    [Fact]
    public async Task Names_with_blanks_and_other_dialects_are_asked_alone()
    {
        await using var bench = new SharingBench();
        _ = await bench.ShareAsync();
        await bench.AskAsync(0, "a com");
        Assert.Equal("a com\n", await bench.Upstreams[6].ReceiveTextAsync());
        var other = bench.Bench.Connect();
        await other.SendTextAsync("b.com\r\n");
        _ = await bench.Bench.AcceptAsync(1, "b.com\r\n");
    }

    /// <summary>A resolver with one table server and eight clients.</summary>
    private sealed class SharingBench : IAsyncDisposable
    {
        private const int Count = Sharing.FewestConnections;

        public ResolverBench Bench { get; } = new(new() { Upstreams = [new HostPort("ts", 1)] });

        public FakeClock Clock => Bench.Clock;

        public List<MemoryWire> Clients { get; } = [];

        public List<MemoryWire> Upstreams { get; } = [];

        public Task AskAsync(int client, string name) => Clients[client].SendTextAsync(name + "\n");

        /// <summary>All clients ask at once; the connection that has answered last is tried.</summary>
        public async Task<MemoryWire> BeginTrialAsync()
        {
            for (var i = 0; i < Count; i++)
            {
                Clients.Add(Bench.Connect());
                await AskAsync(i, $"n{i}.com");
                Upstreams.Add(await Bench.AcceptAsync(1, $"n{i}.com\n"));
            }

            for (var i = 0; i < Count; i++)
            {
                await Upstreams[i].SendTextAsync($"n{i}.com {i}.{i}.{i}.{i} A IN\n");
                Assert.Equal($"n{i}.com {i}.{i}.{i}.{i} A IN\n", await Clients[i].ReceiveTextAsync());
            }

            Assert.Equal("n7.com\nn7.com\nn7.", await Upstreams[^1].ReceiveTextAsync());
            return Upstreams[^1];
        }

        /// <summary>The connection that is shared after the trial.</summary>
        public async Task<MemoryWire> ShareAsync()
        {
            var tried = await BeginTrialAsync();
            await tried.SendTextAsync("n7.com 7.7.7.7 A IN\nn7.com 7.7.7.7 A IN\n");
            Assert.Equal("com\n", await tried.ReceiveTextAsync());
            await tried.SendTextAsync("n7.com 7.7.7.7 A IN\n");

            // It is shared as soon as the resolver has read the third answer.
            string asked;
            do
            {
                await AskAsync(0, "p.com");
                asked = "";
                await Bounded.UntilAsync(async () => (asked = await tried.ReceiveNowAsync()) != "" || await Upstreams[^2].ReceiveNowAsync() != "");
                await (asked == "" ? Upstreams[^2] : tried).SendTextAsync("p.com 8.8.8.8 A IN\n");
                Assert.Equal("p.com 8.8.8.8 A IN\n", await Clients[0].ReceiveTextAsync());
            }
            while (asked == "");
            return tried;
        }

        public ValueTask DisposeAsync() => Bench.DisposeAsync();
    }
}
