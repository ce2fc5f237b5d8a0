using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Terminal;

public sealed class PeerOutputTests
{
    private const string Driving = "a\u001b[2Jb\r\nc\rd\te\u0000f é 日 😀 \u202Eg\u009B";

    [Fact]
    public void A_pipe_gets_every_byte_as_it_came()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];
        Assert.Equal(all, Written(isTerminal: false, [all]));
    }

    [Fact]
    public void A_terminal_is_shown_controls_and_keeps_line_ends_and_tabs() => Assert.Equal(
        "a\\x1B[2Jb\r\nc\\rd\te\\0f é 日 😀 \\u{202E}g\\x9B", Encoding.UTF8.GetString(Written(isTerminal: true, [Encoding.UTF8.GetBytes(Driving)])));

    [Fact]
    public void A_terminal_is_shown_the_same_wherever_the_bytes_are_cut()
    {
        var all = Encoding.UTF8.GetBytes(Driving);
        var whole = Written(isTerminal: true, [all]);
        for (var cut = 0; cut <= all.Length; cut++)
        {
            Assert.Equal(whole, Written(isTerminal: true, [all[..cut], all[cut..]]));
        }

        Assert.Equal(whole, Written(isTerminal: true, [.. all.Select(static one => new[] { one })]));
    }

    [Fact]
    public void Half_a_character_at_the_end_is_shown_as_bytes() =>
        Assert.Equal("a\\xC3", Encoding.UTF8.GetString(Written(isTerminal: true, [[(byte)'a', 0xC3]])));

    [Theory]
    [InlineData(true, "a\\nb\\x1B\n")]
    [InlineData(false, "a\nb\u001b\n")]
    public void A_line_stays_one_line_on_a_terminal(bool isTerminal, string shown)
    {
        using var stream = new MemoryStream();
        var output = new PeerOutput(stream, isTerminal, "standard output");
        output.WriteLine("a\nb\u001b"u8);
        output.Flush();
        Assert.Equal(shown, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_reported() =>
        Assert.StartsWith("cannot write /nowhere/file: ", Assert.Throws<UsageException>(() => PeerOutput.Open("/nowhere/file")).Message, StringComparison.Ordinal);

    private static byte[] Written(bool isTerminal, byte[][] pieces)
    {
        using var stream = new MemoryStream();
        var output = new PeerOutput(stream, isTerminal, "standard output");
        foreach (var piece in pieces)
        {
            output.Write(piece);
        }

        output.Flush();
        return stream.ToArray();
    }
}
