using Tincan.Files;

namespace Tincan.Protocols.Book.Stores;

/// <summary>Replaces a file atomically: at every moment, even after a power failure, it has the whole old content or the whole new one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a new file next to the old one, flushes it to disk, and renames it. Keeps the permissions, and the group if that is allowed.</summary>
    /// <param name="path">The file, or a symbolic link to it. No other program may change it meanwhile.</param>
    /// <param name="write">Writes the content.</param>
    public static void Replace(string path, Action<Stream> write)
    {
        var target = TargetOf(path);
        var folder = Path.GetDirectoryName(target)!;
        // A fixed name, so that the next writer replaces what a killed one has left.
        var fresh = Path.Combine(folder, $".{Path.GetFileName(target)}.new");
        File.Delete(fresh);
        try
        {
            using (var file = Make(fresh, target))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, target, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }

        FlushFolder(folder);
    }

    /// <summary>The file itself, or the target of a symbolic link.</summary>
    public static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);

    /// <summary>Creates the new file, with the permissions of the old one before anything is in it.</summary>
    private static FileStream Make(string fresh, string target)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 64 * 1024 };
        if (!File.Exists(target))
        {
            return new FileStream(fresh, how);
        }

        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(fresh, how);
        try
        {
            FileRights.Give(file.SafeFileHandle, target);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Flushes the folder, which makes the rename durable.</summary>
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = OpenFolder.At(folder);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
