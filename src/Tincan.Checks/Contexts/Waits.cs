using Tincan.Checks.Targets;
using Tincan.Faults.InForce;

namespace Tincan.Checks.Contexts;

/// <summary>
/// The waits of a case for its program. A wait ends early if the program itself waits, for something that only we could send: then nothing comes, however long we
/// wait and however slow the machine is. While the program waits for a processor, the time does not count.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="faults">The faults of the run, which hold bytes back; null if it has none.</param>
internal sealed class Waits(TimeProvider time, FaultInjector? faults)
{
    /// <summary>The first look at the program; most answers come before it. Later looks are rarer.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(40);

    /// <summary>How long the program must be seen waiting: what it was sent has certainly woken it then.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(4);

    /// <summary>A wait may take so many times its timeout, if the program waits for a processor meanwhile.</summary>
    public const int MaxDelay = 10;

    private int _others;

    /// <summary>The program; null if it does not run.</summary>
    public IRunningTarget? Program { get; set; }

    /// <summary>Our connections to it.</summary>
    public Func<IReadOnlyList<OpenConnection>> Connections { get; init; } = static () => [];

    /// <summary>Whether the last wait ended because the program waits itself.</summary>
    public bool IsEndedEarly { get; private set; }

    /// <summary>Why a wait ended, for a message.</summary>
    /// <param name="timeout">Its timeout.</param>
    public string Words(TimeSpan timeout) => IsEndedEarly ? ", and the program waits for input" : $" within {timeout.TotalSeconds:0.###} s";

    /// <summary>Whether a wait may end before its timeout.</summary>
    public bool MayEndEarly(TimeSpan timeout) => Program is { ShowsWaits: true } && timeout != Timeout.InfiniteTimeSpan;

    /// <summary>Does something that may send to the program while others wait for it, so that no wait ends early.</summary>
    public async Task AlongsideAsync(Task other)
    {
        Interlocked.Increment(ref _others);
        try
        {
            await other;
        }
        finally
        {
            Interlocked.Decrement(ref _others);
        }
    }

    /// <summary>Waits for a task to complete, even with an exception.</summary>
    /// <param name="task">Completes with something that the program does.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancel">Stops waiting, without an exception.</param>
    /// <returns>Whether it has completed.</returns>
    public async Task<bool> EndsWithinAsync(Task task, TimeSpan timeout, CancellationToken cancel = default)
    {
        IsEndedEarly = false;
        if (!MayEndEarly(timeout) || Program is not { } program)
        {
            return await task.EndsWithinAsync(timeout, time, cancel);
        }

        if (task.IsCompleted)
        {
            return true;
        }

        var began = time.GetTimestamp();
        var wasWaiting = false;
        TimeSpan? before = null;
        for (var pause = FirstLook; !cancel.IsCancellationRequested; pause = wasWaiting ? SecondLook : pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var left = timeout - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero && timeout - left < timeout * MaxDelay)
            {
                left += program.Delayed - (before ?? TimeSpan.Zero);
            }

            if (left <= TimeSpan.Zero || await task.EndsWithinAsync(pause < left ? pause : left, time, cancel))
            {
                break;
            }

            before ??= program.Delayed;
            var isWaiting = IsProgramWaiting();
            if (isWaiting && wasWaiting)
            {
                // An answer that has already been received may still be queued on the thread pool.
                await Task.Run(static () => { }, CancellationToken.None);
                IsEndedEarly = !task.IsCompleted;
                break;
            }

            wasWaiting = isWaiting;
        }

        return task.IsCompleted;
    }

    /// <summary>Looks at the faults after the sockets: bytes move from a socket to a fault, so in the other order they could be missed in both.</summary>
    private bool IsProgramWaiting() => Volatile.Read(ref _others) == 0 && Program?.AwaitsInput(Connections()) == true && faults is not { HoldsBytes: true };
}
