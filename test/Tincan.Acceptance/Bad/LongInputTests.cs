using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>A line of the user's own input that is over the limit.</summary>
public sealed class LongInputTests
{
    [Theory]
    [InlineData("send", "standard input:1", "70000")]
    [InlineData("reverse - --greeting  --max-line 9", "standard input:2", "1")]
    [InlineData("resolve - --max-line 9", "standard input:1", "10")]
    public async Task It_is_reported_with_its_position(string client, string place, string length)
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        var words = client.Split(' ');
        var limit = words.Contains("9") ? 9 : 65536;
        var input = new string('x', int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)) + "\n" + new string('y', 10);
        var outcome = await TincanCli.PipeAsync(input, [words[0], "127.0.0.1", server.Port, .. words[1..]]);
        Assert.Equal((2, $"tincan: {place}: a line is longer than the limit of {limit} bytes\n"), (outcome.Code, outcome.Error));
    }
}
