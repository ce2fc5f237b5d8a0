using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class PaddingTests
{
    [Fact]
    public async Task Text_that_is_padded_with_blanks_is_one_message()
    {
        var (read, found) = await Lines.ReadAllAsync([[.. Pad("rutgers.edu"), .. Pad("google.com")], Pad("a b")], new());
        Assert.Equal(["rutgers.edu", "google.com", "a b"], read);
        Assert.Equal(Dialect.Raw, found);
    }

    [Theory]
    [InlineData("a line with blanks at its end          \n", "a line with blanks at its end          ")]
    [InlineData("        in front", "        in front")]
    public async Task Blanks_in_a_line_are_the_line(string bytes, string line)
    {
        var (read, _) = await Lines.ReadAllAsync([WireText.Bytes(bytes)], new() { Dialect = Dialect.Auto });
        Assert.Equal(line, Assert.Single(read).TrimEnd('~'));
    }

    [Fact]
    public async Task A_peer_that_pads_gets_every_answer_padded()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var lines = new LineChannel(server, new());
        await client.SendAsync(Pad("rutgers.edu"));
        await lines.ReadAsync().InTime();
        Assert.Equal("each message is padded with blanks to 200 bytes", lines.Why);
        lines.Write("one"u8);
        lines.Write("two"u8);
        await lines.FlushAsync();
        await lines.SendAsync("three"u8);
        await server.FinishAsync();
        Assert.Equal(string.Concat(((string[])["one", "two", "three"]).Select(static text => text.PadRight(200))), await client.ReceiveToEndAsync());
    }

    private static byte[] Pad(string text) => WireText.Bytes(text.PadRight(200));
}
