namespace Tincan.Checks.Targets.Processes;

/// <summary>What Linux tells of processes by their ids.</summary>
internal static class LinuxProcess
{
    private const int SetChildSubreaper = 36;
    private const int KillSignal = 9;
    private const int WithoutWaiting = 1;

    /// <summary>From now on a process below this one whose parent ends becomes a child of this one.</summary>
    /// <returns>Whether the kernel can do that.</returns>
    public static bool AdoptOrphans() => Control(SetChildSubreaper, 1, 0, 0, 0) == 0;

    /// <summary>The children of a process.</summary>
    public static IReadOnlyList<int> Children(int id)
    {
        var found = new List<int>();
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{id}/task"))
            {
                var text = Text($"{thread}/children") ?? "";
                found.AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static child => int.Parse(child, CultureInfo.InvariantCulture)));
            }
        }
        catch (IOException)
        {
            // It has ended.
        }

        return found;
    }

    /// <summary>A process and everything below it, parents before children.</summary>
    public static IEnumerable<int> Tree(int id) => Children(id).SelectMany(Tree).Prepend(id);

    /// <summary>When a process started, in ticks of the kernel's; null if there is none.</summary>
    public static long? StartTime(int id) => Status(id) is { } fields ? long.Parse(fields[19], CultureInfo.InvariantCulture) : null;

    /// <summary>A process runs, or waits; it has not ended.</summary>
    public static bool IsAlive(int id) => Status(id) is [not ("Z" or "X"), ..];

    /// <summary>What a variable of its environment had for a value when it was executed; null if it had none.</summary>
    public static string? Variable(int id, string name) => Text($"/proc/{id}/environ")
        ?.Split('\0').FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>A thread of a process waits in read(0).</summary>
    public static bool ReadsInput(int id)
    {
        var read = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "0 0x0 " : "63 0x0 ";
        try
        {
            return Directory.EnumerateDirectories($"/proc/{id}/task").Any(thread => Text($"{thread}/syscall")?.StartsWith(read, StringComparison.Ordinal) == true);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ends a process (SIGKILL), if it can be ended.</summary>
    public static void Kill(int id) => _ = Signal(id, KillSignal);

    /// <summary>Forgets a child that has ended; nothing if it has not.</summary>
    public static void Reap(int id) => _ = Wait(id, 0, WithoutWaiting);

    /// <summary>Fields 3 and following of its status: they stand behind its name, which may have blanks and brackets in it.</summary>
    private static string[]? Status(int id) => Text($"/proc/{id}/stat") is { Length: > 0 } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.Latin1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int what, nuint value, nuint third, nuint fourth, nuint fifth);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int id, int signal);

    [DllImport("libc", EntryPoint = "waitpid")]
    private static extern int Wait(int id, nint status, int options);
}
