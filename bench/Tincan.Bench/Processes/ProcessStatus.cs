namespace Tincan.Bench.Processes;

/// <summary>What the kernel tells about a process.</summary>
internal static class ProcessStatus
{
    /// <summary>Processor time of a process and of those that it started, the kernel's work for them included.</summary>
    public static TimeSpan ProcessorTime(int process) => Sum(process, OwnProcessorTime);

    /// <summary>The kernel's part of that, to a hundredth of a second.</summary>
    public static TimeSpan KernelTime(int process) => Sum(process, OwnKernelTime);

    /// <summary>Resident memory in bytes.</summary>
    public static long Resident(int process) => Size(process, "VmRSS:");

    /// <summary>The most that was resident so far, in bytes.</summary>
    public static long Peak(int process) => Size(process, "VmHWM:");

    private static TimeSpan OwnProcessorTime(int process)
    {
        // The clock of a process, as clock_getcpuclockid(3) makes it: exact, where /proc counts in hundredths of a second.
        var time = new long[2];
        return ReadClock((~process << 3) | 2, time) == 0 ? TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1000.0) : TimeSpan.Zero;
    }

    private static TimeSpan OwnKernelTime(int process)
    {
        try
        {
            // proc(5): the fields after the name, which ends with the last parenthesis.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return TimeSpan.FromMilliseconds(10 * long.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    private static TimeSpan Sum(int process, Func<int, TimeSpan> time) =>
        Children(process).Aggregate(time(process), (sum, child) => sum + Sum(child, time));

    private static IEnumerable<int> Children(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/task/{process}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(static id => int.Parse(id, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static long Size(int process, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, long[] time);
}
