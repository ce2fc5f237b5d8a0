using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Tests.Recording;

/// <summary>A recording may come from a stranger: no number in it stops the reader, or what draws from it.</summary>
public sealed class RecordedNumberTests
{
    private const string Ready = "\"number\":1,\"time\":1,\"wall\":\"2026-01-01T00:00:00Z\",\"connection\":1,\"what\":\"send\",\"direction\":\"to-server\",\"offset\":0";

    [Theory]
    [InlineData("\"number\":1", "\"number\":-1", "'number' is not a whole number from 0 to 9007199254740992")]
    [InlineData("\"number\":1", "\"number\":99999999999999999999", "'number' is not a whole number from 0 to 9007199254740992")]
    [InlineData("\"number\":1", "\"number\":\"1\"", "'number' is not a whole number from 0 to 9007199254740992")]
    [InlineData("\"time\":1", "\"time\":1e400", "'time' is not a number of seconds from 0 to 1000000000")]
    [InlineData("\"time\":1", "\"time\":1e28", "'time' is not a number of seconds from 0 to 1000000000")]
    [InlineData("\"time\":1", "\"time\":900000000000", "'time' is not a number of seconds from 0 to 1000000000")]
    [InlineData("\"time\":1", "\"time\":-1", "'time' is not a number of seconds from 0 to 1000000000")]
    [InlineData("2026-01", "0001-01", "'wall' is not a time such as 2026-03-01T09:00:00Z")]
    [InlineData("2026-01", "9999-12", "'wall' is not a time such as 2026-03-01T09:00:00Z")]
    [InlineData("\"connection\":1", "\"connection\":2147483648", "'connection' is not a whole number from 0 to 2147483647")]
    [InlineData("\"offset\":0", "\"offset\":9223372036854775807", "'offset' is not a whole number from 0 to 9007199254740992")]
    [InlineData("\"offset\":0", "\"offset\":0,\"message\":2147483647", "'message' is not a whole number from 0 to 1073741823")]
    [InlineData("\"offset\":0", "\"offset\":0,\"ends\":[-5]", "'ends' is not a whole number from 0 to 9007199254740992")]
    public async Task What_cannot_be_reckoned_with_is_named(string right, string wrong, string problem)
    {
        var (events, problems) = await Read.AllAsync($"{Read.Header}{{{Ready.Replace(right, wrong, StringComparison.Ordinal)}}}\n");

        Assert.Equal([$"talk.jsonl:2: {problem}"], problems);
        Assert.Empty(events);
    }

    [Theory]
    [InlineData("\"offset\":9007199254740992", "9007199254740992,5")]
    [InlineData("\"offset\":0", "2,1")]
    [InlineData("\"offset\":0", "2147483648")]
    [InlineData("\"offset\":5", "0,4")]
    [InlineData("\"offset\":7", "8,8,8")]
    public async Task Ends_that_do_not_fit_the_bytes_are_drawn_all_the_same(string offset, string ends)
    {
        var (events, problems) = await Read.AllAsync(
            $"{Read.Header}{{{Ready.Replace("\"offset\":0", offset, StringComparison.Ordinal)},\"data\":\"abc\",\"message\":1073741823,\"ends\":[{ends}]}}\n");

        Assert.Empty(problems);
        var model = new LadderModel();
        Assert.Contains(events.SelectMany(model.Add).ToList(), static row => Encoding.UTF8.GetString(row.Event!.Bytes.Span) == "abc");
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_buffered_forever()
    {
        var problems = new List<string>();
        await using var input = new EndlessStream(Encoding.UTF8.GetBytes(Read.Header), (byte)'x');
        await using var reader = new RecordingReader(input, "endless", problems.Add);

        await foreach (var happened in reader.ReadAsync())
        {
            Assert.Fail($"{happened.Number} is no event");
        }

        Assert.StartsWith("endless:2: ", Assert.Single(problems), StringComparison.Ordinal);
        Assert.InRange(input.Given, 16 * 1024 * 1024, 64 * 1024 * 1024);
    }
}
