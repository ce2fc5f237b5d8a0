using Tincan.Files;

namespace Tincan.Cli.Protocols.Talk;

/// <summary>What is said to each caller of a talk, a line a turn. The lines are only moved, so they are bytes, whatever they mean.</summary>
/// <param name="Lines">The lines, without their ends.</param>
internal sealed record TalkScript(IReadOnlyList<ReadOnlyMemory<byte>> Lines)
{
    /// <summary>Far more than a talk needs, in bytes: what is longer is some other file, or has no end.</summary>
    public const int MaxFile = 1024 * 1024;

    /// <summary>How many lines it has, in words.</summary>
    public override string ToString() => Lines.Count == 1 ? "1 line" : $"{Lines.Count} lines";

    /// <summary>Reads a script.</summary>
    /// <param name="path">A text file. LF ends a line, a CR before it is dropped, and the last line may lack its LF.</param>
    /// <exception cref="BadFileException">It cannot be read, or is too long.</exception>
    public static TalkScript Load(string path) => new(Split(WholeFile.Read(path, MaxFile), path));

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text, string file)
    {
        var rest = text[^Utf8Text.SkipMark(text.Span, file).Length..];
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            lines.Add(line.Span is [.., (byte)'\r'] ? line[..^1] : line);
            rest = rest[(line.Length + (end < 0 ? 0 : 1))..];
        }

        return lines;
    }
}
