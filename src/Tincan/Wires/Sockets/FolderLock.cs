using Microsoft.Win32.SafeHandles;
using Tincan.Files;

namespace Tincan.Wires.Sockets;

/// <summary>
/// Lets one program at a time make and remove the sockets of a folder: flock(2) on the folder itself, which leaves no file and ends with the program.
/// </summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Far longer than anybody of us holds it. Somebody else may hold it for ever, and must not keep a server from starting or stopping.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Waits for its turn, and has it until the result is disposed of.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Null where there is no such lock: not on Linux, in a folder that may not be read, and where somebody keeps it.</returns>
    public static async ValueTask<IDisposable?> TakeAsync(string folder)
    {
        const int ExclusiveAtOnce = 2 | 4;
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
        while (Lock(handle, ExclusiveAtOnce) != 0)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                handle.Dispose();
                return null;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return handle;
    }

    [DllImport("libc", EntryPoint = "flock")]
    private static extern int Lock(SafeFileHandle file, int operation);
}
