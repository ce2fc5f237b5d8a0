using System.Runtime.Versioning;

namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// Starts programs with the process state that a shell would give them: signal dispositions, signal mask, umask and descriptors. .NET ignores SIGPIPE, and
/// whoever started this process may have ignored SIGHUP and SIGINT (nohup) or left files open.
/// </summary>
internal static class ShellState
{
    private const int SetMask = 2;
    private const uint CloseOnExec = 4;
    private const uint UsualUmask = 0x12; // 022

    /// <summary>The size of a sigset_t in glibc and musl.</summary>
    private const int MaskSize = 128;

    /// <summary>SIGTSTP, SIGTTIN and SIGTTOU concern the terminal of this process.</summary>
    private static readonly int[] TerminalSignals = [20, 21, 22];

    /// <summary>
    /// Any function of libc that takes an int and has no effect. A signal with this handler is as good as ignored here, but exec resets it to its default,
    /// which it would not do for an ignored signal.
    /// </summary>
    private static readonly nint NoOpHandler = OperatingSystem.IsLinux() ? NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "abs") : 0;

    /// <summary>The runtime ignores SIGPIPE when it first handles signals. Trigger that now, so that it does not happen during a start.</summary>
    static ShellState() => PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => { }).Dispose();

    /// <summary>Starts a process with the state that a shell would give it. Outside Linux, with the state of this process.</summary>
    /// <param name="start">Starts the process, on this thread.</param>
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

    /// <summary>Hides descriptors that this process has inherited. Kernels before 5.11 do not support it.</summary>
    [SupportedOSPlatform("linux")]
    private static void HideDescriptors()
    {
        try
        {
            _ = CloseRange(3, uint.MaxValue, CloseOnExec);
        }
        catch (EntryPointNotFoundException)
        {
            // The libc does not have the function, so the program inherits the descriptors too.
        }
    }

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint OnSignal(int signal, nint handler);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint Umask(uint mask);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int ThreadMask(int how, byte[] mask, nint before);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "close_range")]
    private static extern int CloseRange(uint first, uint last, uint flags);
}
