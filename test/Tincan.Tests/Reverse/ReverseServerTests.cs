using Tincan.Framing;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Welcome;
using Tincan.Tests.Support;

namespace Tincan.Tests.Reverse;

public sealed class ReverseServerTests
{
    [Fact]
    public async Task On_accept_it_says_18_bytes_without_a_terminator()
    {
        await using var bench = Bench();

        Assert.Equal("Welcome to CS 352!", await bench.Connect().ReceiveTextAsync());
    }

    [Theory]
    [InlineData("\n", "lf")]
    [InlineData("\r\n", "crlf")]
    [InlineData("\0", "nul")]
    public async Task A_client_that_waits_is_answered_line_by_line_in_its_own_dialect(string end, string dialect)
    {
        await using var bench = Bench();
        var client = bench.Connect();
        await client.ReceiveTextAsync();

        foreach (var (line, reversed) in new[] { ("HELLO", "OLLEH"), ("", ""), ("\t a\tb ", " b\ta \t") })
        {
            await client.SendTextAsync(line + end);
            Assert.Equal(reversed + end, await client.ReceiveTextAsync());
        }

        Assert.Contains($"speaks {dialect}", bench.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HELLO\nab\n\n\t x \nend", "OLLEH\nba\n\n x \t\ndne\n")]
    [InlineData("HELLO\r\nab\r\n\r\nend", "OLLEH\r\nba\r\n\r\ndne\r\n")]
    [InlineData("HELLO\0ab\0\0end", "OLLEH\0ba\0\0dne\0")]
    [InlineData("a\u00c3\u00a4\n\u00f0\u009f\u0098\u0080b\n", "\u00c3\u00a4a\nb\u00f0\u009f\u0098\u0080\n")]
    [InlineData("HELLO", "OLLEH")]
    public Task Lines_sent_at_once_are_answered_in_order_and_so_is_a_last_one_without_its_end_on_every_split(string said, string answers) =>
        Splits.EachAsync(said, async split =>
        {
            await using var bench = Bench();
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);
            await client.FinishAsync();

            Assert.Equal(WelcomeServer.ClassicGreeting + answers, await client.ReceiveToEndAsync());
        });

    [Fact]
    public async Task A_raw_client_is_answered_after_500_ms_of_quiet_and_then_after_20_ms_each()
    {
        await using var bench = Bench();
        var client = bench.Connect();
        await client.ReceiveTextAsync();

        await SendRawAsync("HELLO", "OLLEH", 500);
        await SendRawAsync("two words", "sdrow owt", 20);
        Assert.Contains("speaks raw: nothing followed within 500 ms", bench.Log.All, StringComparison.Ordinal);

        await client.SendTextAsync("a line\n");
        Assert.Equal("enil a\n", await client.ReceiveTextAsync());
        Assert.Contains("speaks lf, not raw: \\n came after raw had been assumed", bench.Log.All, StringComparison.Ordinal);

        async Task SendRawAsync(string message, string answer, int quiet)
        {
            await client.SendTextAsync(message);
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(quiet));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(quiet));
            Assert.Equal(answer, await client.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Every_line_of_a_blast_bigger_than_all_buffers_is_answered()
    {
        await using var bench = Bench();
        var client = bench.Connect();
        var lines = Enumerable.Range(0, 2_000).Select(static number => $"{number} {new string('x', number % 500)}").ToArray();
        var sending = Task.Run(async () =>
        {
            await client.SendTextAsync(string.Join('\n', lines));
            await client.FinishAsync();
        });

        var received = await client.ReceiveToEndAsync();

        await sending.InTime();
        Assert.Equal([.. lines.Select(static line => ReverserTests.Reverse(line, ReverseBy.Byte)), ""], received[18..].Split('\n'));
    }

    [Theory]
    [InlineData("one\ntwo\n0123456789\nlost\n", "eno\nowt\n", "a line is longer than the limit of 9 bytes")]
    [InlineData("one\ntwo\nx\u00ff\nlost\n", "eno\nowt\n", "a line is not UTF-8: byte 0xFF at offset 1")]
    [InlineData("0123456789", "", "a line is longer than the limit of 9 bytes")]
    [InlineData("\u00ff\n", "", "a line is not UTF-8: byte 0xFF at offset 0")]
    public Task A_line_that_cannot_be_answered_ends_it_after_the_answers_owed_before_on_every_split(string said, string answers, string why) =>
        Splits.EachAsync(said, async split =>
        {
            await using var bench = Bench(new() { Lines = new() { MaxLine = 9 } });
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);

            Assert.Equal(WelcomeServer.ClassicGreeting + answers, await client.ReceiveToEndAsync());
            await client.FinishAsync();
            await bench.Host.StopAsync().InTime();
            Assert.Contains(why, bench.Log.All, StringComparison.Ordinal);
        });

    [Fact]
    public async Task By_byte_a_line_need_not_be_UTF8()
    {
        await using var bench = Bench(new() { Greeting = "", Reverser = new(ReverseBy.Byte) });
        var client = bench.Connect();
        await client.SendTextAsync("a\u00ff\u0080\n");

        Assert.Equal("\u0080\u00ffa\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Another_greeting_is_sent_and_an_empty_one_is_not()
    {
        await using var loud = Bench(new() { Greeting = "Hi" });
        await using var silent = Bench(new() { Greeting = "" });
        var client = silent.Connect();
        await client.SendTextAsync("ab\n");

        Assert.Equal("Hi", await loud.Connect().ReceiveTextAsync());
        Assert.Equal("ba\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task When_the_server_stops_an_idle_client_gets_FIN()
    {
        await using var bench = Bench();
        var client = bench.Connect();
        await client.SendTextAsync("ab\n");
        Assert.Equal("Welcome to CS 352!ba\n", await client.ReceiveExactlyAsync(21));
        var stopping = bench.Host.StopAsync();

        Assert.Equal("", await client.ReceiveTextAsync());
        await client.FinishAsync();
        Assert.Equal(0, await stopping.InTime());
    }

    [Fact]
    public async Task A_client_that_closes_with_answers_unread_disturbs_no_other()
    {
        await using var bench = Bench();
        var (rude, other) = (bench.Connect(), bench.Connect());
        await rude.SendTextAsync("one\ntwo\n");
        await rude.DisposeAsync();
        await other.SendTextAsync("ab\n");

        Assert.Equal("Welcome to CS 352!ba\n", await other.ReceiveExactlyAsync(21));
        Assert.False(bench.Host.Faulted.IsCompleted);
    }

    /// <summary>The server measures quiet by the host's clock.</summary>
    private static HostBench Bench(ReverseServerOptions? options = null)
    {
        options ??= new();
        return new(conversation =>
            new ReverseServer(options with { Lines = options.Lines with { Time = conversation.Time } }).ServeAsync(conversation));
    }
}
