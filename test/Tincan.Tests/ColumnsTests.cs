namespace Tincan.Tests;

public sealed class ColumnsTests
{
    [Theory]
    [InlineData("", new[] { "" })]
    [InlineData("one two", new[] { "one two" })]
    [InlineData("one two three", new[] { "one two", "three" })]
    [InlineData("seven77 is full", new[] { "seven77", "is full" })]
    [InlineData("a muchlonger word", new[] { "a", "muchlon", "ger", "word" })]
    public void Lines_are_broken_between_words(string text, string[] lines) => Assert.Equal(lines, Columns.Wrap(text, 7));
}
