using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

public sealed class ResolveClientTests : IAsyncDisposable
{
    private readonly MemoryListener _resolver = new();

    public ValueTask DisposeAsync() => _resolver.DisposeAsync();

    [Fact]
    public async Task Names_are_asked_one_after_another_on_one_connection()
    {
        await using var client = Client();
        var first = client.AskAsync(WireText.Bytes("a.com"));
        var wire = await AcceptAsync();
        Assert.Equal("a.com\n", await wire.ReceiveTextAsync());
        await wire.SendTextAsync("A.com 1.1.1.1 A IN\n");
        Assert.True((await first.InTime()).Found);
        var second = client.AskAsync(WireText.Bytes("b.com"));
        Assert.Equal("b.com\n", await wire.ReceiveTextAsync());
        await wire.SendTextAsync("b.com - TIMED OUT\n");

        var answer = await second.InTime();
        Assert.Equal((true, false, "b.com - TIMED OUT"), (answer.IsForName, answer.Found, WireText.Text(answer.Text.Span)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_that_closes_after_each_answer_gets_a_connection_a_name(bool reset)
    {
        await using var client = Client();
        foreach (var name in new[] { "a.com", "b.com", "c.com" })
        {
            var asking = client.AskAsync(WireText.Bytes(name));
            var wire = await AcceptAsync();
            Assert.Equal(name + "\n", await wire.ReceiveTextAsync());
            await wire.SendTextAsync($"{name} 1.1.1.1 A IN\n");
            Assert.True((await asking.InTime()).Found);
            if (reset)
            {
                wire.Abort();
            }

            await wire.DisposeAsync();
        }
    }

    [Fact]
    public Task An_answer_may_come_on_any_split_and_without_its_end() =>
        Splits.EachAsync("a.com 1.1.1.1 A IN", async split =>
        {
            var (near, far) = MemoryWire.CreatePair();
            await using var client = new ResolveClient(_ => Task.FromResult<Wire>(near), new() { Dialect = Dialect.CrLf });
            await far.SendSegmentsAsync(split);
            await far.FinishAsync();

            Assert.Equal("a.com 1.1.1.1 A IN", WireText.Text((await client.AskAsync(WireText.Bytes("a.com")).InTime()).Text.Span));
            Assert.Equal("a.com\r\n", await far.ReceiveTextAsync());
        });

    [Fact]
    public async Task With_a_dialect_of_lines_an_answer_ends_with_its_line_end_whatever_time_it_takes()
    {
        var clock = new FakeClock();
        var (near, far) = MemoryWire.CreatePair();
        await using var client = new ResolveClient(_ => Task.FromResult<Wire>(near), new() { Dialect = Dialect.Lf, Time = clock });
        foreach (var ending in (string[])["\n", " IN\n"])
        {
            var asking = client.AskAsync(WireText.Bytes("a.com"));
            Assert.Equal("a.com\n", await far.ReceiveTextAsync());
            await far.SendTextAsync("a.com 1.1.1.1 A");
            clock.Advance(TimeSpan.FromMinutes(1));
            await far.SendTextAsync(ending);
            Assert.Equal("a.com 1.1.1.1 A" + ending.TrimEnd(), WireText.Text((await asking.InTime()).Text.Span));
        }
    }

    [Fact]
    public async Task An_answer_to_another_name_is_recognised()
    {
        await using var client = Client();
        var asking = client.AskAsync(WireText.Bytes("fast.com"));
        var wire = await AcceptAsync();
        await wire.SendTextAsync("slow.com 1.1.1.1 A IN\n");

        Assert.False((await asking.InTime()).IsForName);
    }

    [Fact]
    public async Task A_resolver_that_closes_without_an_answer_is_an_error()
    {
        await using var client = Client();
        var asking = client.AskAsync(WireText.Bytes("a.com"));
        var wire = await AcceptAsync();
        await wire.FinishAsync();

        var error = await Assert.ThrowsAsync<WireException>(() => asking.InTime());
        Assert.Equal((CloseReason.PeerFinished, "the server closed the connection without an answer"), (error.Reason, error.Message));
    }

    [Fact]
    public async Task A_blank_name_is_never_asked()
    {
        await using var client = Client();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.AskAsync(default));
    }

    [Theory]
    [InlineData("a.com 1.1.1.1 A IN", "b.com 2.2.2.2 A IN\n")]
    [InlineData("a.com 1.1.1.1 A IN\n", "b.com 2.2.2.2 A IN")]
    [InlineData("a.com 1.1.1.1 A IN\r\n", "b.com 2.2.2.2 A IN\r\n")]
    [InlineData("a.com 1.1.1.1 A IN\0\0", "b.com 2.2.2.2 A IN\0\0")]
    [InlineData("a.com - TIMED OUT\n", "b.com 2.2.2.2 A IN")]
    [InlineData("a.com 1.1.1.1 A\n", "b.com 2.2.2.2 A\n")]
    [InlineData("a.com 1.1.1.1 A IN\0 - TIMED OUT\0", "b.com 2.2.2.2 A IN\0 - TIMED OUT\0")]
    public Task Answers_may_end_in_any_way_on_every_split(string first, string second) =>
        Splits.EachAsync(second, async split =>
        {
            var (near, far) = MemoryWire.CreatePair();
            await using var client = Auto(near);
            var asking = client.AskAsync(WireText.Bytes("a.com"));
            await far.SendTextAsync(first);
            Assert.Equal(first.Split('\n', '\r', '\0')[0], WireText.Text((await asking.InTime()).Text.Span));
            asking = client.AskAsync(WireText.Bytes("b.com"));
            await far.SendSegmentsAsync(split);
            Assert.Equal(second.Split('\n', '\r', '\0')[0], WireText.Text((await asking.InTime()).Text.Span));
            Assert.Equal("a.com\nb.com\n", await far.ReceiveExactlyAsync(12));
        });

    [Fact]
    public async Task A_resolver_that_sends_the_line_end_back_inside_the_name_is_asked_again_in_raw()
    {
        var (near, far) = MemoryWire.CreatePair();
        var remarks = new List<string>();
        await using var client = Auto(near, remarks.Add);
        var asking = client.AskAsync(WireText.Bytes("one.com"));
        Assert.Equal("one.com\n", await far.ReceiveTextAsync());
        await far.SendTextAsync("one.com\n 1.2.3.4 A IN");
        Assert.Equal("one.com", await far.ReceiveTextAsync());
        await far.SendTextAsync("one.com 1.2.3.4 A IN");
        Assert.Equal("one.com 1.2.3.4 A IN", WireText.Text((await asking.InTime()).Text.Span));
        var next = client.AskAsync(WireText.Bytes("two.com"));
        Assert.Equal("two.com", await far.ReceiveTextAsync());
        await far.SendTextAsync("two.com 1.2.3.4 A IN");
        Assert.True((await next.InTime()).Found);
        Assert.Contains("'one.com' is asked again without a line end", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_hangs_for_a_line_end_is_asked_in_raw_and_an_answer_that_came_twice_is_taken_once()
    {
        var clock = new FakeClock();
        var (near, far) = MemoryWire.CreatePair();
        await using var client = new ResolveClient(_ => Task.FromResult<Wire>(near), new() { Time = clock });
        var next = await AskTwoAfterGoingRawAsync(client, clock, far, "one.com 1.2.3.4 A IN");
        await far.SendTextAsync("one.com 1.2.3.4 A INtwo.com 5.6.7.8 A IN");
        Assert.Equal("two.com 5.6.7.8 A IN", WireText.Text((await next.InTime()).Text.Span));
    }

    [Fact]
    public async Task A_resolver_that_was_only_slow_gets_line_ends_again()
    {
        var clock = new FakeClock();
        var (near, far) = MemoryWire.CreatePair();
        await using var client = new ResolveClient(_ => Task.FromResult<Wire>(near), new() { Time = clock });
        var next = await AskTwoAfterGoingRawAsync(client, clock, far, "one.com 1.2.3.4 A IN\n");
        await clock.WhenTimerAsync(client.RawAfter);
        clock.Advance(client.RawAfter);
        Assert.Equal("\ntwo.com\n", await far.ReceiveExactlyAsync(9));
        await far.SendTextAsync("one.comtwo.com - TIMED OUT\ntwo.com 3.4.5.6 A IN\n");
        Assert.Equal("two.com 3.4.5.6 A IN", WireText.Text((await next.InTime()).Text.Span));
        var last = client.AskAsync(WireText.Bytes("three.com"));
        Assert.Equal("three.com\n", await far.ReceiveTextAsync());
        await far.SendTextAsync("three.com 5.6.7.8 A IN\n");
        Assert.Equal("three.com 5.6.7.8 A IN", WireText.Text((await last.InTime()).Text.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_that_closes_on_a_line_end_is_asked_in_raw_on_a_new_connection(bool reset)
    {
        await using var client = new ResolveClient(_ => Task.FromResult<Wire>(_resolver.Connect()), new());
        var asking = client.AskAsync(WireText.Bytes("one.com"));
        var wire = await AcceptAsync();
        Assert.Equal("one.com\n", await wire.ReceiveTextAsync());
        if (reset)
        {
            wire.Abort();
        }

        await wire.DisposeAsync();
        wire = await AcceptAsync();
        Assert.Equal("one.com", await wire.ReceiveTextAsync());
        await wire.SendTextAsync("one.com 1.2.3.4 A IN");
        Assert.True((await asking.InTime()).Found);
    }

    [Fact]
    public async Task A_dialect_that_was_set_is_kept_and_the_error_names_the_one_to_try()
    {
        await using var client = Client();
        var asking = client.AskAsync(WireText.Bytes("one.com"));
        await (await AcceptAsync()).SendTextAsync("one.com\n 1.2.3.4 A IN");

        var error = await Assert.ThrowsAsync<WireException>(() => asking.InTime());
        Assert.Equal(CloseReason.Malformed, error.Reason);
        Assert.Contains("'one.com\\n 1.2.3.4 A IN'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--dialect raw", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one.com 1.2.3")]
    [InlineData("one.com 1.2.3.4 ")]
    [InlineData("one.c")]
    public async Task An_answer_that_is_cut_off_is_an_error(string torn)
    {
        await using var client = Client();
        var asking = client.AskAsync(WireText.Bytes("one.com"));
        var wire = await AcceptAsync();
        await wire.SendTextAsync(torn);
        await wire.FinishAsync();

        Assert.Equal(torn, WireText.Text((await Assert.ThrowsAsync<WireException>(() => asking.InTime())).CutOff.Span));
    }

    private static ResolveClient Auto(Wire near, Action<string>? remark = null) => new(_ => Task.FromResult(near), new()) { Remark = remark };

    private ResolveClient Client() => new(_ => Task.FromResult<Wire>(_resolver.Connect()), new() { Dialect = Dialect.Lf });

    /// <summary>The resolver is silent until it is asked for the first name in raw, too, and then answers; the second name is asked in raw alone.</summary>
    private static async Task<Task<Answer>> AskTwoAfterGoingRawAsync(ResolveClient client, FakeClock clock, MemoryWire far, string answer)
    {
        var asking = client.AskAsync(WireText.Bytes("one.com"));
        await clock.WhenTimerAsync(client.RawAfter);
        clock.Advance(client.RawAfter);
        Assert.Equal("one.com\none.com", await far.ReceiveExactlyAsync(15));
        await far.SendTextAsync(answer);
        Assert.True((await asking.InTime()).Found);
        var next = client.AskAsync(WireText.Bytes("two.com"));
        Assert.Equal("two.com", await far.ReceiveTextAsync());
        return next;
    }

    private Task<Wire> AcceptAsync() => _resolver.AcceptAsync(CancellationToken.None).InTime();
}
