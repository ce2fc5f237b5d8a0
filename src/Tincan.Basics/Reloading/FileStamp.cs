using Tincan.Files;

namespace Tincan.Reloading;

/// <summary>Detects changes of a file.</summary>
/// <remarks>A file that is replaced by one with the same time and length does not count as changed; only <see cref="Reloader.Reload"/> reloads it.</remarks>
/// <param name="IsRegular">A regular file, which can be read again; false for a pipe, a device or a folder, which have no time and no length here.</param>
/// <param name="Written">The time of the last write, as in <see cref="FileStatus.Written"/>.</param>
/// <param name="Length">The length in bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(bool IsRegular, long Written, long Length)
{
    /// <summary>The stamp of a file; null for no file, or if access is denied. Follows links.</summary>
    public static FileStamp? Of(string path) =>
        FileStatus.Of(path) is not { } status ? null : status.IsRegular ? new(IsRegular: true, status.Written, status.Length) : default(FileStamp);
}
