using Microsoft.Win32.SafeHandles;

namespace Tincan.Files;

/// <summary>Permissions of a file, and its group, which .NET cannot change.</summary>
public static class FileRights
{
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>
    /// Gives an open file the group and the permissions of another file, whatever the umask. If the group cannot be changed, the file's group gets the permissions
    /// of everybody.
    /// </summary>
    /// <param name="file">The file. Its owner stays.</param>
    /// <param name="like">The other file.</param>
    /// <param name="more">Permissions that are added.</param>
    /// <exception cref="UnauthorizedAccessException">The file belongs to somebody else.</exception>
    public static void Give(SafeFileHandle file, string like, UnixFileMode more = UnixFileMode.None)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = File.GetUnixFileMode(like) | more;
        if (FileStatus.Of(like)?.Group is not { } group || ChangeOwner(file, uint.MaxValue, group) != 0)
        {
            var others = (int)(mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute));
            mode &= ~OfGroup | (UnixFileMode)(others << 3);
        }

        File.SetUnixFileMode(file, mode);
    }

    [DllImport("libc", EntryPoint = "fchown")]
    private static extern int ChangeOwner(SafeFileHandle file, uint owner, uint group);
}
