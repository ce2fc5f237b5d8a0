using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tincan.Files;

/// <summary>Who may do what with a file: its permissions, and the group that they are for, which .NET does not change.</summary>
internal static class FileRights
{
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>
    /// Gives an open file the group of another file and its permissions, whatever the umask. Who may not give the file that group gives the group it has no
    /// more than everybody.
    /// </summary>
    /// <param name="file">The file. Its owner stays.</param>
    /// <param name="like">The other file.</param>
    /// <param name="more">Permissions that it gets in any case.</param>
    /// <exception cref="UnauthorizedAccessException">The file is somebody else's.</exception>
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
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(SafeFileHandle file, uint owner, uint group);
}
