using Tincan.Recording;

namespace Tincan.Tests.Recording;

/// <summary>Reads whole recordings.</summary>
internal static class Read
{
    public const string Header = "{\"tincan-recording\":1,\"began\":\"2026-01-01T00:00:00Z\",\"by\":\"test\"}\n";

    public static Task<(List<WireEvent> Events, List<string> Problems)> AllAsync(string text) => AllAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<(List<WireEvent> Events, List<string> Problems)> AllAsync(byte[] file)
    {
        var problems = new List<string>();
        var events = new List<WireEvent>();
        await using var reader = new RecordingReader(new MemoryStream(file), "talk.jsonl", problems.Add);
        await foreach (var happened in reader.ReadAsync())
        {
            events.Add(happened);
        }

        Assert.Equal(problems.Count > 0, reader.HasProblems);
        return (events, problems);
    }
}
