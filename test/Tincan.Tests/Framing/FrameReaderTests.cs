using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class FrameReaderTests
{
    [Fact]
    public Task Messages_come_whole_and_in_order_on_every_split() => Splits.EachAsync("5HELLO-0-3you-", async split =>
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new FrameReader(server, new DigitFramer());
        await client.SendSegmentsAsync(split);
        await client.FinishAsync();
        Assert.Equal("5HELLO", await ReadAsync(reader));
        Assert.Equal("0", await ReadAsync(reader));
        Assert.Equal("3you", await ReadAsync(reader));
        Assert.Null(await ReadAsync(reader));
        Assert.Null(await ReadAsync(reader));
    });

    [Fact]
    public Task The_end_of_the_stream_inside_a_message_says_how_much_was_missing_on_every_split() => Splits.EachAsync("2ok-5HEL", async split =>
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new FrameReader(server, new DigitFramer());
        await client.SendSegmentsAsync(split);
        await client.FinishAsync();
        await reader.ReadAsync().InTime();

        var error = await Assert.ThrowsAsync<WireException>(() => reader.ReadAsync().InTime());

        Assert.Equal(CloseReason.Malformed, error.Reason);
        Assert.Equal("3 of 7 bytes are missing", error.Message);
    });

    [Fact]
    public Task Bytes_that_can_never_be_a_message_are_refused_on_every_split() => Splits.EachAsync("2ok-x", async split =>
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new FrameReader(server, new DigitFramer());
        await client.SendSegmentsAsync(split);
        await reader.ReadAsync().InTime();

        var error = await Assert.ThrowsAsync<WireException>(() => reader.ReadAsync().InTime());

        Assert.Equal(CloseReason.Malformed, error.Reason);
        Assert.Equal("a length of 72 is over the limit of 9", error.Message);
    });

    [Fact]
    public async Task Trying_gives_what_is_here_and_never_waits()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new FrameReader(server, new DigitFramer());
        Assert.False(reader.TryRead(out _));
        await client.SendTextAsync("1a-1b-3c");

        Assert.Equal("1a", await ReadAsync(reader));
        Assert.True(reader.TryRead(out var second));
        Assert.Equal("1b", WireText.Text(second.Span));
        Assert.False(reader.TryRead(out _));
        Assert.Equal("3c", WireText.Text(reader.Pending.Span));
    }

    [Fact]
    public async Task Giving_up_a_read_keeps_what_had_arrived()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new FrameReader(server, new DigitFramer());
        using var giveUp = new CancellationTokenSource();
        await client.SendTextAsync("4ha");
        var reading = reader.ReadAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.InTime());

        await client.SendTextAsync("lf-");
        Assert.Equal("4half", await ReadAsync(reader));
    }

    private static async Task<string?> ReadAsync(FrameReader reader) =>
        await reader.ReadAsync().InTime() is { } frame ? WireText.Text(frame.Span) : null;

    /// <summary><c>message = DIGIT *OCTET "-"</c>: as many octets as the digit says; the dash is not content.</summary>
    private sealed class DigitFramer : IFramer
    {
        public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
        {
            Assert.InRange(seen, 0, bytes.Length);
            if (bytes.IsEmpty)
            {
                return FrameCut.NeedMore;
            }

            var length = bytes[0] - '0';
            if (length > 9)
            {
                return FrameCut.Invalid($"a length of {length} is over the limit of 9");
            }

            return bytes.Length < length + 2 ? FrameCut.NeedMore : FrameCut.Done(length + 1, length + 2);
        }

        public string Missing(ReadOnlySpan<byte> bytes) => $"{bytes[0] - '0' + 2 - bytes.Length} of {bytes[0] - '0' + 2} bytes are missing";
    }
}
