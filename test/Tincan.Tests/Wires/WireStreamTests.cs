using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires;

public sealed class WireStreamTests : IDisposable
{
    private readonly MemoryWire _peer;
    private readonly WireStream _stream;

    public WireStreamTests()
    {
        (var own, _peer) = MemoryWire.CreatePair();
        _stream = new WireStream(own);
    }

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task What_is_written_is_sent_and_what_is_received_is_read()
    {
        await _stream.WriteAsync("ask\n"u8.ToArray());
        Assert.Equal("ask\n", await _peer.ReceiveTextAsync());
        await _peer.SendTextAsync("answer\nand more");
        using var reader = new StreamReader(_stream, Encoding.ASCII);
        Assert.Equal("answer", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_program_that_waits_on_its_thread_is_served_too()
    {
        _stream.Write("ask"u8.ToArray());
        Assert.Equal("ask", await _peer.ReceiveTextAsync());
        await _peer.SendTextAsync("answer");
        var buffer = new byte[16];
        Assert.Equal("answer", Encoding.ASCII.GetString(buffer, 0, _stream.Read(buffer, 0, buffer.Length)));
    }

    [Fact]
    public async Task The_end_of_the_stream_is_FIN_and_only_that()
    {
        await _peer.FinishAsync();
        Assert.Equal(0, await _stream.ReadAsync(new byte[4]));
        _peer.Abort();
        Assert.Equal(CloseReason.PeerReset, (await Assert.ThrowsAsync<WireException>(() => _stream.ReadAsync(new byte[4]).AsTask())).Reason);
    }

    [Fact]
    public async Task Disposing_lets_go_of_the_connection()
    {
        await _stream.DisposeAsync();
        Assert.Equal("", await _peer.ReceiveTextAsync());
    }
}
