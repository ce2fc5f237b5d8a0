using Tincan.Hosting;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

public sealed class TalkServerTests
{
    private static readonly HostOptions OneAtATime = new() { MaxConnections = 1, WhenFull = WhenFull.Wait };

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public async Task The_caller_sends_first_and_is_answered_in_its_dialect_one_line_per_turn(string end)
    {
        var talker = new ScriptedTalker("one", "two", "three");
        await using var bench = Bench(talker);
        var caller = bench.Connect();
        foreach (var line in new[] { "one", "two", "three" })
        {
            await caller.SendTextAsync("say " + line + end);
            Assert.Equal("say " + line, await talker.Shown.NextAsync());
            Assert.Equal(line + end, await caller.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task A_raw_caller_is_understood_after_500_ms_and_then_after_20()
    {
        var talker = new ScriptedTalker("one", "two");
        await using var bench = Bench(talker);
        var caller = bench.Connect();
        foreach (var (line, quiet) in new[] { ("one", 500), ("two", 20) })
        {
            await caller.SendTextAsync("say " + line);
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(quiet));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(quiet));
            Assert.Equal("say " + line, await talker.Shown.NextAsync());
            Assert.Equal(line, await caller.ReceiveTextAsync());
        }
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\r\n")]
    public async Task A_blank_line_typed_here_ends_the_talk_and_travels_in_crlf_only(string end, string said)
    {
        var talker = new ScriptedTalker("");
        await using var bench = Bench(talker);
        var caller = bench.Connect();
        await caller.SendTextAsync("hello" + end);

        Assert.Equal(said, await caller.ReceiveToEndAsync());
        Assert.Equal("begin", await talker.Calls.NextAsync());
        Assert.Equal("end Here", await talker.Calls.NextAsync());
    }

    [Fact]
    public async Task The_end_of_input_here_ends_the_talk()
    {
        var talker = new ScriptedTalker();
        talker.EndInput();
        await using var bench = Bench(talker);
        var caller = bench.Connect();
        await caller.SendTextAsync("hello\n");

        Assert.Equal("", await caller.ReceiveToEndAsync());
    }

    [Fact]
    public async Task The_next_caller_waits_and_is_served_with_what_it_typed_when_the_first_leaves()
    {
        var talker = new ScriptedTalker("to first", "to second");
        await using var bench = Bench(talker);
        var (first, second) = (bench.Connect(), bench.Connect());
        await second.SendTextAsync("second\n");
        await first.SendTextAsync("first\n");
        Assert.Equal("to first\n", await first.ReceiveTextAsync());
        Assert.Equal(["first"], talker.Shown.Pieces);

        await first.DisposeAsync();

        Assert.Equal("to second\n", await second.ReceiveTextAsync());
        Assert.Equal(["first", "second"], talker.Shown.Pieces);
        Assert.Equal(["begin", "end There", "begin"], talker.Calls.Pieces);
    }

    [Fact]
    public async Task A_line_typed_when_the_caller_has_left_goes_to_the_next_caller()
    {
        var talker = new ScriptedTalker();
        await using var bench = Bench(talker);
        var first = bench.Connect();
        await first.SendTextAsync("first\n");
        await talker.TurnAsync();
        await first.DisposeAsync();
        Assert.Equal("begin", await talker.Calls.NextAsync());
        Assert.Equal("end There", await talker.Calls.NextAsync());
        talker.Type("kept");

        var second = bench.Connect();
        await second.SendTextAsync("second\n");
        Assert.Equal("kept\n", await second.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_line_typed_ahead_is_not_spent_on_a_caller_who_left_before_its_turn()
    {
        var talker = new ScriptedTalker("kept");
        await using var bench = Bench(talker);
        var first = bench.Connect();
        await first.SendTextAsync("goodbye\n");
        await first.FinishAsync();
        Assert.Equal("", await first.ReceiveToEndAsync());

        var second = bench.Connect();
        await second.SendTextAsync("second\n");
        Assert.Equal("kept\n", await second.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_caller_that_resets_is_reported_and_the_next_is_served()
    {
        var talker = new ScriptedTalker();
        await using var bench = Bench(talker);
        var (first, second) = (bench.Connect(), bench.Connect());
        await first.SendTextAsync("first\n");
        await talker.TurnAsync();
        first.Abort();
        await second.SendTextAsync("second\n");
        await talker.TurnAsync();

        Assert.Equal(["begin", "end There connection reset by peer", "begin"], talker.Calls.Pieces);
    }

    [Fact]
    public async Task A_caller_that_only_finishes_ends_the_talk()
    {
        var talker = new ScriptedTalker("never said");
        await using var bench = Bench(talker);
        var caller = bench.Connect();
        await caller.FinishAsync();

        Assert.Equal("", await caller.ReceiveToEndAsync());
        Assert.Empty(talker.Shown.Pieces);
    }

    [Fact]
    public async Task When_this_side_ends_it_no_receive_is_left_under_way()
    {
        var talker = new ScriptedTalker();
        var (caller, wire) = MemoryWire.CreatePair();
        var probe = new ProbeWire(wire);
        var conversation = new Conversation(probe, new LogLines(), new FakeClock());
        var serving = new TalkServer(talker, new()).ServeAsync(conversation);
        await caller.SendTextAsync("hello\n");
        await talker.TurnAsync();
        talker.Type("");

        await serving.InTime();
        Assert.Equal(0, probe.UnderWay);
    }

    [Fact]
    public async Task When_the_server_stops_while_it_waits_for_input_the_caller_gets_FIN()
    {
        var talker = new ScriptedTalker();
        await using var bench = Bench(talker);
        var caller = bench.Connect();
        await caller.SendTextAsync("hello\n");
        await talker.TurnAsync();
        var stopping = bench.Host.StopAsync();

        Assert.Equal("", await caller.ReceiveTextAsync());
        await caller.DisposeAsync();
        Assert.Equal(0, await stopping.InTime());
    }

    /// <summary>The server measures quiet by the host's clock.</summary>
    private static HostBench Bench(ScriptedTalker talker) => new(
        conversation => new TalkServer(talker, new() { Time = conversation.Time }, talker).ServeAsync(conversation), OneAtATime);
}
