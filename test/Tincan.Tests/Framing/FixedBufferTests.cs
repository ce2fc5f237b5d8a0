using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class FixedBufferTests
{
    private const string Garbage = "\x01\x7f\x02there\0\0u\x7f\0";

    [Theory]
    [InlineData("Hello\n", Dialect.Lf, 100)]
    [InlineData("Hello\r\n", Dialect.CrLf, 64)]
    [InlineData("Hello", Dialect.Nul, 1024)]
    public async Task Text_with_zeros_up_to_the_size_of_a_buffer_is_one_message(string text, Dialect dialect, int size)
    {
        var (read, found) = await Lines.ReadAllAsync([Buffer(text, size), Buffer("", size), Buffer("bye", size)], new());
        Assert.Equal(["Hello", "", "bye"], read);
        Assert.Equal(dialect, found);
    }

    [Theory]
    [InlineData("Hello\n")]
    [InlineData("Hello")]
    public async Task What_else_lies_in_a_buffer_is_no_message(string text)
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new());
        await client.SendAsync(Buffer(text + "\0" + Garbage, 100));
        Assert.Equal("Hello", Lines.Show(await reader.ReadAsync().InTime()));
        await client.SendAsync(Buffer("bye\n\0lo\n\0" + Garbage, 100));
        Assert.Equal("bye", Lines.Show(await reader.ReadAsync().InTime()));
        Assert.Equal(100, reader.BufferSize);
        Assert.Equal("each message is a whole buffer of 100 bytes, of which the text before the first \\0 is taken", reader.Why);
    }

    [Fact]
    public async Task Two_buffers_in_one_read_are_two_messages()
    {
        var (read, _) = await Lines.ReadAllAsync([[.. Buffer("one\n", 100), .. Buffer("two\n", 100)]], new());
        Assert.Equal(["one", "two"], read);
    }

    [Theory]
    [InlineData("abcdefghi\0abcdefghi\0", "abcdefghi,abcdefghi")]
    [InlineData("abcdefgh\0\0abcdefgh\0\0", "abcdefgh,abcdefgh")]
    [InlineData("abcdefgh\n\0abcdefgh\n\0", "abcdefgh,abcdefgh")]
    [InlineData("name\0\0\0", "name,,")]
    public async Task Messages_that_end_with_NUL_are_no_buffer(string bytes, string lines)
    {
        var (read, _) = await Lines.ReadAllAsync([WireText.Bytes(bytes)], new());
        Assert.Equal(lines, string.Join(',', read));
    }

    [Theory]
    [InlineData("Hello\n", "olleH\n\0")]
    [InlineData("Hello", "olleH\0")]
    public async Task A_peer_that_sends_buffers_is_answered_with_a_NUL_at_the_end(string text, string answer)
    {
        var (client, server) = MemoryWire.CreatePair();
        using var lines = new LineChannel(server, new());
        await client.SendAsync(Buffer(text, 100));
        await lines.ReadAsync().InTime();
        await lines.SendAsync("olleH"u8);
        await server.FinishAsync();
        Assert.Equal(answer, await client.ReceiveToEndAsync());
    }

    private static byte[] Buffer(string text, int size)
    {
        var buffer = new byte[size];
        WireText.Bytes(text).CopyTo(buffer, 0);
        return buffer;
    }
}
