using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class LineReaderAutoTests
{
    [Theory]
    [InlineData("one\ntwo\n", Dialect.Lf, "one,two")]
    [InlineData("one\r\ntwo\r\n", Dialect.CrLf, "one,two")]
    [InlineData("one\0two\0", Dialect.Nul, "one,two")]
    [InlineData("\n\none\n", Dialect.Lf, ",,one")]
    [InlineData("\r\n\r\none\r\n", Dialect.CrLf, ",,one")]
    [InlineData("\0one\0", Dialect.Nul, ",one")]
    [InlineData("one\ntwo\r\n", Dialect.Lf, "one,two")]
    [InlineData("one\r\ntwo\nthree\r\n", Dialect.CrLf, "one,two,three")]
    [InlineData("one\0two\n\0", Dialect.Nul, "one,two\n")]
    [InlineData("o\rne\r\ntwo", Dialect.CrLf, "o\rne,two~")]
    public Task The_first_message_decides_on_every_split(string text, Dialect expected, string lines) =>
        Splits.EachAsync(text, async split =>
        {
            var (read, dialect) = await Lines.ReadAllAsync(split, new());
            Assert.Equal(lines, string.Join(',', read));
            Assert.Equal(expected, dialect);
        });

    [Theory]
    [InlineData("HELLO")]
    [InlineData("HELLO\r")]
    public Task A_message_ended_only_by_FIN_is_whole_and_raw_on_every_split(string text) =>
        Splits.EachAsync(text, async split =>
        {
            var (read, dialect) = await Lines.ReadAllAsync(split, new());
            Assert.Equal([text], read);
            Assert.Equal(Dialect.Raw, dialect);
        });

    [Fact]
    public async Task A_carriage_return_that_waits_for_its_line_feed_is_not_taken_as_raw_before_the_quiet_time()
    {
        var clock = new FakeClock();
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new() { Time = clock });
        await client.SendTextAsync("HELLO\r");
        var reading = reader.ReadAsync().AsTask();
        await clock.WhenTimerAsync(TimeSpan.FromMilliseconds(500));
        clock.Advance(TimeSpan.FromMilliseconds(499));

        await client.SendTextAsync("\n");

        Assert.Equal("HELLO", Lines.Show(await reading.InTime()));
        Assert.Equal(Dialect.CrLf, reader.Dialect);
        await clock.WhenNoTimerAsync();
    }

    [Fact]
    public async Task A_connection_on_which_nothing_comes_is_not_raw_however_long_it_is_quiet()
    {
        var clock = new FakeClock();
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new() { Time = clock });
        var reading = reader.ReadAsync().AsTask();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.False(reading.IsCompleted);
        await client.SendTextAsync("late\n");
        Assert.Equal("late", Lines.Show(await reading.InTime()));
    }

    [Theory]
    [InlineData("one\0\0two\0\0", "one,two")]
    [InlineData("one\0\0", "one")]
    public async Task Two_NULs_after_each_message_end_one_message(string text, string lines)
    {
        var (read, dialect) = await Lines.ReadAllAsync([WireText.Bytes(text)], new());
        Assert.Equal(lines, string.Join(',', read));
        Assert.Equal(Dialect.Nul, dialect);
    }

    [Fact]
    public async Task The_second_NUL_of_a_later_message_may_come_late()
    {
        var (read, _) = await Lines.ReadAllAsync([WireText.Bytes("one\0\0"), WireText.Bytes("two\0"), WireText.Bytes("\0three\0\0")], new());
        Assert.Equal(["one", "two", "three"], read);
    }

    [Fact]
    public async Task A_blank_line_in_nul_is_a_line_where_NULs_come_one_by_one()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new());
        await client.SendTextAsync("one\0");
        Assert.Equal("one", Lines.Show(await reader.ReadAsync().InTime()));
        await client.SendTextAsync("\0");
        Assert.Equal("", Lines.Show(await reader.ReadAsync().InTime()));
    }

    [Theory]
    [InlineData("HELLO\n", "the first message ended with \\n")]
    [InlineData("HELLO\r\n", "the first message ended with \\r\\n")]
    [InlineData("HELLO\0", "the first message ended with \\0")]
    [InlineData("HELLO", "the stream ended without a line end")]
    public async Task The_reason_for_a_dialect_is_what_was_seen(string text, string why)
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new());
        await client.SendTextAsync(text);
        await client.FinishAsync();
        await reader.ReadAsync().InTime();
        Assert.Equal(why, reader.Why);
        Assert.False(reader.WasCorrected);
    }
}
