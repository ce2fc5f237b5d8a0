using System.Runtime.Versioning;

namespace Tincan.Cli.Terminal;

/// <summary>The console of Windows, which begins with the code page of the country and, before Windows Terminal, shows escape sequences as they are.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsConsole
{
    private const int Output = -11;
    private const int Error = -12;
    private const uint ProcessSequences = 4;

    /// <summary>Switches it to UTF-8 and to escape sequences. Without a console nothing happens.</summary>
    public static void Use()
    {
        Console.OutputEncoding = Encoding.UTF8;
        foreach (var stream in (int[])[Output, Error])
        {
            var handle = Handle(stream);
            if (GetMode(handle, out var mode))
            {
                _ = SetMode(handle, mode | ProcessSequences);
            }
        }
    }

    [DllImport("kernel32", EntryPoint = "GetStdHandle")]
    private static extern nint Handle(int stream);

    [DllImport("kernel32", EntryPoint = "GetConsoleMode")]
    private static extern bool GetMode(nint console, out uint mode);

    [DllImport("kernel32", EntryPoint = "SetConsoleMode")]
    private static extern bool SetMode(nint console, uint mode);
}
