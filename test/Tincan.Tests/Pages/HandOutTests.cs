using Tincan.Pages.Reading;
using Tincan.Parsing;

namespace Tincan.Tests.Pages;

/// <summary>The page that students get has no hidden case.</summary>
public sealed class HandOutTests
{
    private static readonly DateOnly Today = new(2026, 12, 24);

    private const string Start = "# Ping\n\n```protocol\nframing lines\n```\n\n";

    [Fact]
    public void Nothing_changes_without_hidden_cases()
    {
        var text = Start + Case("## One {#one}") + Case("## Two {#two until=2026-12-24}");

        Assert.Equal(text, Written(text));
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("hidden until=2026-12-25")]
    [InlineData("until=due")]
    [InlineData("until=published")]
    public void A_hidden_case_is_left_out(string hidden)
    {
        var one = Start + Case("## One {#one}");
        var three = Case("## Three {#three}");

        Assert.Equal(one + three, Written(one + Case($"## Two {{#two {hidden}}}") + three));
        Assert.Equal(one, Written(one + Case($"## Two {{#two {hidden}}}")));
    }

    [Fact]
    public void What_is_under_a_hidden_case_goes_with_it()
    {
        var text = Start + Case("## One {#one}");

        Assert.Equal(
            text + Case("### Three {#three}") + "#### Four\n\nFor readers.\n\n## Five\n",
            Written(text + Case("## Two {#two hidden}") + "### Solution\n\nPONG.\n\n" + Case("### Three {#three}") + "#### Four\n\nFor readers.\n\n## Five\n"));
    }

    [Fact]
    public void A_heading_with_a_line_under_it_is_left_out_as_well() =>
        Assert.Equal(Start, Written(Start + Case("Two {#two hidden}\n---")));

    [Fact]
    public void What_is_left_has_to_be_a_page()
    {
        var page = PageText.Read(Case("## Two {#two hidden}") + "```protocol\nframing lines\n```\n");

        Assert.Contains("no protocol block", Assert.Throws<SyntaxException>(() => HandOut.Of(page, Today)).Problem, StringComparison.Ordinal);
    }

    private static string Written(string text) => Encoding.UTF8.GetString(HandOut.Of(PageText.Read(text), Today));

    private static string Case(string heading) => $"{heading}\nIt answers für alle.\n\n```talk\nC: PING\nS: PONG\n```\n\n";
}
