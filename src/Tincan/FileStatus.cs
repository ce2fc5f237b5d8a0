using System.Runtime.InteropServices;

namespace Tincan;

/// <summary>
/// What Linux tells of a file, through whatever links, without opening it: opening a pipe would wait for its writer, or take what is in it.
/// .NET tells neither which kind a file is, nor where links within linked folders lead.
/// </summary>
/// <param name="IsRegular">It is no folder, pipe, socket or device.</param>
/// <param name="Written">When it was last written, in nanoseconds since 1970.</param>
/// <param name="Length">How long it is, in bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(bool IsRegular, long Written, long Length)
{
    private const int WorkingDirectory = -100;
    private const int FollowLinks = 0;
    private const int Type = 0x1;
    private const int WrittenTime = 0x40;
    private const int Size = 0x200;

    /// <summary>Looks at the file that a path leads to now.</summary>
    /// <returns>Null if there is none, or it may not be looked at.</returns>
    /// <exception cref="TypeLoadException">This is not Linux.</exception>
    public static FileStatus? Of(string path)
    {
        // Where things stand in it: statx(2), and linux/stat.h.
        const int ModeOffset = 28;
        const int SizeOffset = 40;
        const int WrittenOffset = 112;
        const int KindMask = 0xF000;
        const int RegularKind = 0x8000;
        var status = new byte[256];
        if (Statx(WorkingDirectory, path, FollowLinks, Type | WrittenTime | Size, status) != 0)
        {
            return null;
        }

        var (seconds, nanoseconds) = (BitConverter.ToInt64(status, WrittenOffset), BitConverter.ToUInt32(status, WrittenOffset + sizeof(long)));
        return new FileStatus(
            (BitConverter.ToUInt16(status, ModeOffset) & KindMask) == RegularKind,
            unchecked((seconds * 1_000_000_000) + nanoseconds),
            BitConverter.ToInt64(status, SizeOffset));
    }

    /// <summary>Its structure is the same on every processor, unlike that of stat.</summary>
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
