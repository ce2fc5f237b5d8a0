using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>Opens input files and standard input.</summary>
internal static class Input
{
    private const int MaxSmall = 1024 * 1024;

    /// <summary>Opens a file, or standard input for null or <c>-</c>.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static Stream Open(string? path)
    {
        if (path is null or "-")
        {
            return StandardStreams.OpenInput();
        }

        try
        {
            return FileWait.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read {path}: {FileProblem.Describe(error, path)}");
        }
    }

    /// <summary>Reads a whole file of settings.</summary>
    /// <param name="path">The file; <c>-</c> is standard input.</param>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="BadFileException">It is longer than 1 MiB: it is another file, or endless.</exception>
    public static byte[] ReadSmall(string path)
    {
        using var input = Open(path);
        try
        {
            return WholeFile.Read(input, NameOf(path), MaxSmall);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read {NameOf(path)}: {FileProblem.Describe(error, path)}");
        }
    }

    /// <summary>A file's name for messages.</summary>
    public static string NameOf(string? path) => path is null or "-" ? "standard input" : path;

    /// <summary>The lines of standard input or of a file.</summary>
    public static LineInput Lines(string? path, int maxLine = 64 * 1024) =>
        new(Open(path), maxLine, NameOf(path));

    /// <summary>The length of a file in bytes, for a progress bar; null if it is unknown.</summary>
    public static long? LengthOf(string? path) => path is null or "-" ? null : new FileInfo(path) is { Exists: true } file ? file.Length : null;
}
