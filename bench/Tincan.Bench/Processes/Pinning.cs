using System.Diagnostics;
using System.Numerics;

namespace Tincan.Bench.Processes;

/// <summary>Gives the server one core and the load another, so that neither takes the other's time; without taskset(1) nobody is pinned.</summary>
internal static class Pinning
{
    private const string Tool = "/usr/bin/taskset";

    private static readonly ulong Allowed = OperatingSystem.IsLinux() && File.Exists(Tool) ? AllowedCores() : 0;

    /// <summary>The cores this process may use are two or more, and they can be dealt out.</summary>
    public static bool IsPossible => BitOperations.PopCount(Allowed) > 1;

    public static string[] Server(string[] command) => Pin(command, BitOperations.TrailingZeroCount(Allowed));

    public static string[] Load(string[] command) => Pin(command, BitOperations.TrailingZeroCount(Allowed & (Allowed - 1)));

    private static string[] Pin(string[] command, int core) => IsPossible ? [Tool, "-c", $"{core}", .. command] : command;

    private static ulong AllowedCores()
    {
        using var self = Process.GetCurrentProcess();
        return OperatingSystem.IsLinux() ? (ulong)self.ProcessorAffinity : 0;
    }
}
