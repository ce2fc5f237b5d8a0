namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// What a program inherits besides its words: signal dispositions, the signal mask, the umask, descriptors. A shell hands over the defaults; .NET ignores
/// SIGPIPE, and whoever started this process may have ignored SIGHUP and SIGINT (nohup) or left files open.
/// </summary>
internal static class ShellState
{
    private const int SetMask = 2;
    private const uint CloseOnExec = 4;
    private const uint UsualUmask = 0x12; // 022

    /// <summary>The size of a sigset_t in glibc and musl.</summary>
    private const int MaskSize = 128;

    /// <summary>SIGTSTP, SIGTTIN and SIGTTOU belong to the terminal that this process may be on.</summary>
    private static readonly int[] TerminalSignals = [20, 21, 22];

    /// <summary>
    /// Any function of libc that takes an int and does nothing: a signal with a handler is as good as ignored here, and exec resets it to its default,
    /// which it does not do for an ignored one.
    /// </summary>
    private static readonly nint NoOpHandler = OperatingSystem.IsLinux() ? NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "abs") : 0;

    /// <summary>The runtime ignores SIGPIPE when it first handles signals: before the first start, so that it does not do so in the middle of it.</summary>
    static ShellState() => PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => { }).Dispose();

    /// <summary>Starts something with what a shell would hand over; on Linux only, and elsewhere with what this process has.</summary>
    /// <param name="start">Starts it, on this thread.</param>
    public static T Start<T>(Func<T> start)
    {
        if (!OperatingSystem.IsLinux())
        {
            return start();
        }

        foreach (var signal in IgnoredSignals())
        {
            _ = OnSignal(signal, NoOpHandler);
        }

        HideDescriptors();
        var umask = Umask(UsualUmask);
        try
        {
            _ = ThreadMask(SetMask, new byte[MaskSize], 0);
            return start();
        }
        finally
        {
            _ = Umask(umask);
        }
    }

    private static IEnumerable<int> IgnoredSignals()
    {
        const string Field = "SigIgn:";
        var line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith(Field, StringComparison.Ordinal));
        var mask = ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Enumerable.Range(1, 31).Where(signal => ((mask >> (signal - 1)) & 1) != 0 && !TerminalSignals.Contains(signal));
    }

    /// <summary>What this process was left by its own parent is not the program's. A kernel before 5.11 cannot do it.</summary>
    private static void HideDescriptors()
    {
        try
        {
            _ = CloseRange(3, uint.MaxValue, CloseOnExec);
        }
        catch (EntryPointNotFoundException)
        {
            // A libc that does not know the call: the program inherits what we inherited.
        }
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint OnSignal(int signal, nint handler);

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint Umask(uint mask);

    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int ThreadMask(int how, byte[] mask, nint before);

    [DllImport("libc", EntryPoint = "close_range")]
    private static extern int CloseRange(uint first, uint last, uint flags);
}
