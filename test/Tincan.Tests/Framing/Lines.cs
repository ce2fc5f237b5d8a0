using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

/// <summary>Lines out of segments, the last one marked with <c>~</c> if it was unfinished.</summary>
internal static class Lines
{
    /// <summary>Delivers the segments and FIN, then reads every line.</summary>
    public static async Task<(List<string> Lines, Dialect Dialect)> ReadAllAsync(IEnumerable<byte[]> segments, LineOptions options)
    {
        var (client, server) = MemoryWire.CreatePair(int.MaxValue);
        await client.SendSegmentsAsync(segments);
        await client.FinishAsync();
        using var reader = new LineReader(server, options);
        var lines = new List<string>();
        while (await reader.ReadAsync().InTime() is { IsEnd: false } line)
        {
            lines.Add(Show(line));
        }

        return (lines, reader.Dialect);
    }

    public static string Show(Line line) => WireText.Text(line.Span) + (line.IsUnfinished ? "~" : "");

    public static string Terminator(Dialect dialect) => WireText.Text(dialect.Terminator());
}
