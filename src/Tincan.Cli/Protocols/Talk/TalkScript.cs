using Tincan.Files;

namespace Tincan.Cli.Protocols.Talk;

/// <summary>The lines that each client of a talk is sent, one per turn. They are only passed on, so they can have any encoding.</summary>
/// <param name="Lines">The lines, without their ends.</param>
internal sealed record TalkScript(IReadOnlyList<ReadOnlyMemory<byte>> Lines)
{
    /// <summary>In bytes. A longer file is not a script, or is endless.</summary>
    public const int MaxFile = 1024 * 1024;

    /// <summary>Its number of lines, in words.</summary>
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
