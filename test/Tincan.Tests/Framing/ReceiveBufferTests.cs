using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class ReceiveBufferTests : IDisposable
{
    private readonly MemoryWire _client;
    private readonly ProbeWire _server;
    private readonly ReceiveBuffer _buffer;

    public ReceiveBufferTests()
    {
        (_client, var server) = MemoryWire.CreatePair(int.MaxValue);
        _server = new ProbeWire(server);
        _buffer = new ReceiveBuffer(_server);
    }

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public async Task Nothing_is_held_while_nothing_is_there()
    {
        await _client.SendTextAsync("one");
        await _buffer.ReceiveAsync(default).InTime();
        Assert.NotEqual(0, Held());
        _buffer.Consume(3);

        var receiving = _buffer.ReceiveAsync(default).AsTask();

        Assert.Equal(0, Held());
        Assert.Equal(0, _server.Rooms[^1]);
        await _client.SendTextAsync("two");
        await receiving.InTime();
        Assert.Equal("two", WireText.Text(_buffer.Unread.Span));
    }

    [Fact]
    public async Task What_was_not_consumed_stays_in_front_of_what_comes()
    {
        await _client.SendTextAsync("one two");
        await _buffer.ReceiveAsync(default).InTime();
        _buffer.Consume(4);
        await _client.SendTextAsync(" three");
        await _buffer.ReceiveAsync(default).InTime();
        Assert.Equal("two three", WireText.Text(_buffer.Unread.Span));
    }

    [Fact]
    public async Task It_grows_while_a_message_needs_it_and_moves_what_is_left_when_it_can()
    {
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(static i => $"{i},"));
        await _client.SendTextAsync(text);
        await _client.FinishAsync();
        var taken = new System.Text.StringBuilder();
        for (var turn = 0; !_buffer.Ended; turn++)
        {
            await _buffer.ReceiveAsync(default).InTime();
            var some = turn % 3 == 0 ? _buffer.Unread.Length * 3 / 4 : 10;
            taken.Append(WireText.Text(_buffer.Unread.Span[..Math.Min(some, _buffer.Unread.Length)]));
            _buffer.Consume(Math.Min(some, _buffer.Unread.Length));
        }

        Assert.Equal(text, taken + WireText.Text(_buffer.Unread.Span));
    }

    [Fact]
    public async Task After_the_end_there_is_nothing_to_wait_for()
    {
        await _client.SendTextAsync("rest");
        await _client.FinishAsync();
        while (!_buffer.Ended)
        {
            await _buffer.ReceiveAsync(default).InTime();
        }

        await _buffer.ReceiveAsync(default).InTime();
        Assert.Equal("rest", WireText.Text(_buffer.Unread.Span));
    }

    private int Held() => MemoryMarshal.TryGetArray(_buffer.Unread, out var held) ? held.Array!.Length : 0;
}
