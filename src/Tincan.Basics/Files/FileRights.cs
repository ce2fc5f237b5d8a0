using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Tincan.Files;

/// <summary>Sets the permissions and the group of a file. .NET cannot change the group.</summary>
public static class FileRights
{
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>
    /// Gives an open file the group and the permissions of another file, whatever the umask. If the group cannot be changed, the file's group gets only the
    /// permissions of others.
    /// </summary>
    /// <param name="file">The file. Its owner does not change.</param>
    /// <param name="like">The other file.</param>
    /// <param name="more">Additional permissions.</param>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
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

    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "fchown")]
    private static extern int ChangeOwner(SafeFileHandle file, uint owner, uint group);
}
