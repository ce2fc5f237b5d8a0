namespace Tincan.Tests.Recording;

public sealed class RecordingReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_whole_recording_has_no_problems(int version)
    {
        var header = Read.Header.Replace(":1,", $":{version},", StringComparison.Ordinal);
        var (events, problems) = await Read.AllAsync(header + Note(1) + Note(2));

        Assert.Equal(["note 1", "note 2"], events.Select(static happened => happened.Text));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task Cut_off_anywhere_it_gives_what_can_be_read()
    {
        var whole = Read.Header + Note(1) + Note(2);
        var header = Read.Header.Length;
        for (var length = header; length < whole.Length; length++)
        {
            var (events, problems) = await Read.AllAsync(whole[..length]);

            var isBetweenLines = length == header || whole[length - 1] == '\n' || whole[length] == '\n';
            Assert.Equal(isBetweenLines ? [] : [$"talk.jsonl:{events.Count + 2}: the last line is cut off (not JSON, or cut off)"], problems);
            Assert.Equal(whole[header..length].Split('}').Length - 1, events.Count);
        }
    }

    [Fact]
    public async Task A_bad_line_in_the_middle_is_named_and_the_rest_is_read()
    {
        var (events, problems) = await Read.AllAsync($"{Read.Header}{Note(1)}{{\"what\":\"sing\"}}\n\n{Note(3)}nonsense\n");

        Assert.Equal(["note 1", "note 3"], events.Select(static happened => happened.Text));
        Assert.Equal(["talk.jsonl:3: 'sing' is not a kind of event in version 4", "talk.jsonl:6: not JSON, or cut off"], problems);
    }

    [Fact]
    public async Task Of_a_newer_version_it_gives_what_it_understands()
    {
        var header = Read.Header.Replace(":1,", ":5,", StringComparison.Ordinal);
        var (events, problems) = await Read.AllAsync(header + Note(1) + Note(2).Replace("\"note\"", "\"dream\"", StringComparison.Ordinal));

        Assert.Single(events);
        Assert.Equal(
            [
                "talk.jsonl:1: a recording of version 5; this program reads up to version 4, and shows what it understands",
                "talk.jsonl:3: 'dream' is not a kind of event in version 4",
            ],
            problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\n")]
    [InlineData("{}\n")]
    [InlineData("{\"number\":1}\n")]
    [InlineData("[\"tincan-recording\"]\n")]
    [InlineData("\0\u0001\u0002")]
    public async Task What_is_no_recording_says_so(string text)
    {
        var (events, problems) = await Read.AllAsync(text);

        Assert.Empty(events);
        Assert.Equal(["talk.jsonl:1: not a recording: the first line has no \"tincan-recording\""], problems);
    }

    private static string Note(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"number\":{number},\"time\":0.1,\"wall\":\"2026-01-01T00:00:00Z\",\"connection\":0,\"what\":\"note\",\"text\":\"note {number}\"}}\n");
}
