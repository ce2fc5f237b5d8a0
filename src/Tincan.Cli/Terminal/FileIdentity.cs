using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>Which file a name leads to, so that two names of one file are recognised: links of either kind, <c>/proc/self/fd</c>, relative paths.</summary>
internal static class FileIdentity
{
    /// <summary>What the same file has in common under all of its names, and no other file has.</summary>
    /// <param name="path">The file. It need not exist; then it is its folder and its name.</param>
    /// <returns>Null for what many may share: devices, terminals, sockets, folders.</returns>
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
            // What opens the file says why it cannot.
            return null;
        }
    }

    /// <summary>The file behind a standard stream.</summary>
    /// <param name="descriptor">0, 1 or 2.</param>
    /// <returns>Null where there is none, or the system does not tell.</returns>
    public static string? OfStream(int descriptor) => OperatingSystem.IsLinux() ? Of($"/proc/self/fd/{descriptor}") : null;
}
