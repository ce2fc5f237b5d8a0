using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Tincan.Files;

namespace Tincan.Wires.Sockets;

/// <summary>
/// Lets one program at a time create and remove Unix sockets in a folder: flock(2) on the folder itself, which needs no file and ends with the process.
/// </summary>
internal static class FolderLock
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(5);

    /// <summary>Tincan holds the lock for milliseconds. If another program keeps it, a server must still be able to start and stop.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the lock, and holds it until the result is disposed.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The lock; null if there is none: not on Linux, in an unreadable folder, or after the timeout.</returns>
    public static async ValueTask<IDisposable?> TakeAsync(string folder)
    {
        const int ExclusiveNonBlocking = 2 | 4;
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        SafeFileHandle handle;
        try
        {
            handle = OpenFolder.At(folder);
        }
        catch (IOException)
        {
            return null;
        }

        var began = TimeProvider.System.GetTimestamp();
        while (Lock(handle, ExclusiveNonBlocking) != 0)
        {
            if (TimeProvider.System.GetElapsedTime(began) > LockTimeout)
            {
                handle.Dispose();
                return null;
            }

            await Task.Delay(RetryDelay, TimeProvider.System);
        }

        return handle;
    }

    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "flock")]
    private static extern int Lock(SafeFileHandle file, int operation);
}
