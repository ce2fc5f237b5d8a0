using Tincan.Files;

namespace Tincan.Protocols.Book.Stores;

/// <summary>Replaces a file so that at every moment, even if the power fails, its name means the old content or the new, whole.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a new file beside the old one, brings it to the disk, and gives it the old one's name. Permissions are kept, and the group where that is allowed.</summary>
    /// <param name="path">The file; of a symbolic link, what it points to is replaced. Changed by nobody else meanwhile.</param>
    /// <param name="write">Writes the content.</param>
    public static void Replace(string path, Action<Stream> write)
    {
        var target = TargetOf(path);
        var folder = Path.GetDirectoryName(target)!;
        // One name, so that what a writer left behind that was killed is gone with the next one.
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

    /// <summary>The file itself: what a symbolic link leads to.</summary>
    public static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);

    /// <summary>Makes the new file; nothing is in it before nobody may read it who may not read the old one.</summary>
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

    /// <summary>The new name is on the disk only when the folder is.</summary>
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = OpenFolder.At(folder);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
