using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// A process and all processes that it has started. Orphans among them become children of this process, and are recognised by a variable in their environment.
/// An orphan that has cleared its environment may belong to any family that existed when it started; it is killed when none of those is active any more.
/// </summary>
internal sealed class ProcessFamily : IDisposable
{
    private const string MarkName = "TINCAN_CHECK";

    /// <summary>How long a family may keep starting processes while they are killed.</summary>
    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);

    private static readonly Lock Gate = new();
    private static readonly List<ProcessFamily> Active = [];
    private static readonly HashSet<int> OwnChildren = [];
    private static bool _adopts;

    /// <summary>The common prefix of all marks, with which the cleanup process finds all families.</summary>
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

    /// <summary>The first process.</summary>
    public Process Process { get; }

    /// <summary>Adopts orphans, on Linux only. From now on every child of this process that was not started here counts as an orphan, and is killed.</summary>
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

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
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

    /// <summary>Whether other processes of the family than the first one are running in the background.</summary>
    public bool HasBackgroundProcesses()
    {
        lock (Gate)
        {
            return Orphans().Any(id => LinuxProcess.IsAlive(id) && MayOwn(id));
        }
    }

    /// <summary>The ids of all running processes of the family.</summary>
    public IReadOnlyList<int> Members()
    {
        lock (Gate)
        {
            return [.. LinuxProcess.Tree(_id), .. Orphans().Where(MayOwn).SelectMany(LinuxProcess.Tree)];
        }
    }

    /// <summary>Whether one of the processes is reading its standard input.</summary>
    public bool ReadsInput() => OperatingSystem.IsLinux() && Members().Any(LinuxProcess.ReadsInput);

    /// <summary>Whether one of the processes runs, or waits for a processor or a disk.</summary>
    public bool IsBusy() => OperatingSystem.IsLinux() && Members().Any(LinuxProcess.IsBusy);

    /// <summary>Kills all processes (SIGKILL).</summary>
    public async Task KillAsync()
    {
        // First the tree of the first process, before the death of a parent makes orphans of its children.
        if (OperatingSystem.IsLinux() && LinuxProcess.StartTime(_id) == _started)
        {
            KillAll([.. LinuxProcess.Tree(_id)]);
        }
        else
        {
            KillTree();
        }

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
        _adopts ? [.. LinuxProcess.Adopted().Where(static id => !OwnChildren.Contains(id))] : [];

    /// <summary>Kills and reaps the orphans of this family, and those without any.</summary>
    /// <returns>Whether there were any.</returns>
    private bool KillOrphans()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

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

    /// <summary>Whether no active family may own this process.</summary>
    private static bool HasNoFamily(int id) => !Active.Exists(family => family.MayOwn(id));

    /// <summary>Whether a process has the mark of the family, or no mark and a later start time.</summary>
    private bool MayOwn(int id) => LinuxProcess.Variable(id, MarkName) is { } mark ? mark == _mark : LinuxProcess.StartTime(id) >= _started;

    [SupportedOSPlatform("linux")]
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
            // The process has exited.
        }
    }
}
