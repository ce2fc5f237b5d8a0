using System.Diagnostics;

namespace Tincan.Bench.Processes;

/// <summary>Which processor cores run what. Each is a list as taskset(1) reads it.</summary>
internal static class Cores
{
    private static readonly int[] Allowed = Find();

    /// <summary>What is measured has the first core alone.</summary>
    public static string Server => $"{Allowed[0]}";

    /// <summary>The load has the last core.</summary>
    public static string Load => $"{Allowed[^1]}";

    /// <summary>For other programs, such as the target of a proxy: a third core if there is one, otherwise the load's.</summary>
    public static string Others => $"{Allowed[^Math.Clamp(Allowed.Length - 1, 1, 2)]}";

    public static int Count => Allowed.Length;

    /// <summary>The first cores, for a server that may use several.</summary>
    public static string First(int count) => string.Join(',', Allowed.Take(count));

    private static int[] Find()
    {
        using var self = Process.GetCurrentProcess();
        var mask = OperatingSystem.IsLinux() ? (ulong)self.ProcessorAffinity : throw new BenchException("the benchmark needs Linux");
        return [.. Enumerable.Range(0, 64).Where(core => (mask >> core & 1) == 1)];
    }
}
