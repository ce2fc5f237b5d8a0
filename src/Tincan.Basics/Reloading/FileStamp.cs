using Tincan.Files;

namespace Tincan.Reloading;

/// <summary>By what a file is known to be another one than before. The default is no file at all.</summary>
/// <remarks>Another file with the very same time and length is not seen as another, only <see cref="Reloader.Reload"/> takes it.</remarks>
/// <param name="Kind">What is there. Only a regular file has a time and a length.</param>
/// <param name="Written">When it was last written: a number that is another one when it is written again.</param>
/// <param name="Length">How long it is, in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileStamp(FileKind Kind, long Written, long Length)
{
    /// <summary>Looks at the file that a path leads to now, through whatever links.</summary>
    public static FileStamp Of(string path) =>
        FileStatus.Of(path) is not { } status ? default
        : status.IsRegular ? new FileStamp(FileKind.Regular, status.Written, status.Length)
        : new FileStamp(FileKind.Other, 0, 0);
}

/// <summary>What is at the end of a path.</summary>
public enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    None,

    /// <summary>A file that can be read as often as somebody wants to.</summary>
    Regular,

    /// <summary>A pipe, a device, a folder: what was read of it is gone, and reading more may wait for ever.</summary>
    Other,
}
