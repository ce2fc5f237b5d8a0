using System.Runtime.InteropServices;

namespace Tincan.Reloading;

/// <summary>By what a file is known to be another one than before. The default is a file that cannot be opened.</summary>
/// <remarks>.NET does not tell a file's inode: another file with the very same time and length is not seen as another, only <see cref="Reloader.Reload"/> takes it.</remarks>
/// <param name="Written">When it was last written.</param>
/// <param name="Length">How long it is, in bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    /// <summary>Looks at the file that a path leads to now, through whatever links.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            // By the handle, so that both are of one file, and of what a link leads to instead of the link.
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return default;
        }
    }
}
