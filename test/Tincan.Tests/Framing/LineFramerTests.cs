using Tincan.Framing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Framing;

public sealed class LineFramerTests
{
    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    public void Coalesced_lines_are_cut_one_by_one_wherever_the_search_had_stopped(Dialect dialect)
    {
        var terminator = Lines.Terminator(dialect);
        var bytes = WireText.Bytes($"HELLO{terminator}WORLD");
        var framer = new LineFramer(dialect, 100);
        for (var arrived = 0; arrived < 5 + terminator.Length; arrived++)
        {
            Assert.Equal(FrameCut.NeedMore, framer.Cut(bytes.AsSpan(0, arrived), 0));
            Assert.Equal(FrameCut.Done(5, 5 + terminator.Length), framer.Cut(bytes, arrived));
        }
    }

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    public void The_limit_counts_the_line_and_not_its_terminator(Dialect dialect)
    {
        var terminator = Lines.Terminator(dialect);
        var framer = new LineFramer(dialect, 3);

        Assert.Equal(FrameStatus.Done, framer.Cut(WireText.Bytes("abc" + terminator), 0).Status);
        Assert.Equal(FrameStatus.NeedMore, framer.Cut(WireText.Bytes("abc" + terminator[..^1]), 0).Status);
        var over = framer.Cut(WireText.Bytes("abcd" + terminator), 0);
        Assert.Equal(FrameStatus.Invalid, over.Status);
        Assert.Equal("a line is longer than the limit of 3 bytes", over.Problem);
    }

    [Theory]
    [InlineData("a\n\0", Dialect.Lf)]
    [InlineData("a\0\n", Dialect.Nul)]
    [InlineData("a\r\n", Dialect.CrLf)]
    [InlineData("\r\n", Dialect.CrLf)]
    [InlineData("\n", Dialect.Lf)]
    [InlineData("a\rb\n", Dialect.Lf)]
    [InlineData("a\r", Dialect.Auto)]
    [InlineData("", Dialect.Auto)]
    public void The_first_terminator_decides_the_dialect(string text, Dialect expected)
    {
        Assert.Equal(expected, LineFramer.Recognise(WireText.Bytes(text), 0));
    }

    [Fact]
    public void The_end_of_the_stream_inside_a_line_says_how_much_was_there()
    {
        Assert.Equal("the last line has 3 bytes and no crlf line end", new LineFramer(Dialect.CrLf, 9).Missing("abc"u8));
    }
}
