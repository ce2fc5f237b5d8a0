namespace Tincan.Checks.Targets;

/// <summary>
/// The folder that a program under check runs in: the files of the case, and the user's files. Files of the case are not overwritten, and an old output file is
/// left out.
/// </summary>
internal static class TargetFolder
{
    /// <summary>More than anyone would look at.</summary>
    private const long MaxSize = 64 * 1024 * 1024;

    /// <summary>A folder with more entries is not the folder of a program, and linking them would take longer than the check.</summary>
    private const int MaxLinks = 1000;

    /// <summary>Copies a folder with its content.</summary>
    /// <param name="from">The user's folder.</param>
    /// <param name="to">The folder of the case.</param>
    /// <param name="output">The relative path of the output file, which is left out; null for none.</param>
    public static void Copy(string from, string to, string? output)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(to, entry.Name);
            switch (entry)
            {
                case { LinkTarget: { } target }:
                    Link(copy, TargetOf(target, Path.GetFullPath(from)), output == entry.Name);
                    break;
                case DirectoryInfo folder when Path.GetFullPath(folder.FullName) != Path.GetFullPath(to):
                    Directory.CreateDirectory(copy);
                    Copy(folder.FullName, copy, RestOf(output, entry.Name));
                    break;
                case FileInfo { Length: > 0 } file when output != entry.Name && !Path.Exists(copy):
                    file.CopyTo(copy);
                    break;
                case FileInfo file when output != entry.Name && !Path.Exists(copy):
                    // An empty file; or a FIFO or socket, which blocks when it is opened.
                    File.Create(copy).Dispose();
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Where the copy of a link leads: what is inside the folder has been copied with it, everything else stays where it is.</summary>
    private static string TargetOf(string target, string from)
    {
        var full = Path.GetFullPath(target, from);
        return !Path.IsPathRooted(target) && (full == from || full.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal)) ? target : full;
    }

    /// <summary>
    /// Links everything in a folder, so that the program finds the user's files; nothing if there are more than 1,000 entries. On Windows, where links need a
    /// privilege, it copies everything, and subfolders count too.
    /// </summary>
    /// <param name="from">The user's folder.</param>
    /// <param name="to">The folder of the case.</param>
    /// <param name="output">The relative path of the output file, which is left out; null for none.</param>
    public static void LinkAll(string from, string to, string? output)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = OperatingSystem.IsWindows(), AttributesToSkip = default };
        List<FileSystemInfo> entries = [.. new DirectoryInfo(from).EnumerateFileSystemInfos("*", all).Take(MaxLinks + 1)];
        if (entries.Count > MaxLinks)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Copy(from, to, output);
            return;
        }

        foreach (var entry in entries)
        {
            if (RestOf(output, entry.Name) is { } inside && entry is DirectoryInfo)
            {
                // A link to the folder would lead to the old output file.
                Directory.CreateDirectory(Path.Combine(to, entry.Name));
                LinkAll(entry.FullName, Path.Combine(to, entry.Name), inside);
            }
            else
            {
                Link(Path.Combine(to, entry.Name), entry.FullName, output == entry.Name);
            }
        }
    }

    /// <summary>A file that the program has written; null if there is none, or if it is a link, which may lead anywhere.</summary>
    /// <param name="folder">The folder of the case.</param>
    /// <param name="name">The name that the program uses.</param>
    public static byte[]? Read(string folder, string name)
    {
        var path = Path.GetFullPath(name, folder);
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        for (FileSystemInfo part = new FileInfo(path); part.FullName != Path.GetFullPath(folder); part = Directory.GetParent(part.FullName)!)
        {
            if (part.LinkTarget is not null)
            {
                return null;
            }
        }

        // Length 0 may also be a FIFO, and opening one blocks.
        return new FileInfo(path).Length switch
        {
            0 => [],
            > MaxSize => throw new CheckFailedException(FailureKind.ExtraBytes, $"the program wrote more than {MaxSize / 1024 / 1024} MiB") { Where = $"in the file '{name}'" },
            _ => File.ReadAllBytes(path),
        };
    }

    /// <summary>Deletes a folder with its content. Links are deleted, but not their targets.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The program has changed the permissions of a folder, or a process still writes there. The system's own cleanup will delete it.
        }
    }

    private static void Link(string path, string target, bool isOutput)
    {
        // On Windows a link needs a privilege, so links are left out, and git writes plain files for them.
        if (!isOutput && !Path.Exists(path) && !OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    /// <summary>The rest of a path after its first part; null if it starts with another part, or ends there.</summary>
    private static string? RestOf(string? path, string name) =>
        path is not null && path.StartsWith($"{name}/", StringComparison.Ordinal) ? path[(name.Length + 1)..] : null;
}
