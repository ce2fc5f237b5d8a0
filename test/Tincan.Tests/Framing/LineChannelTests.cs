using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class LineChannelTests
{
    [Theory]
    [InlineData(Dialect.Lf, "HELLO\n")]
    [InlineData(Dialect.CrLf, "HELLO\r\n")]
    [InlineData(Dialect.Nul, "HELLO\0")]
    [InlineData(Dialect.Raw, "HELLO")]
    [InlineData(Dialect.Auto, "HELLO\n")]
    public async Task A_line_is_sent_with_its_dialects_terminator_as_one_segment(Dialect dialect, string expected)
    {
        var (client, server) = MemoryWire.CreatePair();
        using var channel = new LineChannel(client, new() { Dialect = dialect });
        await channel.SendAsync("HELLO"u8).InTime();
        Assert.Equal(expected, await server.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("ask\n", "answer\n")]
    [InlineData("ask\r\n", "answer\r\n")]
    [InlineData("ask\0", "answer\0")]
    public Task The_answer_is_in_the_dialect_of_the_question_on_every_split(string question, string answer) =>
        Splits.EachAsync(question, async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            using var channel = new LineChannel(server, new());
            await client.SendSegmentsAsync(split);
            Assert.Equal("ask", Lines.Show(await channel.ReadAsync().InTime()));
            await channel.SendAsync("answer"u8).InTime();
            Assert.Equal(answer, await client.ReceiveTextAsync());
        });

    [Fact]
    public async Task A_raw_question_gets_a_raw_answer()
    {
        var clock = new FakeClock();
        var (client, server) = MemoryWire.CreatePair();
        using var channel = new LineChannel(server, new() { Time = clock });
        await client.SendTextAsync("ask");
        var reading = channel.ReadAsync().AsTask();
        await clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("ask", Lines.Show(await reading.InTime()));
        Assert.Equal(Dialect.Raw, channel.Dialect);

        await channel.SendAsync("answer"u8).InTime();

        Assert.Equal("answer", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Lines_that_were_written_leave_together_when_flushed_and_not_before()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var channel = new LineChannel(client, new() { Dialect = Dialect.Lf });
        channel.Write("one"u8);
        channel.Output.Write("tw"u8);
        channel.Output.Write("o"u8);
        channel.EndLine();
        var receiving = server.ReceiveTextAsync();
        Assert.False(receiving.IsCompleted);

        await channel.FlushAsync().InTime();

        Assert.Equal("one\ntwo\n", await receiving);
    }

    [Fact]
    public async Task Several_questions_in_one_segment_can_be_taken_without_waiting()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var channel = new LineChannel(server, new());
        await client.SendTextAsync("one\ntwo\nthr");

        Assert.Equal("one", Lines.Show(await channel.ReadAsync().InTime()));
        Assert.True(channel.TryRead(out var two));
        Assert.Equal("two", Lines.Show(two));
        Assert.False(channel.TryRead(out _));
        Assert.Equal("thr", WireText.Text(channel.Pending.Span));
    }

    [Fact]
    public async Task What_is_sent_may_differ_from_what_is_received()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var channel = new LineChannel(client, new()) { Sending = Dialect.Raw };
        await server.SendTextAsync("one\n");
        Assert.Equal("one", Lines.Show(await channel.ReadAsync().InTime()));

        await channel.SendAsync("two"u8).InTime();

        Assert.Equal("two", await server.ReceiveTextAsync());
        Assert.Equal(Dialect.Lf, channel.Dialect);
    }
}
