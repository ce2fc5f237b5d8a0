using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Pages.Reading;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Which cases a page has for a side, and how they run.</summary>
public sealed class PageSuiteTests
{
    [Theory]
    [InlineData("none", false)]
    [InlineData("lines", true)]
    public void Without_framing_no_message_is_split(string framing, bool isSplit)
    {
        var adds = ServerCases($"framing {framing}", "C: 5+3", "S: 8").Single(static one => one.Id == "test.server.adds");

        Assert.Equal(isSplit, adds.CanPerturb);
    }

    [Theory]
    [InlineData("talk.client", "turns")]
    [InlineData("reverse.client", "many-lines")]
    [InlineData("reverse.server", "one-line")]
    public void A_whole_buffer_is_judged_by_a_case_that_sees_what_follows_the_text(string suite, string id) =>
        Assert.Equal([$"{suite}.{id}"], PageSuite.OfLibrary(suite).Parameters.Single(static one => one.Name == "buffer").Cases);

    [Fact]
    public void What_a_program_prints_can_be_sent_to_it() =>
        Assert.Contains(ServerCases("framing lines", "C: 1000", "S: lower", "out: The number is $secret", "C: $secret", "S: correct"), static one => one.Id == "test.server.adds");

    private static IReadOnlyList<Case> ServerCases(string framing, params string[] talk)
    {
        string[] lines = ["# Test", "```protocol", framing, "```", "## It adds {#adds}", "```talk", .. talk, "```", ""];
        var page = PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "test.md"));
        return PageSuite.Of(page, Side.Server).Cases;
    }
}
