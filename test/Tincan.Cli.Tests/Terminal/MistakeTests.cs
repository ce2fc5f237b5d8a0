using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Terminal;

public sealed class MistakeTests
{
    [Theory]
    [InlineData("serv", "serve")]
    [InlineData("sned", "send")]
    [InlineData("rezolve", "resolve")]
    [InlineData("lokup", "lookup")]
    [InlineData("talkk", "talk")]
    [InlineData("demoo", "demo")]
    public void The_nearest_word_is_found(string wrong, string right) =>
        Assert.Equal(right, Mistake.Nearest(wrong, ["serve", "send", "talk", "reverse", "resolve", "lookup", "demo"]));

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("transmogrify")]
    public void A_word_that_is_near_to_none_has_no_hint(string wrong) =>
        Assert.Null(Mistake.Nearest(wrong, ["serve", "send", "talk", "reverse", "resolve", "lookup", "demo"]));
}
