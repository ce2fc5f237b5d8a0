using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>Recognises two names of the same file: links of either kind, <c>/proc/self/fd</c>, relative paths.</summary>
internal static class FileIdentity
{
    /// <summary>The identity of a file, the same under all of its names.</summary>
    /// <param name="path">The file. If it does not exist, its identity is that of its folder, and its name.</param>
    /// <returns>Null for what several may write to: devices, terminals, sockets, folders.</returns>
    public static string? Of(string path)
    {
        try
        {
            if (FileStatus.Of(path) is { } status)
            {
                return status is { IsRegular: false, IsPipe: false } ? null
                    : status.Identity is (0, 0) ? Path.GetFullPath(path)
                    : $"{status.Identity.Device}:{status.Identity.Inode}";
            }

            var link = new FileInfo(path);
            var missing = Path.GetFullPath(link.LinkTarget is null ? path : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
            var folder = Path.GetDirectoryName(missing) is { } parent ? FileStatus.Of(parent)?.Identity : null;
            return folder is { Inode: > 0 } found ? $"{found.Device}:{found.Inode}/{Path.GetFileName(missing)}" : missing;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The code that opens the file reports the error.
            return null;
        }
    }

    /// <summary>The identity of a standard stream's file.</summary>
    /// <param name="descriptor">0, 1 or 2.</param>
    /// <returns>Null if there is none, or the system does not have this information.</returns>
    public static string? OfStream(int descriptor) => OperatingSystem.IsLinux() ? Of($"/proc/self/fd/{descriptor}") : null;
}
