using System.ComponentModel;
using System.Diagnostics;

namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// A process and everything it has started. What has left its parent comes to this process, once that adopts orphans, and is known by a word in its
/// environment. One that has cleared its environment, too, may be of any family that lived when it started: it is ended when none of them lives any
/// more.
/// </summary>
internal sealed class ProcessFamily : IDisposable
{
    private const string MarkName = "TINCAN_CHECK";

    /// <summary>How long something may go on to start others while they are ended.</summary>
    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);

    private static readonly Lock Gate = new();
    private static readonly List<ProcessFamily> Active = [];
    private static readonly HashSet<int> OwnChildren = [];
    private static bool _adopts;

    /// <summary>Every mark begins with it, so that all families can be found when this process has ended.</summary>
    private static readonly string Run = Guid.NewGuid().ToString("N");

    private readonly string _mark = $"{Run}-{Guid.NewGuid():N}";
    private readonly HashSet<int> _members = [];
    private readonly int _id;
    private readonly long _started;

    private ProcessFamily(ProcessStartInfo how)
    {
        how.Environment[MarkName] = _mark;
        Process = ShellState.Start(() => Process.Start(how)!);
        _id = Process.Id;
        _started = LinuxProcess.StartTime(_id) ?? 0;
    }

    /// <summary>The first of them.</summary>
    public Process Process { get; }

    /// <summary>Every child of this process that is not started here counts as an orphan from now on, and is ended; on Linux only.</summary>
    public static void AdoptOrphans()
    {
        lock (Gate)
        {
            _adopts = OperatingSystem.IsLinux() && LinuxProcess.AdoptOrphans();
            if (_adopts && Cleanup.Start($"{MarkName}={Run}") is { } cleanup)
            {
                OwnChildren.Add(cleanup);
            }
        }
    }

    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static ProcessFamily Start(ProcessStartInfo how)
    {
        lock (Gate)
        {
            var family = new ProcessFamily(how);
            Active.Add(family);
            OwnChildren.Add(family._id);
            return family;
        }
    }

    /// <summary>Some of it lives that is not the first: it has gone to the background.</summary>
    public bool HasBackgroundProcesses()
    {
        lock (Gate)
        {
            return Orphans().Any(id => LinuxProcess.IsAlive(id) && MayOwn(id));
        }
    }

    /// <summary>The ids of all of it that live.</summary>
    public IReadOnlyList<int> Members()
    {
        lock (Gate)
        {
            return [.. LinuxProcess.Tree(_id), .. Orphans().Where(MayOwn).SelectMany(LinuxProcess.Tree)];
        }
    }

    /// <summary>One of it waits for what is typed.</summary>
    public bool ReadsInput() => OperatingSystem.IsLinux() && Members().Any(LinuxProcess.ReadsInput);

    /// <summary>Ends all of it (SIGKILL).</summary>
    public async Task KillAsync()
    {
        // Below the first one nothing has left its parent yet, unless it is an orphan already.
        if (LinuxProcess.StartTime(_id) == _started)
        {
            KillAll([.. LinuxProcess.Tree(_id)]);
        }

        KillTree();
        await Process.WaitForExitAsync();
        lock (Gate)
        {
            Active.Remove(this);
        }

        for (var began = Stopwatch.GetTimestamp(); KillOrphans() && Stopwatch.GetElapsedTime(began) < KillTimeout;)
        {
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            Active.Remove(this);
            OwnChildren.Remove(_id);
        }

        Process.Dispose();
    }

    /// <summary>The children of this process that it has not started itself.</summary>
    private static List<int> Orphans() =>
        _adopts ? [.. LinuxProcess.Children(Environment.ProcessId).Where(static id => !OwnChildren.Contains(id))] : [];

    /// <summary>Ends and forgets orphans of ours and of nobody.</summary>
    /// <returns>Whether there were any.</returns>
    private bool KillOrphans()
    {
        lock (Gate)
        {
            var found = false;
            foreach (var id in Orphans())
            {
                LinuxProcess.Reap(id);
                if (LinuxProcess.IsAlive(id) && (_members.Contains(id) || HasNoFamily(id)))
                {
                    found = true;
                    KillAll([.. LinuxProcess.Tree(id)]);
                }
            }

            return found;
        }
    }

    /// <summary>It is ours, or its family lives no more.</summary>
    private static bool HasNoFamily(int id) => !Active.Exists(family => family.MayOwn(id));

    /// <summary>It has the family's mark; or none, and has not started before it.</summary>
    private bool MayOwn(int id) => LinuxProcess.Variable(id, MarkName) is { } mark ? mark == _mark : LinuxProcess.StartTime(id) >= _started;

    private void KillAll(IReadOnlyList<int> ids)
    {
        _members.UnionWith(ids);
        foreach (var id in ids)
        {
            LinuxProcess.Kill(id);
        }
    }

    private void KillTree()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }
}
