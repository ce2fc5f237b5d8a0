namespace Tincan.Cli.Terminal;

/// <summary>The files that the program writes.</summary>
internal static class OutputFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Standard output for null or <c>-</c>, otherwise a file, created or truncated; for what no peer said as it is.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static Stream Open(string? path) =>
        path is null or "-" ? new BufferedStream(Console.OpenStandardOutput(), BufferSize) : Create(path);

    /// <summary>A file, created or truncated, that others may read as it grows.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="bufferSize">How much is collected before it is written; 0 for nothing.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static FileStream Create(string path, int bufferSize = BufferSize)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CannotWrite(path, error);
        }
    }

    /// <summary>What is said of an output that cannot be written, whether at its beginning or later.</summary>
    public static UsageException CannotWrite(string name, Exception error) => new($"cannot write {name}: {error.Message}");
}
