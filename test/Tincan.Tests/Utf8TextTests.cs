using Tincan.Framing;

namespace Tincan.Tests;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData("\u00ef\u00bb\u00bfa.com", "a.com")]
    [InlineData("a.com", "a.com")]
    [InlineData("", "")]
    [InlineData("\u00ff", "\u00ff")]
    [InlineData("a\0", "a\0")]
    public void A_byte_order_mark_is_skipped(string bytes, string text) =>
        Assert.Equal(text, Encoding.Latin1.GetString(Utf8Text.SkipMark(Encoding.Latin1.GetBytes(bytes), "f")));

    [Theory]
    [InlineData("\u00ff\u00fea\0", "UTF-16")]
    [InlineData("\u00fe\u00ff\0a", "UTF-16")]
    [InlineData("a\0.\0", "UTF-16")]
    [InlineData("\0a\0.", "UTF-16")]
    [InlineData("\u00ff\u00fe\0\0a\0\0\0", "UTF-32")]
    [InlineData("\0\0\u00fe\u00ff\0\0\0a", "UTF-32")]
    public void Another_encoding_is_named(string bytes, string encoding)
    {
        var error = Assert.Throws<BadFileException>(() => Utf8Text.SkipMark(Encoding.Latin1.GetBytes(bytes), "f").Length);

        Assert.Equal($"f:1: the text is {encoding}, not UTF-8: save the file as UTF-8", error.Message);
    }

    [Theory]
    [InlineData("Zo\u00c3\u00ab", null)]
    [InlineData("Zo\u00eb", "2 not UTF-8: byte 0xEB ('\u00eb' in Windows-1252): save the file as UTF-8")]
    [InlineData("\u0093", "0 not UTF-8: byte 0x93: save the file as UTF-8")]
    public void The_first_wrong_byte_is_named(string bytes, string? expected)
    {
        var problem = Utf8Text.Problem(Encoding.Latin1.GetBytes(bytes), out var offset);

        Assert.Equal(expected, problem is null ? null : $"{offset} {problem}");
    }

    [Fact]
    public async Task Lines_of_a_file_begin_after_its_byte_order_mark()
    {
        await using var input = new LineInput(new MemoryStream([0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n', 0xEF, 0xBB, 0xBF]));

        Assert.Equal("a", Encoding.UTF8.GetString((await input.ReadAsync()).Span));
        Assert.Equal(3, (await input.ReadAsync()).Content.Length);
    }

    [Fact]
    public async Task Lines_of_a_file_in_utf16_are_a_bad_file()
    {
        await using var input = new LineInput(new MemoryStream([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a.com\r\n")]), name: "names.txt");

        var error = await Assert.ThrowsAsync<BadFileException>(async () => await input.ReadAsync());

        Assert.StartsWith("names.txt:1: the text is UTF-16", error.Message, StringComparison.Ordinal);
    }
}
