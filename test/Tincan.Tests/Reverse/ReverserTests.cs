using Tincan.Protocols.Reverse;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

public sealed class ReverserTests
{
    [Theory]
    [InlineData("HELLO", "OLLEH")]
    [InlineData("", "")]
    [InlineData("x", "x")]
    [InlineData("\t two  blanks ", " sknalb  owt \t")]
    [InlineData("a\r\nb", "b\n\ra")]
    [InlineData("Grüße", "eßürG")]
    [InlineData("日本語", "語本日")]
    [InlineData("a😀b", "b😀a")]
    [InlineData("e\u0301x", "x\u0301e")]
    public void By_rune_each_scalar_value_changes_place(string line, string reversed) =>
        Assert.Equal(reversed, Reverse(line, ReverseBy.Rune));

    [Theory]
    [InlineData("HELLO", "OLLEH")]
    [InlineData("", "")]
    [InlineData("a\r\nb", "b\r\na")]
    [InlineData("a\n\rb", "b\r\na")]
    [InlineData("xe\u0301\u0323y", "ye\u0301\u0323x")]
    [InlineData("a👩‍👩‍👧‍👦b", "b👩‍👩‍👧‍👦a")]
    [InlineData("🇩🇪🇫🇷!", "!🇫🇷🇩🇪")]
    [InlineData("👍🏽ok", "ko👍🏽")]
    [InlineData("각x", "x각")]
    public void By_grapheme_what_a_person_sees_as_one_stays_whole(string line, string reversed) =>
        Assert.Equal(reversed, Reverse(line, ReverseBy.Grapheme));

    [Fact]
    public void By_byte_anything_goes() =>
        Assert.Equal([0x00, 0xFF, 0xA4, 0xC3], Reverse([0xC3, 0xA4, 0xFF, 0x00], new(ReverseBy.Byte)));

    [Theory]
    [InlineData("Hello, World 1!", "!1 DLROw ,OLLEh")]
    [InlineData("[`@{", "{@`[")]
    [InlineData("éÀ", "àÉ")]
    [InlineData("Straße", "EßARTs")]
    [InlineData("ΑΩω", "Ωωα")]
    [InlineData("日a", "A日")]
    public void Swapping_case_swaps_each_letter_that_has_one_other_case(string line, string swapped) =>
        Assert.Equal(swapped, Reverse(line, ReverseBy.Rune, swapCase: true));

    [Fact]
    public void Swapping_case_by_byte_touches_ASCII_letters_only() =>
        Assert.Equal([.. "ZaB"u8, 0xA9, 0xC3], Reverse([0xC3, 0xA9, .. "bAz"u8], new(ReverseBy.Byte, swapCase: true)));

    [Theory]
    [InlineData(ReverseBy.Rune, new byte[] { 0xFF }, "byte 0xFF at offset 0")]
    [InlineData(ReverseBy.Rune, new byte[] { 0x41, 0xC3, 0xA4, 0xC3 }, "byte 0xC3 at offset 3")]
    [InlineData(ReverseBy.Rune, new byte[] { 0x41, 0xED, 0xA0, 0x80 }, "byte 0xED at offset 1")]
    [InlineData(ReverseBy.Grapheme, new byte[] { 0x41, 0x42, 0x80 }, "byte 0x80 at offset 2")]
    [InlineData(ReverseBy.Grapheme, new byte[] { 0xC0, 0xAF }, "byte 0xC0 at offset 0")]
    public void Given_a_line_that_is_not_UTF8_the_error_names_the_byte_and_writes_nothing(ReverseBy by, byte[] line, string named)
    {
        var output = new ArrayBufferWriter<byte>();

        var error = Assert.Throws<WireException>(() => new Reverser(by).Write(line, output));

        Assert.Equal((CloseReason.Malformed, $"a line is not UTF-8: {named}"), (error.Reason, error.Message));
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData(ReverseBy.Rune)]
    [InlineData(ReverseBy.Grapheme)]
    [InlineData(ReverseBy.Byte)]
    public void A_line_of_a_million_characters_is_a_line(ReverseBy by)
    {
        var line = new string('a', 999_999) + 'b';

        Assert.Equal('b' + new string('a', 999_999), Reverse(line, by));
        Assert.Equal(line + '日', Reverse('日' + Reverse(line, by), by == ReverseBy.Byte ? ReverseBy.Rune : by));
    }

    internal static string Reverse(string line, ReverseBy by, bool swapCase = false) =>
        Encoding.UTF8.GetString(Reverse(Encoding.UTF8.GetBytes(line), new Reverser(by, swapCase)));

    internal static byte[] Reverse(ReadOnlySpan<byte> line, Reverser reverser)
    {
        var output = new ArrayBufferWriter<byte>();
        reverser.Write(line, output);
        return output.WrittenSpan.ToArray();
    }
}
