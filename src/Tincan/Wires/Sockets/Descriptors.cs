using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>The limit on open files and sockets of this process.</summary>
/// <remarks>
/// Connections leave the last descriptors to the runtime: it opens a file whenever it starts a thread, and ends the process if it cannot.
/// </remarks>
internal static class Descriptors
{
    /// <summary>The number of descriptors reserved for the runtime.</summary>
    public const int Reserve = 16;

    private static readonly long Limit = ReadLimit();

    /// <summary>Whether a new socket took a reserved descriptor. The system always assigns the lowest free number.</summary>
    public static bool AreScarce(Socket socket) => socket.Handle >= Limit - Reserve;

    /// <summary>The soft limit that the system reports; <see cref="long.MaxValue"/> if it reports none.</summary>
    /// <param name="limits">A file in the format of <c>/proc/self/limits</c>.</param>
    internal static long ReadLimit(string limits = "/proc/self/limits")
    {
        const string Name = "Max open files";
        if (!File.Exists(limits))
        {
            return long.MaxValue;
        }

        var words = File.ReadLines(limits)
            .FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var soft, ..] && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : long.MaxValue;
    }
}
