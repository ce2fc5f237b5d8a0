namespace Tincan.Cli.Terminal;

/// <summary>
/// Standard streams that were closed when the program started (<c>&lt;&amp;-</c>, <c>&gt;&amp;-</c>). The next file or socket that is opened would get the number of such a
/// stream, and what is meant for standard error would be written into a connection. So they are opened again: standard input at its end, standard
/// output such that writing to it fails, standard error such that it swallows everything.
/// </summary>
/// <remarks>
/// The runtime opens files before this program has its first line, and one of them may have the number already. What the runtime opens is closed on
/// exec, and what was inherited is not: so that is how they are told apart, and then the program executes itself again with all three open.
/// </remarks>
internal static class ClosedStreams
{
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    /// <summary>Opens what is closed; on Linux only. Does not return if the program has to be executed again.</summary>
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

    /// <summary>The words are handed on byte for byte: they need not be UTF-8.</summary>
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

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int what, int value);

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Duplicate(int from, int to);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "execv")]
    private static extern int Execute(byte[] path, nint[] words);
}
