namespace Tincan.Checks.Tests;

public sealed class ShellTests
{
    [Theory]
    [InlineData("greeting=hello", "greeting=hello")]
    [InlineData("{port}", "{port}")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    [InlineData("set={a,b}", "'set={a,b}'")]
    [InlineData("{1..3}", "'{1..3}'")]
    [InlineData("a,b", "a,b")]
    public void A_word_means_itself_to_a_shell(string word, string quoted) => Assert.Equal(quoted, Shell.Quote(word));
}
