namespace Tincan.Checks.Targets;

/// <summary>Looks for sockets of a program on ports where they were not expected.</summary>
internal sealed class OtherSockets(TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a socket must exist, because a program may open several.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    private long _looked = time.GetTimestamp();
    private int? _port;
    private long _since;
    private IReadOnlyList<int> _datagrams = [];
    private long _sinceDatagrams;

    /// <summary>A port that one of these processes has listened on for a second; null if there is none yet.</summary>
    public int? Find(Func<IReadOnlyList<int>> processes)
    {
        if (!OperatingSystem.IsLinux() || time.GetElapsedTime(_looked) < PollInterval)
        {
            return null;
        }

        var all = processes();
        var ports = FamilySockets.ListeningPorts(all);

        // On a busy machine looking takes time, in which the socket may not have existed.
        _looked = time.GetTimestamp();
        if (_port is not { } known || !ports.Contains(known))
        {
            (_port, _since) = (ports is [var first, ..] ? first : null, _looked);
        }

        var datagrams = FamilySockets.DatagramPorts(all);
        if (datagrams.Count == 0 || _datagrams.Count == 0)
        {
            _sinceDatagrams = _looked;
        }

        _datagrams = datagrams;
        return _port is not null && time.GetElapsedTime(_since) >= SettleTime ? _port : null;
    }

    /// <summary>Whether the program has had a UDP socket on this port for a second, where it should listen with TCP.</summary>
    public bool IsDatagram(int port) => _datagrams.Contains(port) && time.GetElapsedTime(_sinceDatagrams) >= SettleTime;
}
