namespace Tincan.Cli.Services;

/// <summary>The files that a plan names.</summary>
internal static class PlanFile
{
    /// <summary>Why a file cannot be read, as far as that can be told without opening it; null if nothing is in the way.</summary>
    public static string? WhyNotRead(string path) =>
        Directory.Exists(path) ? $"{Escape.ForTerminal(path)} is a folder, not a file"
        : !File.Exists(path) ? $"there is no file {Escape.ForTerminal(path)}"
        : null;

    /// <summary>Why a file cannot be written, or made where there is none; null if nothing is in the way. Nothing is opened or made.</summary>
    public static string? WhyNotWritten(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(path) ? $"{Escape.ForTerminal(path)} is a folder, not a file"
            : !Directory.Exists(folder) ? $"there is no folder {Escape.ForTerminal(folder)}"
            : File.Exists(path) ? MayWrite(path, WriteOnly) ? null : $"{Escape.ForTerminal(path)} may not be written"
            : MayWrite(folder, WriteOnly | Search) ? null : $"no file may be made in {Escape.ForTerminal(folder)}";
    }

    private const int WriteOnly = 2;
    private const int Search = 1;

    private static bool MayWrite(string path, int mode)
    {
        try
        {
            return Access(path, mode) == 0;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // Windows. It shows when the file is opened.
            return true;
        }
    }

    /// <summary>Asks the system (access(2)); to open a file only to see whether that works would wake who reads a pipe.</summary>
    [DllImport("libc", EntryPoint = "access")]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
