using System.Runtime.Versioning;

namespace Tincan.Cli.Services;

/// <summary>Checks the files of a plan without opening them.</summary>
internal static class PlanFile
{
    /// <summary>Why a file cannot be read, as far as that can be found out without opening it; null if it can.</summary>
    public static string? WhyNotRead(string path) =>
        Directory.Exists(path) ? $"{Escape.ForTerminal(path)} is a folder, not a file"
        : !File.Exists(path) ? $"there is no file {Escape.ForTerminal(path)}"
        : null;

    /// <summary>Why a file cannot be written or created; null if it can. Opens and creates nothing.</summary>
    public static string? WhyNotWritten(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(path) ? $"{Escape.ForTerminal(path)} is a folder, not a file"
            : !Directory.Exists(folder) ? $"there is no folder {Escape.ForTerminal(folder)}"
            : File.Exists(path) ? MayWrite(path, WriteOnly) ? null : $"{Escape.ForTerminal(path)} is not writable"
            : MayWrite(folder, WriteOnly | Search) ? null : $"the folder {Escape.ForTerminal(folder)} is not writable";
    }

    private const int WriteOnly = 2;
    private const int Search = 1;

    /// <summary>On Windows, opening the file reports it.</summary>
    private static bool MayWrite(string path, int mode) => OperatingSystem.IsWindows() || Access(path, mode) == 0;

    /// <summary>access(2). Opening the file to find out would wake the reader of a FIFO.</summary>
    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "access")]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
