namespace Tincan.Tests;

public sealed class DidYouMeanTests
{
    private static readonly string[] Known = ["serve", "send", "talk", "reverse", "resolve", "lookup", "demo"];

    [Theory]
    [InlineData("serv", "serve")]
    [InlineData("sned", "send")]
    [InlineData("rezolve", "resolve")]
    [InlineData("lokup", "lookup")]
    [InlineData("talkk", "talk")]
    [InlineData("demoo", "demo")]
    public void The_nearest_word_is_found(string wrong, string right) => Assert.Equal(right, DidYouMean.Find(wrong, Known));

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("transmogrify")]
    public void A_word_that_is_near_to_none_has_no_hint(string wrong) => Assert.Null(DidYouMean.Find(wrong, Known));

    [Fact]
    public void A_word_that_shares_no_letter_is_not_near() => Assert.Null(DidYouMean.Find("x", ["p", "by"]));
}
