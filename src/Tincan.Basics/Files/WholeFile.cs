namespace Tincan.Files;

/// <summary>Reads whole files into memory, up to a maximum length, even if the input is endless or its length is false.</summary>
public static class WholeFile
{
    /// <summary>The default maximum for input without a length, such as a pipe, in bytes.</summary>
    private const int MaxWithoutLength = 256 * Mebibyte;

    private const int Mebibyte = 1024 * 1024;

    /// <summary>The default maximum for a file with a length: an array's, and half of the memory, because what is made of the file takes some as well.</summary>
    private static long MaxInMemory => Math.Min(Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The maximum length, in bytes. Defaults to null: 256 MiB, and for a file with a length half of the memory, at most 2 GiB.</param>
    /// <exception cref="BadFileException">The file is unreadable or too long.</exception>
    public static byte[] Read(string path, int? most = null)
    {
        try
        {
            using var file = FileWait.OpenRead(path);
            return Read(file, path, most);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Opens a file to be read more than once: a regular file as it is, and what is read from anything else in memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A stream that can seek.</returns>
    /// <exception cref="BadFileException">The file is unreadable or too long, by the same rules.</exception>
    public static Stream Open(string path)
    {
        try
        {
            if (FileStatus.Of(path) is not { IsRegular: true })
            {
                return new MemoryStream(Read(path));
            }

            ThrowIfLonger(new FileInfo(path).Length, path, MaxInMemory);
            return FileWait.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>The error for a file that cannot be opened, or read to its end.</summary>
    public static BadFileException Unreadable(string path, Exception error) => new(path, 0, FileProblem.Describe(error, path), error);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="most">The maximum length, in bytes. Defaults to null, as for a file.</param>
    /// <exception cref="BadFileException">The stream is too long.</exception>
    public static byte[] Read(Stream stream, string file, int? most = null)
    {
        var claimed = stream.CanSeek ? stream.Length : 0;
        var limit = most ?? Math.Max(MaxWithoutLength, Math.Min(claimed, MaxInMemory));
        ThrowIfLonger(claimed, file, limit);
        var bytes = GC.AllocateUninitializedArray<byte>((int)claimed);
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        Span<byte> more = stackalloc byte[4096];
        while (length == bytes.Length && stream.Read(more) is > 0 and var count)
        {
            // It is longer than it says, or says nothing.
            ThrowIfLonger(length + count, file, limit);
            Array.Resize(ref bytes, (int)Math.Min(limit, Math.Max(64 * 1024, 2L * bytes.Length)));
            more[..count].CopyTo(bytes.AsSpan(length));
            length += count;
            length += stream.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
        }

        return length == bytes.Length ? bytes : bytes[..length];
    }

    private static void ThrowIfLonger(long length, string file, long limit)
    {
        if (length > limit)
        {
            throw new BadFileException(file, 0, $"the file is longer than {limit / Mebibyte} MiB");
        }
    }
}
