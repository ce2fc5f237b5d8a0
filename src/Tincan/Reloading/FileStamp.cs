using System.Runtime.InteropServices;

namespace Tincan.Reloading;

/// <summary>By what a file is known to be another one than before. The default is no file at all, or a pipe without a name.</summary>
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
            // Not by opening it: a pipe would be read by that, or wait for its writer.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return file is FileInfo { Exists: true } found ? new FileStamp(found.LastWriteTimeUtc, found.Length) : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return default;
        }
    }
}
