using System.Runtime.Versioning;

namespace Tincan.Cli.Terminal;

/// <summary>
/// Opens standard streams that were closed when the program started (<c>&lt;&amp;-</c>, <c>&gt;&amp;-</c>). Otherwise the next file or socket would get the descriptor
/// of such a stream, and an error message could be written into a connection. Reading standard input then returns end of file, writing to standard output
/// fails, and standard error discards everything.
/// </summary>
/// <remarks>
/// The runtime opens files before this code runs, and one of them may already have such a descriptor. The runtime's files have the close-on-exec flag and
/// inherited ones do not, which tells them apart. In that case the program executes itself again with all three streams open.
/// </remarks>
internal static class ClosedStreams
{
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    /// <summary>Opens the closed streams, on Linux only. Does not return if the program has to execute itself again.</summary>
    public static void Open()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var isTaken = false;
        for (var stream = 0; stream <= 2; stream++)
        {
            var flags = Control(stream, GetFlags, 0);
            if (flags >= 0 && (flags & CloseOnExec) == 0)
            {
                continue;
            }

            isTaken |= flags >= 0;
            var nothing = Open("/dev/null", stream == 2 ? WriteOnly : ReadOnly);
            if (nothing >= 0 && nothing != stream)
            {
                _ = Duplicate(nothing, stream);
                _ = Close(nothing);
            }
        }

        if (isTaken)
        {
            ExecuteAgain();
        }
    }

    /// <summary>Passes the arguments on byte for byte, because they need not be UTF-8.</summary>
    [SupportedOSPlatform("linux")]
    private static void ExecuteAgain()
    {
        var words = File.ReadAllBytes("/proc/self/cmdline");
        var text = Marshal.AllocHGlobal(words.Length);
        Marshal.Copy(words, 0, text, words.Length);
        var starts = new List<nint>();
        for (var at = 0; at < words.Length; at += words.AsSpan(at).IndexOf((byte)0) + 1)
        {
            starts.Add(text + at);
        }

        _ = Execute(Encoding.UTF8.GetBytes("/proc/self/exe\0"), [.. starts, 0]);
        Marshal.FreeHGlobal(text);
    }

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int what, int value);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Duplicate(int from, int to);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "execv")]
    private static extern int Execute(byte[] path, nint[] words);
}
