using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Tests.Recording.Drawing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Recording;

/// <summary>What is written is what the published schema allows; python3-jsonschema is the judge.</summary>
[Trait("Needs", "Linux")]
public sealed class SchemaTests
{
    private const string Judge = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1], encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for number, line in enumerate(open(sys.argv[2], encoding="utf-8", newline="\n"), 1):
            verdict = "valid" if validator.is_valid(json.loads(line)) else "invalid"
            print(number, verdict)
        """;

    [Fact]
    public async Task Every_line_of_a_recording_is_valid()
    {
        using var recording = new TemporaryFile(".jsonl");
        var count = 1;
        await using (var output = File.Create(recording.Path))
        {
            var writer = new JsonEventWriter(output);
            foreach (var happened in Tapes.All().SelectMany(static tape => tape.Events))
            {
                writer.Write(happened);
                count++;
            }

            writer.End();
        }

        var verdicts = await JudgeAsync(recording.Path);

        Assert.Equal(Enumerable.Range(1, count).Select(static number => $"{number} valid"), verdicts);
    }

    [Fact]
    public async Task Every_random_event_is_valid()
    {
        using var recording = new TemporaryFile(".jsonl");
        var events = RecordingFormatTests.Sample(500);
        await using (var output = File.Create(recording.Path))
        {
            var writer = new JsonEventWriter(output);
            foreach (var happened in events)
            {
                writer.Write(happened);
            }
        }

        var verdicts = await JudgeAsync(recording.Path);

        Assert.Equal(501, verdicts.Count);
        Assert.DoesNotContain(verdicts, static verdict => verdict.EndsWith("invalid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_example_in_the_documentation_is_valid_and_can_be_read()
    {
        using var recording = new TemporaryFile(".jsonl");
        var example = (await File.ReadAllLinesAsync(Docs.Path("recording.md")))
            .Where(static line => line.StartsWith("    {", StringComparison.Ordinal))
            .Select(static line => line.Trim());
        await File.WriteAllLinesAsync(recording.Path, example);

        var verdicts = await JudgeAsync(recording.Path);
        var (events, problems) = await Read.AllAsync(await File.ReadAllBytesAsync(recording.Path));

        Assert.All(verdicts, static verdict => Assert.EndsWith(" valid", verdict, StringComparison.Ordinal));
        Assert.Equal((verdicts.Count - 1, 0), (events.Count, problems.Count));
        Assert.Contains(Ladder.Draw(events), static line => line.Contains("server waits for client: 5.0 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"send","direction":"to-server","offset":0}""")]
    [InlineData("""{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"send","direction":"up","offset":0,"data":""}""")]
    [InlineData("""{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"sing","direction":"to-server","offset":0}""")]
    [InlineData("""{"number":1,"time":0,"wall":"yesterday","connection":1,"what":"fin","direction":"to-server","offset":0}""")]
    [InlineData("""{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"close","reason":"boredom"}""")]
    [InlineData("""{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"fault","direction":"to-server","offset":0,"text":"cut here"}""")]
    [InlineData("""{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"fault","fault":"cut","text":"cut here"}""")]
    [InlineData("""{"tincan-recording":5,"began":"2026-01-01T00:00:00Z","by":"test"}""")]
    [InlineData("""{}""")]
    public async Task The_schema_refuses_what_is_none(string line)
    {
        using var recording = new TemporaryFile(".jsonl");
        await File.WriteAllTextAsync(recording.Path, line);

        Assert.Equal(["1 invalid"], await JudgeAsync(recording.Path));
    }

    private static async Task<IReadOnlyList<string>> JudgeAsync(string recording) =>
        (await Tool.RunAsync("/usr/bin/python3", "-c", Judge, Docs.Path("recording.schema.json"), recording)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
