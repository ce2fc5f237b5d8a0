using System.Runtime.Versioning;

namespace Tincan.Checks.Targets.Processes;

/// <summary>Processes on Linux, by their ids. Elsewhere there are none in <c>/proc</c>.</summary>
internal static class LinuxProcess
{
    private const int SetChildSubreaper = 36;
    private const int KillSignal = 9;
    private const int WithoutWaiting = 1;

    /// <summary>Makes this process the parent of orphaned descendants.</summary>
    /// <returns>Whether the kernel supports it.</returns>
    [SupportedOSPlatform("linux")]
    public static bool AdoptOrphans() => Control(SetChildSubreaper, 1, 0, 0, 0) == 0;

    public static IReadOnlyList<int> Children(int id)
    {
        var found = new List<int>();
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{id}/task"))
            {
                found.AddRange(Ids(Text($"{thread}/children")));
            }
        }
        catch (IOException)
        {
            // The process has exited.
        }

        return found;
    }

    /// <summary>The children of this process that it did not start itself: orphans become children of its first thread.</summary>
    public static IEnumerable<int> Adopted() => Ids(Text($"/proc/{Environment.ProcessId}/task/{Environment.ProcessId}/children"));

    /// <summary>How long a thread of a process has waited for a processor so far, the one that has waited longest.</summary>
    public static TimeSpan Delayed(int id)
    {
        try
        {
            return TimeSpan.FromMicroseconds(Directory.EnumerateDirectories($"/proc/{id}/task")
                .Select(static thread => Text($"{thread}/schedstat")?.Split(' ') is [_, var nanoseconds, ..] ? long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1000 : 0).DefaultIfEmpty().Max());
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    /// <summary>A process and all its descendants, parents before children.</summary>
    public static IEnumerable<int> Tree(int id) => Children(id).SelectMany(Tree).Prepend(id);

    /// <summary>The start time in clock ticks since boot; null if there is no such process.</summary>
    public static long? StartTime(int id) => Status(id) is { } fields ? long.Parse(fields[19], CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a process has not exited.</summary>
    public static bool IsAlive(int id) => Status(id) is [not ("Z" or "X"), ..];

    /// <summary>Whether the first thread of a process runs, or waits for a processor or a disk.</summary>
    public static bool IsBusy(int id) => IsBusy($"{id}");

    /// <summary>The same for any thread of it.</summary>
    public static bool HasBusyThread(int id) => AnyThread(id, static thread => IsBusy(thread["/proc/".Length..]));

    /// <summary>The value of an environment variable at the start of the process; null if it is not set.</summary>
    public static string? Variable(int id, string name) => Text($"/proc/{id}/environ")
        ?.Split('\0').FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>Whether a thread of the process is blocked in a read of its standard input, which may have several descriptors.</summary>
    public static bool ReadsInput(int id)
    {
        var read = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "0" : "63";
        return AnyThread(id, thread => Text($"{thread}/syscall")?.Split(' ') is [var call, var from, ..] && call == read && Opened(from) is { } opened && opened == Opened("0x0"));

        string? Opened(string descriptor) => new FileInfo($"/proc/{id}/fd/{Convert.ToUInt64(descriptor, 16)}").LinkTarget;
    }

    /// <summary>Sends SIGKILL.</summary>
    [SupportedOSPlatform("linux")]
    public static void Kill(int id) => _ = Signal(id, KillSignal);

    /// <summary>Reaps a child that has exited. Does nothing if it has not.</summary>
    [SupportedOSPlatform("linux")]
    public static void Reap(int id) => _ = Wait(id, 0, WithoutWaiting);

    /// <summary>The text of a file in /proc; null if the process has exited or belongs to another user.</summary>
    public static string? Text(string path)
    {
        try
        {
            // The least that opens and reads a file, because looks at a program do it often.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var text = new ArrayBufferWriter<byte>(1024);
            while (RandomAccess.Read(file, text.GetSpan(1024), text.WrittenCount) is var count and > 0)
            {
                text.Advance(count);
            }

            return Encoding.Latin1.GetString(text.WrittenSpan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Ids(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static id => int.Parse(id, CultureInfo.InvariantCulture));

    private static bool IsBusy(string id) => Status(id) is ["R" or "D", ..];

    /// <summary>Whether something is so for the folder of a thread in /proc.</summary>
    private static bool AnyThread(int id, Func<string, bool> isSo)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{id}/task").Any(isSo);
        }
        catch (IOException)
        {
            // The process has exited.
            return false;
        }
    }

    private static string[]? Status(int id) => Status($"{id}");

    /// <summary>The fields of /proc/ID/stat from the third on, of a process or of a thread (ID/task/ID). They follow the name, which may contain spaces and parentheses.</summary>
    private static string[]? Status(string id) => Text($"/proc/{id}/stat") is { Length: > 0 } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int what, nuint value, nuint third, nuint fourth, nuint fifth);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int id, int signal);

    [SupportedOSPlatform("linux")]
    [DllImport("libc", EntryPoint = "waitpid")]
    private static extern int Wait(int id, nint status, int options);
}
