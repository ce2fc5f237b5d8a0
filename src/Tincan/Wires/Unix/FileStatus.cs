using System.Runtime.InteropServices;

namespace Tincan.Wires;

/// <summary>What a name in a folder stands for, links not followed: the kind of file, and which one.</summary>
/// <param name="IsSocket">It is a socket.</param>
/// <param name="Device">The file system; with <paramref name="Inode"/> it tells the file from any other.</param>
/// <param name="Inode">Its number there.</param>
internal readonly record struct FileStatus(bool IsSocket, ulong Device, ulong Inode)
{
    /// <summary>Looks at a file (statx(2)).</summary>
    /// <returns>Null if there is none, or nobody may look.</returns>
    public static FileStatus? Of(string path)
    {
        const int WorkingDirectory = -100;
        const int NoFollow = 0x100;
        const int TypeAndInode = 0x101;
        const int ModeOffset = 28;
        const int InodeOffset = 32;
        const int DeviceOffset = 136;
        const int KindMask = 0xF000;
        const int SocketKind = 0xC000;
        var status = new byte[256];
        try
        {
            return Statx(WorkingDirectory, path, NoFollow, TypeAndInode, status) == 0
                ? new((BitConverter.ToUInt16(status, ModeOffset) & KindMask) == SocketKind, BitConverter.ToUInt64(status, DeviceOffset), BitConverter.ToUInt64(status, InodeOffset))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // Not Linux. What is there may be anything.
            return File.Exists(path) ? default(FileStatus) : null;
        }
    }

    /// <summary>Its structure is the same on every processor, unlike that of stat.</summary>
    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
