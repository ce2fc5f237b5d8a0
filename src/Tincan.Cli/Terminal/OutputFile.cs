using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>Opens output files and standard output.</summary>
internal static class OutputFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Opens a file, created or truncated, or standard output for null or <c>-</c>. For a peer's bytes, use <see cref="PeerOutput"/>.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static Stream Open(string? path) =>
        path is null or "-" ? new BufferedStream(StandardStreams.OpenTextOutput(), BufferSize) : Create(path);

    /// <summary>Creates or truncates a file. Others may read it while it grows.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="bufferSize">The size of the buffer in bytes; 0 for no buffer.</param>
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

    /// <summary>The error for an output that cannot be opened or written.</summary>
    public static UsageException CannotWrite(string name, Exception error) => new($"cannot write {name}: {FileProblem.Describe(error, name)}");
}
