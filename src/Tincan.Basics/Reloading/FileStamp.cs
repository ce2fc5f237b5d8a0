using Tincan.Files;

namespace Tincan.Reloading;

/// <summary>Detects changes of a file. The default means no file.</summary>
/// <remarks>A file that is replaced by one with the same time and length does not count as changed; only <see cref="Reloader.Reload"/> reloads it.</remarks>
/// <param name="Kind">What the path leads to. Only a regular file has a time and a length.</param>
/// <param name="Written">The time of the last write, as in <see cref="FileStatus.Written"/>.</param>
/// <param name="Length">The length in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileStamp(FileKind Kind, long Written, long Length)
{
    /// <summary>The stamp of a file. Follows links.</summary>
    public static FileStamp Of(string path) =>
        FileStatus.Of(path) is not { } status ? default
        : status.IsRegular ? new FileStamp(FileKind.Regular, status.Written, status.Length)
        : new FileStamp(FileKind.Other, 0, 0);
}

/// <summary>What a path leads to.</summary>
public enum FileKind
{
    /// <summary>Nothing, or access is denied.</summary>
    None,

    /// <summary>A regular file, which can be read again.</summary>
    Regular,

    /// <summary>A pipe, a device or a folder. Reading a pipe consumes its content and may block.</summary>
    Other,
}
