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
    public static TalkScript Load(string path)
    {
        var lines = new LineInput(new MemoryStream(WholeFile.Read(path, MaxFile)), MaxFile, path);
        return new([.. lines.ReadAll(CancellationToken.None).Select(static line => (ReadOnlyMemory<byte>)line.ToArray())]);
    }
}
