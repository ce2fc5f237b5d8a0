using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tincan;

/// <summary>What .NET neither tells of a file nor does to it: its kind and its group, and with the group its permissions as a whole.</summary>
internal static class UnixFile
{
    /// <summary>The kind of a socket.</summary>
    public const int SocketKind = 0xC000;

    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>The kind of a file as stat(2) has it, 0 if it cannot be told; null if there is none. Of a link, the link's.</summary>
    public static int? KindOf(string path)
    {
        const int TypeOnly = 0x1;
        const int KindMask = 0xF000;
        const int NoEntry = 2;
        try
        {
            return Status(path, TypeOnly) is { } status ? BitConverter.ToUInt16(status, ModeOffset) & KindMask
                : Marshal.GetLastPInvokeError() == NoEntry ? null
                : 0;
        }
        catch (EntryPointNotFoundException)
        {
            // Not Linux. What is there may be anything.
            return File.Exists(path) ? 0 : null;
        }
    }

    /// <summary>The number of a file's group; null if it cannot be told.</summary>
    public static uint? GroupOf(string path)
    {
        const int GroupOnly = 0x10;
        try
        {
            return Status(path, GroupOnly) is { } status ? BitConverter.ToUInt32(status, GroupOffset) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Gives an open file the group of another file and its permissions, whatever the umask. Who may not give the file that group gives the group it has no
    /// more than everybody.
    /// </summary>
    /// <param name="file">The file. Its owner stays.</param>
    /// <param name="like">The other file.</param>
    /// <param name="more">Permissions that it gets in any case.</param>
    /// <exception cref="UnauthorizedAccessException">The file is somebody else's.</exception>
    public static void GiveRights(SafeFileHandle file, string like, UnixFileMode more = UnixFileMode.None)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = File.GetUnixFileMode(like) | more;
        if (GroupOf(like) is not { } group || ChangeOwner(file, uint.MaxValue, group) != 0)
        {
            var others = (int)(mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute));
            mode &= ~OfGroup | (UnixFileMode)(others << 3);
        }

        File.SetUnixFileMode(file, mode);
    }

    private static byte[]? Status(string path, uint mask)
    {
        const int WorkingDirectory = -100;
        const int NoFollow = 0x100;
        var status = new byte[256];
        return Statx(WorkingDirectory, path, NoFollow, mask, status) == 0 ? status : null;
    }

    /// <summary>Its structure is the same on every processor, unlike that of stat.</summary>
    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(SafeFileHandle file, uint owner, uint group);
}
