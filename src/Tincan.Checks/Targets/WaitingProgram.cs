using System.Runtime.Versioning;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>One of our connections to a program.</summary>
/// <param name="Ours">The address of our end.</param>
/// <param name="Its">The address of the program's end.</param>
/// <param name="IsReceiving">Whether we wait for what the program sends.</param>
public readonly record struct OpenConnection(IPEndPoint Ours, IPEndPoint Its, bool IsReceiving);

/// <summary>
/// Finds out that a program on Linux does nothing more until one of our connections brings it something: all its threads wait for input without a time limit,
/// nothing is on its way in either direction, and it has opened nothing else that could wake it.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class WaitingProgram
{
    private const byte Established = 1;
    private const byte FinWait1 = 4;
    private const byte FinWait2 = 5;

    /// <summary>What a program may have open: nothing of it gives it input by itself.</summary>
    private static readonly string[] Quiet = ["/", "pipe:", "anon_inode:[eventpoll]", "anon_inode:[eventfd]"];

    public static bool IsSo(IReadOnlyList<int> processes, IReadOnlyList<OpenConnection> connections)
    {
        if (processes.Where(LinuxProcess.IsAlive).ToList() is not { Count: > 0 } alive || !alive.TrueForAll(InputWait.IsSo))
        {
            return false;
        }

        HashSet<uint> known = [.. (SocketDiagnostics.Listeners() ?? []).Select(static socket => socket.Inode)];
        foreach (var one in connections)
        {
            var (ours, its) = (SocketDiagnostics.Find(one.Ours, one.Its), SocketDiagnostics.Find(one.Its, one.Ours));

            // What the program has not read may have woken it just now, and what we have not read may be its answer.
            if (!IsDelivered(ours, its) || its is { Unread: > 0 } || (one.IsReceiving && !HasNothingToRead(ours)))
            {
                return false;
            }

            known.Add(its?.Inode ?? 0);
        }

        // What has been delivered since the first look has woken a thread.
        return alive.TrueForAll(id => FamilySockets.Opened(id) is { } opened && opened.All(one => FamilySockets.InodeOf(one) is { } inode ? known.Contains(inode) : Quiet.Any(start => one.StartsWith(start, StringComparison.Ordinal))))
            && alive.TrueForAll(InputWait.IsSo);
    }

    /// <summary>Whether we have read all that has arrived. A FIN is not among the unread bytes once the connection is closed in both directions.</summary>
    private static bool HasNothingToRead(SocketState? ours) => ours is { Unread: 0, State: Established or FinWait1 or FinWait2 };

    /// <summary>Whether nothing is on its way between two ends: no bytes, no FIN, no RST.</summary>
    private static bool IsDelivered(SocketState? ours, SocketState? its) => (ours, its) switch
    {
        ({ } one, { } other) => (one.Unacknowledged, other.Unacknowledged) is (0, 0),
        (null, { State: Established or FinWait1 or FinWait2 }) or ({ State: Established or FinWait1 or FinWait2 }, null) => false,
        _ => true,
    };
}
