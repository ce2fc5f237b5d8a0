using Tincan.Files;

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

    /// <summary>All of a file of settings.</summary>
    /// <param name="path">A file, or <c>-</c>.</param>
    /// <param name="most">Far more bytes than any such file has: what is longer is some other file, or has no end.</param>
    /// <param name="isNot">What a longer one is: <c>no plan of faults</c>.</param>
    /// <exception cref="UsageException">The file cannot be read, or is too long.</exception>
    public static byte[] ReadSmall(string path, int most, string isNot)
    {
        var bytes = new byte[most + 1];
        using var input = Open(path);
        int count;
        try
        {
            count = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read {NameOf(path)}: {FileProblem.Describe(error, path)}");
        }

        return count <= most ? bytes[..count] : throw new UsageException($"{NameOf(path)} is longer than {most / (1024 * 1024)} MiB: that is {isNot}");
    }

    /// <summary>What a file is called in a sentence.</summary>
    public static string NameOf(string? path) => path is null or "-" ? "standard input" : path;

    /// <summary>The lines of standard input or of a file.</summary>
    public static LineInput Lines(string? path, int maxLine = 64 * 1024) =>
        new(Open(path), maxLine, NameOf(path));

    /// <summary>How long a file is, to show progress against; null if that cannot be known.</summary>
    public static long? LengthOf(string? path) => path is null or "-" ? null : new FileInfo(path) is { Exists: true } file ? file.Length : null;
}
