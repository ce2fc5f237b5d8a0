namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// Whether a Linux process waits for input without a time limit: each of its threads is blocked in a call that only a peer, a key or another process ends.
/// </summary>
internal static class InputWait
{
    /// <summary>SIGALRM: a program that handles it may have set a timer, which ends any call.</summary>
    private const int AlarmSignal = 14;

    private const string Handled = "SigCgt:";

    /// <summary>System calls by number, and whether their arguments say that they wait for input. Elsewhere no call is known.</summary>
    private static readonly Dictionary<int, Func<int, ulong[], bool>> Calls = RuntimeInformation.ProcessArchitecture switch
    {
        // read, readv, recvfrom, recvmsg, accept, accept4; poll; ppoll; select, pselect6; epoll_wait, epoll_pwait; epoll_pwait2; futex; wait4, waitid.
        Architecture.X64 => Table((Reads, [0, 19, 45, 47, 43, 288]), (Milliseconds(2), [7]), (NoTime(2), [271]), (NoTime(4), [23, 270]), (Milliseconds(3), [232, 281]), (NoTime(3), [441]), (Futex, [202]), (Child, [61, 247])),
        Architecture.Arm64 => Table((Reads, [63, 65, 207, 212, 202, 242]), (NoTime(2), [73]), (NoTime(4), [72]), (Milliseconds(3), [22]), (NoTime(3), [441]), (Futex, [98]), (Child, [260, 95])),
        _ => [],
    };

    /// <summary>Whether that is so now.</summary>
    /// <param name="id">The process.</param>
    public static bool IsSo(int id)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{id}/task").All(thread => IsWait(id, LinuxProcess.Text($"{thread}/syscall"))) && !Handles(id, AlarmSignal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <param name="id">The process.</param>
    /// <param name="call">What a thread does: the number of the call, six arguments and two addresses; or a word if it runs.</param>
    private static bool IsWait(int id, string? call) => call?.Split(' ') is [var number, _, _, _, _, _, _, ..] words
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && Calls.TryGetValue(known, out var waits)
        && waits(id, [.. words[1..7].Select(static word => ulong.Parse(word.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);

    private static Dictionary<int, Func<int, ulong[], bool>> Table(params (Func<int, ulong[], bool> Waits, int[] Calls)[] rows) =>
        rows.SelectMany(static row => row.Calls.Select(call => (call, row.Waits))).ToDictionary(static one => one.call, static one => one.Waits);

    /// <summary>A file or a device may answer by itself.</summary>
    private static bool Reads(int id, ulong[] arguments) => new FileInfo($"/proc/{id}/fd/{arguments[0]}").LinkTarget is { } opened
        && (opened.StartsWith("socket:", StringComparison.Ordinal) || opened.StartsWith("pipe:", StringComparison.Ordinal));

    private static bool Child(int id, ulong[] arguments) => true;

    /// <summary>FUTEX_WAIT and FUTEX_WAIT_BITSET without a time.</summary>
    private static bool Futex(int id, ulong[] arguments) => (arguments[1] & 0x7F) is 0 or 9 && arguments[3] == 0;

    private static Func<int, ulong[], bool> NoTime(int index) => (_, arguments) => arguments[index] == 0;

    private static Func<int, ulong[], bool> Milliseconds(int index) => (_, arguments) => (int)arguments[index] < 0;

    private static bool Handles(int id, int signal) =>
        LinuxProcess.Text($"/proc/{id}/status")?.Split('\n').FirstOrDefault(static line => line.StartsWith(Handled, StringComparison.Ordinal)) is not { } mask
        || ((ulong.Parse(mask.AsSpan(Handled.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1)) & 1) != 0;
}
