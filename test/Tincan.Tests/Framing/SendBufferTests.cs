using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class SendBufferTests
{
    [Fact]
    public async Task What_was_collected_leaves_as_one_piece_however_large_it_grew()
    {
        var (client, server) = MemoryWire.CreatePair(int.MaxValue);
        using var buffer = new SendBuffer(client);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i},"));
        foreach (var part in text.Chunk(777))
        {
            buffer.Write(WireText.Bytes(new string(part)));
        }

        await buffer.FlushAsync(default).InTime();

        Assert.Equal(text, await server.ReceiveTextAsync(text.Length + 1));
    }

    [Fact]
    public async Task Flushing_nothing_sends_nothing()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var buffer = new SendBuffer(client);
        await buffer.FlushAsync(default).InTime();
        await client.FinishAsync();
        Assert.Equal("", await server.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_buffer_is_used_again_after_a_flush()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var buffer = new SendBuffer(client);
        foreach (var text in new[] { "one", "two" })
        {
            buffer.Write(WireText.Bytes(text));
            await buffer.FlushAsync(default).InTime();
            Assert.Equal(text, await server.ReceiveTextAsync());
        }
    }

    [Fact]
    public void It_is_full_from_32_KiB_on()
    {
        var (client, _) = MemoryWire.CreatePair();
        using var buffer = new SendBuffer(client);
        buffer.Write(new byte[(32 * 1024) - 1]);
        Assert.False(buffer.IsFull);
        buffer.Write(new byte[1]);
        Assert.True(buffer.IsFull);
    }

    [Fact]
    public void The_room_it_offers_is_at_least_what_was_asked_for()
    {
        var (client, _) = MemoryWire.CreatePair();
        using var buffer = new SendBuffer(client);
        buffer.Advance(buffer.GetSpan().Length);
        Assert.NotEqual(0, buffer.GetMemory().Length);
        Assert.InRange(buffer.GetMemory(100_000).Length, 100_000, int.MaxValue);
    }

    [Fact]
    public async Task A_flush_over_a_broken_connection_says_so()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var buffer = new SendBuffer(client);
        buffer.Write("lost"u8);
        server.Abort();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(buffer.FlushAsync(default)));
    }
}
