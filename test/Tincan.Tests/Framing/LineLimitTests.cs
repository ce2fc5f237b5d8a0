using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class LineLimitTests
{
    [Theory]
    [InlineData(Dialect.Lf, "abcd\n")]
    [InlineData(Dialect.CrLf, "abcd\r\n")]
    [InlineData(Dialect.Nul, "abcd\0")]
    [InlineData(Dialect.Raw, "abcd")]
    [InlineData(Dialect.Auto, "abcd\n")]
    [InlineData(Dialect.Auto, "abcd\r\n")]
    [InlineData(Dialect.Auto, "abcd\0")]
    [InlineData(Dialect.Auto, "abcd")]
    public async Task A_line_of_just_the_limit_is_taken_and_one_byte_more_is_not_on_every_split(Dialect dialect, string text)
    {
        var atLimit = new LineOptions { Dialect = dialect, MaxLine = 4 };
        await Splits.EachAsync(text, async split => Assert.Equal(["abcd"], (await Lines.ReadAllAsync(split, atLimit)).Lines));

        var oneOver = atLimit with { MaxLine = 3 };
        await Splits.EachAsync(text, async split => await FailsAsync(split, oneOver));
    }

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    [InlineData(Dialect.Raw)]
    [InlineData(Dialect.Auto)]
    public Task An_unfinished_last_line_obeys_the_limit_too(Dialect dialect) =>
        Splits.EachAsync("abcd", split => FailsAsync(split, new() { Dialect = dialect, MaxLine = 3 }));

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    [InlineData(Dialect.Raw)]
    [InlineData(Dialect.Auto)]
    public async Task A_peer_that_never_ends_a_line_is_given_up_before_much_memory_is_taken(Dialect dialect)
    {
        var wire = new EndlessWire();
        using var reader = new LineReader(wire, new() { Dialect = dialect, MaxLine = 10_000 });

        var error = await Assert.ThrowsAsync<WireException>(() => reader.ReadAsync().InTime());

        Assert.Equal(CloseReason.Malformed, error.Reason);
        Assert.Equal("a line is longer than the limit of 10000 bytes", error.Message);
        Assert.InRange(wire.Given, 10_001, 20_000);
    }

    [Fact]
    public async Task A_long_line_is_taken_when_the_limit_allows_it()
    {
        var text = new string('x', 300_000);
        var (lines, _) = await Lines.ReadAllAsync([WireText.Bytes(text), WireText.Bytes("\nshort\n")], new() { MaxLine = 300_000 });
        Assert.Equal([text, "short"], lines);
    }

    private static async Task FailsAsync(byte[][] split, LineOptions options)
    {
        var error = await Assert.ThrowsAsync<WireException>(() => Lines.ReadAllAsync(split, options));
        Assert.Equal(CloseReason.Malformed, error.Reason);
        Assert.Equal("a line is longer than the limit of 3 bytes", error.Message);
    }
}
