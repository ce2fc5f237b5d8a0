using Tincan.Bench.Reports;

namespace Tincan.Bench.Tests;

public sealed class PageTests
{
    private const string Text = "before\n<!-- echo -->\nold\n<!-- end of echo -->\nafter\n";

    [Fact]
    public void A_section_is_replaced_and_the_rest_stays() =>
        Assert.Equal("before\n<!-- echo -->\nnew\n<!-- end of echo -->\nafter\n", Page.Put(Text, "echo", "new\n"));

    [Fact]
    public void A_page_without_the_section_is_a_mistake() => Assert.Throws<InvalidDataException>(static () => Page.Put(Text, "proxy", "new\n"));
}
