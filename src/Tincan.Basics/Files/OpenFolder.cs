using System.ComponentModel;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Tincan.Files;

/// <summary>Opens folders, to lock them or flush them to disk. .NET cannot.</summary>
public static class OpenFolder
{
    /// <summary>Opens a folder.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    [UnsupportedOSPlatform("windows")]
    public static SafeFileHandle At(string path)
    {
        const int CloseOnExec = 0x80000;
        var handle = Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        handle.Dispose();
        throw new IOException($"cannot open the folder {path}: {error.Message}");
    }

    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
