namespace Tincan.Files;

/// <summary>
/// What Linux knows of a file without opening it: opening a FIFO would wait for its writer, and reading it would take what is in it. .NET reports neither what
/// kind of file it is, nor where links within linked folders lead.
/// </summary>
/// <param name="IsRegular">It is not a folder, pipe, socket or device.</param>
/// <param name="IsSocket">It is a socket.</param>
/// <param name="IsPipe">It is a pipe: a FIFO, or one without a name.</param>
/// <param name="Written">When it was last written: a number that changes with every write.</param>
/// <param name="Length">How long it is, in bytes.</param>
/// <param name="Group">The number of its group; null where the system is not Linux.</param>
/// <param name="Identity">What tells it from every other file: the file system and its number there. Zeros where the system is not Linux.</param>
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

    /// <summary>Looks at the file that a path leads to at this moment.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Follows links; otherwise looks at the link itself.</param>
    /// <returns>Null if there is none, or access is denied.</returns>
    public static FileStatus? Of(string path, bool followLinks = true)
    {
        try
        {
            return Ask(path, followLinks);
        }
        catch (TypeLoadException)
        {
            // Not Linux.
            return AskPortably(path);
        }
    }

    private static FileStatus? Ask(string path, bool followLinks)
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

    /// <summary>As much as .NET knows: a pipe or a socket looks like a file.</summary>
    private static FileStatus? AskPortably(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return file is FileInfo { Exists: true } found
                ? new FileStatus(IsRegular: true, IsSocket: false, IsPipe: false, found.LastWriteTimeUtc.Ticks, found.Length, Group: null, default)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Unlike that of stat, its structure is the same on every processor.</summary>
    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
