using FsCheck;
using FsCheck.Fluent;
using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;

namespace Tincan.Tests.Reverse;

public sealed class ReverserPropertyTests
{
    private static readonly Arbitrary<string> AnyText = ArbMap.Default.ArbFor<int[]>()
        .Convert(static numbers => string.Concat(numbers.Select(static number => AnyRune(number).ToString())), static _ => []);

    private static readonly Arbitrary<string> AnyAscii = ArbMap.Default.ArbFor<byte[]>()
        .Convert(static bytes => Encoding.ASCII.GetString([.. bytes.Select(static one => (byte)(one & 0x7F))]), static _ => []);

    [Theory]
    [InlineData(ReverseBy.Rune)]
    [InlineData(ReverseBy.Byte)]
    public void Reversing_twice_gives_the_line_back(ReverseBy by) => Properties.Check(AnyText, text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes, ReverserTests.Reverse(ReverserTests.Reverse(bytes, new(by)), new(by)));
    });

    /// <summary>Not twice: a mark that came first joins the character that then stands before it.</summary>
    [Fact]
    public void By_grapheme_the_same_characters_come_in_the_opposite_order() => Properties.Check(AnyText, static text =>
    {
        var info = new StringInfo(text);
        var elements = Enumerable.Range(0, info.LengthInTextElements).Select(at => info.SubstringByTextElements(at, 1));
        Assert.Equal(string.Concat(elements.Reverse()), ReverserTests.Reverse(text, ReverseBy.Grapheme));
    });

    [Theory]
    [InlineData(ReverseBy.Rune)]
    [InlineData(ReverseBy.Grapheme)]
    public void ASCII_goes_a_faster_way_to_the_same_end(ReverseBy by) => Properties.Check(AnyAscii, text =>
    {
        // One character beyond ASCII, which no grapheme joins, sends the line the slow way.
        var slow = ReverserTests.Reverse(text + '日', by);
        Assert.Equal(slow, '日' + ReverserTests.Reverse(text, by));
    });

    [Fact]
    public void Swapping_case_is_the_same_fast_or_slow() => Properties.Check(AnyAscii, static text =>
        Assert.Equal(
            ReverserTests.Reverse(text + '日', ReverseBy.Rune, swapCase: true),
            '日' + ReverserTests.Reverse(text, ReverseBy.Rune, swapCase: true)));

    private static Rune AnyRune(int number)
    {
        int[] telling = ['a', 'Z', '\r', '\t', 0xE9, 0x301, 0x200D, 0x1F469, 0x1F1E9, 0x1F3FD, 0xAC00, 0x65E5];
        var value = Math.Abs((long)number) % 0x110000;
        return number % 2 == 0 ? new Rune(telling[value / 2 % telling.Length]) : Rune.IsValid((int)value) ? new Rune((int)value) : Rune.ReplacementChar;
    }
}
