namespace Tincan.Tests;

public sealed class EscapeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text", "plain text")]
    [InlineData("Grüße 日本 👩‍👧", "Grüße 日本 👩‍👧")]
    [InlineData("one\r\ntwo\t\0", "one\\r\\ntwo\\t\\0")]
    [InlineData("\u001b[2J", "\\x1B[2J")]
    [InlineData("\u007f\u009b", "\\x7F\\x9B")]
    [InlineData("\u202eevil\u2066\u200f\u061c\ufeff", "\\u{202E}evil\\u{2066}\\u{200F}\\u{61C}\\u{FEFF}")]
    [InlineData("\u2028\u2029", "\\u{2028}\\u{2029}")]
    public void Text_stays_and_whatever_drives_a_terminal_is_spelled_out(string text, string shown) =>
        Assert.Equal(shown, Escape.ForTerminal(text));

    [Theory]
    [InlineData(new byte[] { 0xFF }, "\\xFF")]
    [InlineData(new byte[] { (byte)'a', 0xC3, (byte)'b' }, "a\\xC3b")]
    [InlineData(new byte[] { 0xE2, 0x82 }, "\\xE2\\x82")]
    [InlineData(new byte[] { 0xC0, 0xAF }, "\\xC0\\xAF")]
    public void Bytes_that_are_not_UTF8_are_shown_one_by_one(byte[] bytes, string shown) =>
        Assert.Equal(shown, Escape.ForTerminal(bytes));

    [Theory]
    [InlineData("one\ntwo\tthree\r\nfour", "one\ntwo\tthree\r\nfour")]
    [InlineData("over\rwritten\r", "over\\rwritten\\r")]
    [InlineData("\u001b\n\0", "\\x1B\n\\0")]
    public void Given_many_lines_their_layout_stays_and_a_CR_alone_is_still_shown(string text, string shown) =>
        Assert.Equal(shown, Escape.ForTerminal(Encoding.UTF8.GetBytes(text), multiline: true));
}
