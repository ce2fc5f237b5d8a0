namespace Tincan.Files;

/// <summary>Reads whole files into memory, up to a maximum length, even if the input is endless or its length is false.</summary>
public static class WholeFile
{
    /// <summary>The default maximum, in bytes: five million entries of a book.</summary>
    public const int MaxLength = 256 * Mebibyte;

    private const int Mebibyte = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The maximum length, in bytes.</param>
    /// <exception cref="BadFileException">The file is unreadable or too long.</exception>
    public static byte[] Read(string path, int most = MaxLength)
    {
        try
        {
            using var file = FileWait.OpenRead(path);
            return Read(file, path, most);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadFileException(path, 0, FileProblem.Describe(error, path), error);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="most">The maximum length, in bytes.</param>
    /// <exception cref="BadFileException">The stream is too long.</exception>
    public static byte[] Read(Stream stream, string file, int most = MaxLength)
    {
        ThrowIfLonger(stream.CanSeek ? stream.Length : 0, file, most);
        using var all = new MemoryStream(stream.CanSeek ? (int)stream.Length : 0);
        var chunk = new byte[64 * 1024];
        while (stream.Read(chunk) is > 0 and var count)
        {
            ThrowIfLonger(all.Length + count, file, most);
            all.Write(chunk, 0, count);
        }

        return all.Capacity == all.Length ? all.GetBuffer() : all.ToArray();
    }

    private static void ThrowIfLonger(long length, string file, int most)
    {
        if (length > most)
        {
            throw new BadFileException(file, 0, $"the file is longer than {most / Mebibyte} MiB");
        }
    }
}
