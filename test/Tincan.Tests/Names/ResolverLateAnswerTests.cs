using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>Answers and connections that come after the question they belong to has ended.</summary>
public sealed class ResolverLateAnswerTests
{
    [Fact]
    public Task An_answer_after_its_deadline_is_never_given_to_the_next_question_on_every_split() =>
        Splits.EachAsync("slow.com 1.1.1.1 A IN\nfast.com.uk 3.3.3.3 A IN\nfast.com 2.2.2.2 A IN\n", async split =>
        {
            await using var bench = new ResolverBench(ResolverBench.Options with { UpstreamDialect = Dialect.Lf });
            var client = bench.Connect();
            await client.SendTextAsync("slow.com\n");
            var upstream = await bench.AcceptAsync(1, "slow.com\n");
            await bench.TimeOutAsync();
            Assert.Equal("slow.com - TIMED OUT\n", await client.ReceiveTextAsync());

            await client.SendTextAsync("fast.com\n");
            Assert.Equal("fast.com\n", await upstream.ReceiveTextAsync());
            await upstream.SendSegmentsAsync(split);
            Assert.Equal("fast.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
        });

    [Fact]
    public async Task The_answer_of_the_slower_table_server_is_never_given_to_the_next_question()
    {
        await using var bench = new ResolverBench();
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        var (quick, slow) = (await bench.AcceptAsync(1, "one.com\n"), await bench.AcceptAsync(2, "one.com\n"));
        await quick.SendTextAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());

        await slow.SendTextAsync("one.com 9.9.9.9 A IN\n");
        await client.SendTextAsync("two.com\n");
        Assert.Equal("two.com\n", await slow.ReceiveTextAsync());
        await slow.SendTextAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("slow.com 1.1.1.1 A INfast.com 2.2.2.2 A IN", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 A INfast.com 2.2.2.2 A IN\n", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 A IN\0\0fast.com 2.2.2.2 A IN\0\0", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 Afast.com 2.2.2.2 A\n", "fast.com 2.2.2.2 A")]
    [InlineData("slow.com - Error:HOST NOT FOUNDfast.com 2.2.2.2 A IN", "fast.com 2.2.2.2 A IN")]
    [InlineData("slow.com 1.1.1.1 A IN\r\nnotfast.com 3.3.3.3 A INfast.com 2.2.2.2 A IN", "fast.com 2.2.2.2 A IN")]
    public Task In_raw_late_answers_are_recognised_on_every_split_and_the_connection_is_kept(string answers, string answer) =>
        Splits.EachAsync(answers, async split =>
        {
            await using var bench = new ResolverBench(ResolverBench.Options with { Lines = new() { Dialect = Dialect.Raw } });
            var client = bench.Connect();
            await client.SendTextAsync("slow.com");
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
            var upstream = await bench.AcceptAsync(1, "slow.com");
            await bench.TimeOutAsync();
            Assert.Equal("slow.com - TIMED OUT", await client.ReceiveTextAsync());

            await client.SendTextAsync("fast.com");
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(20));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
            Assert.Equal("fast.com", await upstream.ReceiveTextAsync());
            await upstream.SendSegmentsAsync(split);
            Assert.Equal(answer, await client.ReceiveTextAsync());
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_comes_after_the_answer_serves_the_next_question(bool comesBeforeIt)
    {
        // The question may come at any moment while the connection is taken in.
        for (var round = 0; round < 500; round++)
        {
            await ComesAfterTheAnswerAsync(comesBeforeIt);
        }
    }

    private static async Task ComesAfterTheAnswerAsync(bool comesBeforeIt)
    {
        // A table server that accepts once would be gone with a connection that was given up.
        var (made, table) = MemoryWire.CreatePair();
        var (quick, other) = MemoryWire.CreatePair();
        var late = new TaskCompletionSource<Wire>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isMade = 0;
        await using var bench = new ResolverBench(ResolverBench.Options with
        {
            Connect = async (server, cancel) => ((HostPort)server).Port == 2 ? quick
                : Interlocked.Exchange(ref isMade, 1) == 0 ? await late.Task.WaitAsync(cancel)
                : throw new ConnectException("it accepts once"),
        });
        var client = bench.Connect();
        await client.SendTextAsync("one.com\n");
        Assert.Equal("one.com\n", await other.ReceiveTextAsync());
        await other.SendTextAsync("one.com 1.1.1.1 A IN\n");
        Assert.Equal("one.com 1.1.1.1 A IN\n", await client.ReceiveTextAsync());
        if (comesBeforeIt)
        {
            late.SetResult(made);
        }

        await client.SendTextAsync("two.com\n");
        Assert.Equal("two.com\n", await other.ReceiveTextAsync());
        late.TrySetResult(made);
        Assert.Equal("two.com\n", await table.ReceiveTextAsync());
        await table.SendTextAsync("two.com 2.2.2.2 A IN\n");
        Assert.Equal("two.com 2.2.2.2 A IN\n", await client.ReceiveTextAsync());
    }
}
