namespace Tincan.Checks.Targets;

/// <summary>
/// The folder that a program under check runs in: it holds the case's files, and what the person has there. What the case has put in stays, and
/// what an earlier run has written for an answer is left out.
/// </summary>
internal static class TargetFolder
{
    /// <summary>How much a person would have to look at, and more.</summary>
    private const long MaxSize = 64 * 1024 * 1024;

    /// <summary>A folder with more in it is no folder of a program's, and would take longer to link than the program to check.</summary>
    private const int MaxLinks = 1000;

    /// <summary>Copies a folder with all that is in it.</summary>
    /// <param name="from">The person's folder.</param>
    /// <param name="to">The case's.</param>
    /// <param name="output">The file that is left out, as a path from there; null for none.</param>
    public static void Copy(string from, string to, string? output)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(to, entry.Name);
            switch (entry)
            {
                case { LinkTarget: { } target }:
                    Link(copy, Path.GetFullPath(target, from), output == entry.Name);
                    break;
                case DirectoryInfo folder when Path.GetFullPath(folder.FullName) != Path.GetFullPath(to):
                    Directory.CreateDirectory(copy);
                    Copy(folder.FullName, copy, RestOf(output, entry.Name));
                    break;
                case FileInfo { Length: > 0 } file when output != entry.Name && !Path.Exists(copy):
                    file.CopyTo(copy);
                    break;
                case FileInfo file when output != entry.Name && !Path.Exists(copy):
                    // Empty, or a pipe or a socket, which to open would be to wait.
                    File.Create(copy).Dispose();
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Makes a link to everything in a folder, so that a program finds beside it what it finds where the person is; none if that is over 1,000.
    /// </summary>
    /// <param name="from">The person's folder.</param>
    /// <param name="to">The case's.</param>
    /// <param name="output">The file that is left out, as a path from there; null for none.</param>
    public static void LinkAll(string from, string to, string? output)
    {
        List<FileSystemInfo> entries = [.. new DirectoryInfo(from).EnumerateFileSystemInfos().Take(MaxLinks + 1)];
        foreach (var entry in entries.Count > MaxLinks ? [] : entries)
        {
            if (RestOf(output, entry.Name) is { } inside && entry is DirectoryInfo)
            {
                // A link would lead to the old file.
                Directory.CreateDirectory(Path.Combine(to, entry.Name));
                LinkAll(entry.FullName, Path.Combine(to, entry.Name), inside);
            }
            else
            {
                Link(Path.Combine(to, entry.Name), entry.FullName, output == entry.Name);
            }
        }
    }

    /// <summary>What a program has written into a file of its folder; null if there is none, or if it is a link, which may lead anywhere.</summary>
    /// <param name="folder">The case's.</param>
    /// <param name="name">As the program calls it.</param>
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

        // Of no length is a pipe as well, which to open would be to wait.
        return new FileInfo(path).Length switch
        {
            0 => [],
            > MaxSize => throw new CheckFailedException(FailureKind.ExtraBytes, $"the program wrote more than {MaxSize / 1024 / 1024} MiB") { Where = $"in the file '{name}'" },
            _ => File.ReadAllBytes(path),
        };
    }

    /// <summary>Deletes it with all that is in it, links but not what they lead to.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The program has locked a folder, or something still writes there: what the system's own cleaning finds is no reason to break a check off.
        }
    }

    private static void Link(string path, string target, bool isOutput)
    {
        if (!isOutput && !Path.Exists(path))
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    /// <summary>The rest of a path behind its first name; null if it begins otherwise, or ends there.</summary>
    private static string? RestOf(string? path, string name) =>
        path is not null && path.StartsWith($"{name}/", StringComparison.Ordinal) ? path[(name.Length + 1)..] : null;
}
