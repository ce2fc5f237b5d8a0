using System.Runtime.InteropServices;

namespace Tincan;

/// <summary>Whether a call on a file would block, as poll(2) tells it.</summary>
internal static class Readiness
{
    private const short Out = 4;

    /// <summary>A write would not block, or would fail at once. True also where the system cannot tell.</summary>
    public static bool CanWrite(SafeHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        var asked = new Asked { Descriptor = (int)file.DangerousGetHandle(), Events = Out };
        return Poll(ref asked, 1, 0) != 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Asked
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref Asked asked, nuint count, int milliseconds);
}
