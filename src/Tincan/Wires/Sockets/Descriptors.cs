using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>How many files and sockets the system lets this process hold.</summary>
/// <remarks>
/// The last ones are the runtime's own: it opens a file whenever it starts a thread, and ends the process if it cannot. So connections
/// stop short of the limit.
/// </remarks>
internal static class Descriptors
{
    /// <summary>How many are left to the runtime.</summary>
    public const int Reserve = 16;

    private static readonly long Limit = ReadLimit();

    /// <summary>Whether a new socket took one of the last descriptors. The system always gives out the lowest number that is free.</summary>
    public static bool AreScarce(Socket socket) => socket.Handle >= Limit - Reserve;

    /// <summary>The limit that the system reports; none where it reports none.</summary>
    /// <param name="limits">A file laid out as <c>/proc/self/limits</c>.</param>
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
