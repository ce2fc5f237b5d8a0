namespace Tincan.Cli.Terminal;

/// <summary>Where something is written that no peer said as it is.</summary>
internal static class OutputFile
{
    /// <summary>Standard output for null or <c>-</c>, otherwise a file, created or truncated.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static Stream Open(string? path)
    {
        if (path is null or "-")
        {
            return new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        }

        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 64 * 1024);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot write {path}: {error.Message}");
        }
    }
}
