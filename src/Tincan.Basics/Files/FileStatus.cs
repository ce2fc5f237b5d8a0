using System.Runtime.Versioning;

namespace Tincan.Files;

/// <summary>
/// The status of a file (statx(2)), without opening it: opening a FIFO blocks, and reading it consumes its content. .NET reports neither the kind of a file, nor
/// the target of links within linked folders.
/// </summary>
/// <param name="IsRegular">Whether it is a regular file, not a folder, pipe, socket or device.</param>
/// <param name="IsSocket">Whether it is a socket.</param>
/// <param name="IsPipe">Whether it is a pipe, with or without a name.</param>
/// <param name="Written">The time of the last write, in nanoseconds since 1970 on Linux. Use it only to detect changes.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Group">The group's number; null if the system is not Linux.</param>
/// <param name="Identity">Device and inode, unique for each file; zeros if the system is not Linux.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileStatus(bool IsRegular, bool IsSocket, bool IsPipe, long Written, long Length, uint? Group, (ulong Device, ulong Inode) Identity)
{
    private const int WorkingDirectory = -100;
    private const int NoFollow = 0x100;
    private const int Type = 0x1;
    private const int GroupNumber = 0x10;
    private const int Inode = 0x100;
    private const int TimeText = 0x40;
    private const int Size = 0x200;

    /// <summary>Reads the status of a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether to follow a link, or read the status of the link itself.</param>
    /// <returns>The status; null if there is no file, or access is denied.</returns>
    public static FileStatus? Of(string path, bool followLinks = true)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Read(path, followLinks) : ReadPortably(path);
        }
        catch (TypeLoadException)
        {
            // A C library that is older than the call.
            return ReadPortably(path);
        }
    }

    [SupportedOSPlatform("linux")]
    private static FileStatus? Read(string path, bool followLinks)
    {
        // Offsets and masks: statx(2) and linux/stat.h.
        const int GroupOffset = 24;
        const int ModeOffset = 28;
        const int InodeOffset = 32;
        const int SizeOffset = 40;
        const int WrittenOffset = 112;
        const int DeviceOffset = 136;
        const int KindMask = 0xF000;
        const int RegularKind = 0x8000;
        const int SocketKind = 0xC000;
        const int PipeKind = 0x1000;
        var status = new byte[256];
        if (Statx(WorkingDirectory, path, followLinks ? 0 : NoFollow, Type | GroupNumber | Inode | TimeText | Size, status) != 0)
        {
            return null;
        }

        var kind = BitConverter.ToUInt16(status, ModeOffset) & KindMask;
        var (seconds, nanoseconds) = (BitConverter.ToInt64(status, WrittenOffset), BitConverter.ToUInt32(status, WrittenOffset + sizeof(long)));
        return new FileStatus(
            kind == RegularKind,
            kind == SocketKind,
            kind == PipeKind,
            unchecked((seconds * 1_000_000_000) + nanoseconds),
            BitConverter.ToInt64(status, SizeOffset),
            BitConverter.ToUInt32(status, GroupOffset),
            (BitConverter.ToUInt64(status, DeviceOffset), BitConverter.ToUInt64(status, InodeOffset)));
    }

    /// <summary>
    /// What .NET reports. A pipe or a socket looks like a regular file. What may be a socket counts as one, too: an empty file, on Windows a reparse point as well. Connecting
    /// to it shows whether it is.
    /// </summary>
    private static FileStatus? ReadPortably(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return file is FileInfo { Exists: true } found
                ? new FileStatus(IsRegular: true, IsSocket: found.Length == 0 && (!OperatingSystem.IsWindows() || found.Attributes.HasFlag(FileAttributes.ReparsePoint)), IsPipe: false, found.LastWriteTimeUtc.Ticks, found.Length, Group: null, default)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>statx(2). Unlike stat's, its structure is the same on every processor.</summary>
    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
