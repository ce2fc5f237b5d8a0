using Tincan.Acceptance.Support;
using static Tincan.Acceptance.Support.NamesChain;

namespace Tincan.Acceptance.Interop;

/// <summary>Chains with a resolver of theirs, without options that say how a line ends.</summary>
public sealed class ClassroomResolverTests
{
    /// <summary>
    /// A resolver of theirs that takes the first answer may ask tables of theirs for the next name before the other one has read this one, and that table reads
    /// the two as one: so theirs waits for both (<c>join</c>).
    /// </summary>
    [Theory]
    [InlineData("ours", "rs.py padded", "ours")]
    [InlineData("ours", "rs.py", "ours")]
    [InlineData("ours", "rs.py newline", "ours")]
    [InlineData("ours", "rs.py strip threads", "ours")]
    [InlineData("ours", "rs.js", "ours")]
    [InlineData("ours", "rs.py join", "client.py")]
    [InlineData("ours", "rs.py", "client.c")]
    [InlineData("ours", "rs.js", "client.js")]
    [InlineData("ts.py", "rs.py join", "ours")]
    [InlineData("ts.c", "rs.py join", "ours")]
    [InlineData("ts.py strip", "rs.py join newline", "ours")]
    public Task A_chain_is_right_by_default(string tables, string resolver, string client, string missed = "TIMED OUT") => IsRightAsync(tables, resolver, client, missed);

    [Fact]
    public async Task A_client_that_goes_on_in_raw_says_so()
    {
        await using var first = await TableAsync(1, "ts.py miss");
        await using var second = await TableAsync(2, "ts.py");
        await using var resolver = await ResolverAsync("rs.py", first.Port, second.Port);
        var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "nothinghere.com");
        Assert.Equal((1, "nothinghere.com - Error:HOST NOT FOUND\n"), (outcome.Code, outcome.Text));
        Assert.Contains("'nothinghere.com' is asked again without a line end", outcome.Error, StringComparison.Ordinal);
    }
}
