using Tincan.Framing;

namespace Tincan.Cli.Terminal;

/// <summary>Files and standard input, by the name a person gives them.</summary>
internal static class Input
{
    /// <summary>Standard input for null or <c>-</c>, otherwise a file.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static Stream Open(string? path)
    {
        if (path is null or "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read {path}: {error.Message}");
        }
    }

    /// <summary>The lines of standard input or of a file.</summary>
    public static LineInput Lines(string? path, int maxLine = 64 * 1024) =>
        new(Open(path), maxLine, path is null or "-" ? "standard input" : path);

    /// <summary>How long a file is, to show progress against; null if that cannot be known.</summary>
    public static long? LengthOf(string? path) => path is null or "-" ? null : new FileInfo(path) is { Exists: true } file ? file.Length : null;
}
