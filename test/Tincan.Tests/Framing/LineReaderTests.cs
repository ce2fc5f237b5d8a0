using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class LineReaderTests
{
    public static TheoryData<Dialect> Terminated => [Dialect.Lf, Dialect.CrLf, Dialect.Nul];

    [Theory]
    [MemberData(nameof(Terminated))]
    public Task Lines_come_whole_and_in_order_on_every_split(Dialect dialect) =>
        Splits.EachAsync(Text(dialect, "HELLO", "", "you", ""), async split =>
        {
            var (lines, _) = await Lines.ReadAllAsync(split, new() { Dialect = dialect });
            Assert.Equal(["HELLO", "", "you", ""], lines);
        });

    [Theory]
    [MemberData(nameof(Terminated))]
    public Task An_unfinished_last_line_is_given_and_flagged_on_every_split(Dialect dialect) =>
        Splits.EachAsync(Text(dialect, "one") + "two", async split =>
        {
            var (lines, _) = await Lines.ReadAllAsync(split, new() { Dialect = dialect });
            Assert.Equal(["one", "two~"], lines);
        });

    [Theory]
    [MemberData(nameof(Terminated))]
    public Task Bytes_that_are_not_UTF8_and_the_other_dialects_terminators_pass_unharmed(Dialect dialect)
    {
        var odd = "\xff\xc3(\xed\xa0\x80\r" + (dialect == Dialect.Nul ? "\r\n\n" : "\0") + "\x80";
        return Splits.EachAsync(Text(dialect, odd), async split =>
        {
            var (lines, _) = await Lines.ReadAllAsync(split, new() { Dialect = dialect });
            Assert.Equal([odd], lines);
        });
    }

    [Fact]
    public async Task A_line_stays_as_it_is_until_the_next_read_although_more_arrives()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new());
        await client.SendTextAsync("first\nsecond\nthi");

        var first = await reader.ReadAsync().InTime();
        await client.SendTextAsync("rd\n");

        Assert.Equal("first", Lines.Show(first));
        Assert.Equal("second\nthi", WireText.Text(reader.Pending.Span));
        Assert.Equal("second", Lines.Show(await reader.ReadAsync().InTime()));
        Assert.Equal("third", Lines.Show(await reader.ReadAsync().InTime()));
    }

    [Fact]
    public async Task Trying_gives_what_is_here_and_never_waits()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new());
        Assert.False(reader.TryRead(out _));
        await client.SendTextAsync("one\ntwo\nthr");
        Assert.False(reader.TryRead(out _));

        Assert.Equal("one", Lines.Show(await reader.ReadAsync().InTime()));
        Assert.True(reader.TryRead(out var two));
        Assert.Equal("two", Lines.Show(two));
        Assert.False(reader.TryRead(out _));
        Assert.Equal("thr", WireText.Text(reader.Pending.Span));
    }

    [Fact]
    public async Task The_end_is_given_again_and_again()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new());
        await client.FinishAsync();

        Assert.True((await reader.ReadAsync().InTime()).IsEnd);
        Assert.True((await reader.ReadAsync().InTime()).IsEnd);
        Assert.Equal(Dialect.Auto, reader.Dialect);
    }

    [Fact]
    public async Task Giving_up_a_read_keeps_what_had_arrived()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new() { Dialect = Dialect.Lf });
        using var giveUp = new CancellationTokenSource();
        await client.SendTextAsync("hal");
        var reading = reader.ReadAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.InTime());

        await client.SendTextAsync("f\n");
        Assert.Equal("half", Lines.Show(await reader.ReadAsync().InTime()));
    }

    [Fact]
    public async Task A_reset_is_not_an_end()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new() { Dialect = Dialect.Lf });
        client.Abort();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(reader.ReadAsync()));
    }

    private static string Text(Dialect dialect, params string[] lines) =>
        string.Concat(lines.Select(line => line + Lines.Terminator(dialect)));
}
