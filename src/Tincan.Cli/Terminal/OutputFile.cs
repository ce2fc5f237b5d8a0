using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>The files that the program writes.</summary>
internal static class OutputFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Standard output for null or <c>-</c>, otherwise a file, created or truncated; for what no peer said as it is.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static Stream Open(string? path) =>
        path is null or "-" ? new BufferedStream(StandardStreams.OpenTextOutput(), BufferSize) : Create(path);

    /// <summary>A file, created or truncated, that others may read as it grows.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="bufferSize">How much is collected before it is written; 0 for nothing.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static Stream Create(string path, int bufferSize = BufferSize)
    {
        try
        {
            var file = FileWait.Open(
                path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });
            Stream output = file.CanSeek ? file : new InterruptibleStream(file, file.SafeFileHandle);
            return bufferSize > 0 ? new BufferedStream(output, bufferSize) : output;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CannotWrite(path, error);
        }
    }

    /// <summary>What is said of an output that cannot be written, whether at its beginning or later.</summary>
    public static UsageException CannotWrite(string name, Exception error) => new($"cannot write {name}: {FileProblem.Describe(error, name)}");
}
