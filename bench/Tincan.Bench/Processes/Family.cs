using System.Diagnostics;

namespace Tincan.Bench.Processes;

/// <summary>A process and those that it started: a server may give each client a process of its own.</summary>
internal static class Family
{
    public static TimeSpan ProcessorTime(int process)
    {
        using var self = Process.GetProcessById(process);
        return Children(process).Aggregate(self.TotalProcessorTime, static (time, child) => time + ProcessorTime(child));
    }

    private static IEnumerable<int> Children(int process)
    {
        var list = $"/proc/{process}/task/{process}/children";
        return File.Exists(list)
            ? File.ReadAllText(list)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(static id => int.Parse(id, CultureInfo.InvariantCulture))
            : [];
    }
}
