using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Terminal;

public sealed class WordWrapTests
{
    [Theory]
    [InlineData("", new[] { "" })]
    [InlineData("one two", new[] { "one two" })]
    [InlineData("one two three", new[] { "one two", "three" })]
    [InlineData("seven77 is full", new[] { "seven77", "is full" })]
    [InlineData("a muchlonger word", new[] { "a", "muchlonger", "word" })]
    public void Lines_are_broken_between_words(string text, string[] lines) => Assert.Equal(lines, WordWrap.Lines(text, 7));
}
