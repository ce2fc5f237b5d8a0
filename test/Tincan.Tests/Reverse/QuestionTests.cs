using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;

namespace Tincan.Tests.Reverse;

public sealed class QuestionTests
{
    [Theory]
    [InlineData("abc", "cba\n", 0, 3, 4)]
    [InlineData("abc", "cba\r\n", 0, 3, 5)]
    [InlineData("abc", "cba\0", 0, 3, 4)]
    [InlineData("abc", "cba\0\0", 0, 3, 5)]
    [InlineData("abc", "cba", 0, 3, 3)]
    [InlineData("abc", "\ncba", 1, 3, 4)]
    [InlineData("abc", "\n\rcba", 2, 3, 5)]
    [InlineData("abc", "CBA\n", 0, 3, 4)]
    [InlineData("abc", "cba\nfed\n", 0, 3, 4)]
    [InlineData("a\nb", "b\na\n", 0, 3, 4)]
    [InlineData("", "\r\n", 0, 0, 2)]
    public void The_reversed_line_is_found_with_any_line_end(string line, string arrived, int start, int length, int consumed)
    {
        Assert.Equal("Whole", Compare(line, arrived, out var cut));
        Assert.Equal((start, length, consumed), (cut.Start, cut.Length, cut.Consumed));
    }

    [Theory]
    [InlineData("abc", "")]
    [InlineData("abc", "\n")]
    [InlineData("abc", "cb")]
    [InlineData("abc", "\ncb")]
    [InlineData("", "")]
    [InlineData("", "\r")]
    public void The_beginning_of_an_answer_is_partial(string line, string arrived) => Assert.Equal("Partial", Compare(line, arrived, out _));

    [Theory]
    [InlineData("abc", "abc\n")]
    [InlineData("abc", "cbx")]
    [InlineData("a1", "!a")]
    [InlineData("abc", "Hello!cba\n")]
    [InlineData("abc", "\n\n\n\n\ncba")]
    [InlineData("", "x")]
    public void Anything_else_is_other(string line, string arrived) => Assert.Equal("Other", Compare(line, arrived, out _));

    [Fact]
    public void A_greeting_may_come_before_the_first_answer()
    {
        Assert.Equal(Likeness.Whole, Of("abc").Compare("Hello!cba\n"u8, mayFollowGreeting: true, out var cut));
        Assert.Equal(new AnswerCut(6, 3, 10, "\n"), cut);
    }

    [Theory]
    [InlineData("né", "én\n")]
    [InlineData("e\u0301a", "ae\u0301\n")]
    [InlineData("e\u0301a", "a\u0301e\n")]
    public void Text_may_be_reversed_by_character_or_by_grapheme(string line, string arrived)
    {
        Assert.False(Of(line).IsAscii);
        Assert.Equal(Likeness.Whole, Of(line).Compare(Encoding.UTF8.GetBytes(arrived), mayFollowGreeting: false, out _));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_reversed_by_byte() =>
        Assert.Equal(
            Likeness.Whole, new Question([0xFF, (byte)'a'], 1).Compare([(byte)'a', 0xFF, (byte)'\n'], mayFollowGreeting: false, out _));

    [Theory]
    [InlineData(" ab ", "ba", true)]
    [InlineData(" ab ", "ba\n", true)]
    [InlineData("  ", "", true)]
    [InlineData(" ab", "ba ", false)]
    [InlineData("ab", "ba", false)]
    public void An_answer_without_the_blanks_at_the_ends_of_its_line_is_recognised(string line, string answer, bool isStripped) =>
        Assert.Equal(isStripped, Of(line).IsStripped(WireText.Bytes(answer)));

    [Theory]
    [InlineData("ab\r\ncd", 2, 4)]
    [InlineData("ab\n", 2, 3)]
    [InlineData("ab\0\0", 2, 4)]
    [InlineData("\n", 0, 1)]
    public void The_first_line_ends_with_the_first_line_end(string arrived, int length, int consumed)
    {
        Assert.True(LineEnds.TryFirstLine(WireText.Bytes(arrived), out var cut));
        Assert.Equal((0, length, consumed), (cut.Start, cut.Length, cut.Consumed));
    }

    private static string Compare(string line, string arrived, out AnswerCut cut) =>
        Of(line).Compare(WireText.Bytes(arrived), mayFollowGreeting: false, out cut).ToString();

    private static Question Of(string line) => new(Encoding.UTF8.GetBytes(line), 1);
}
