using Tincan.Recording;

namespace Tincan.Drawing.Pcapng;

/// <summary>
/// Writes packets that would have carried a recording, for Wireshark and its kin: a handshake, the segments with right sequence numbers, FIN and RST.
/// What is not a packet (timeouts, faults, remarks, why a connection was closed) is left out.
/// </summary>
/// <param name="output">Where to; it stays open.</param>
/// <param name="filter">
/// Which events; null for all. Where it leaves out segments, Wireshark says that they were not captured.
/// </param>
public sealed class PcapngWriter(Stream output, EventFilter? filter = null) : IEventWriter
{
    private readonly PcapngFile _file = new(output);
    private readonly Dictionary<int, PacketStream> _open = [];
    private readonly HashSet<(IPEndPoint Client, IPEndPoint Server)> _used = [];

    /// <inheritdoc/>
    public void Begin() => _file.WriteHeader();

    /// <inheritdoc/>
    public void Write(WireEvent happened)
    {
        if (happened.Connection == 0 || !(filter?.Matches(happened) ?? true))
        {
            return;
        }

        if (!_open.TryGetValue(happened.Connection, out var stream))
        {
            if (happened.Kind is WireEventKind.Close or WireEventKind.Note or WireEventKind.Timeout or WireEventKind.Fault)
            {
                return;
            }

            stream = Open(happened);
        }

        stream.Write(happened);
        if (happened.Kind == WireEventKind.Close)
        {
            _open.Remove(happened.Connection);
            _used.Remove(stream.Ends);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        // A capture has no end of its own.
    }

    private PacketStream Open(WireEvent first)
    {
        // Two observers of one connection are two connections of the recording; under one address they would be one stream.
        var ends = Addresses.Find(first.Text) is { } told && _used.Add(told) ? told : Addresses.Invent(first.Connection);
        _used.Add(ends);
        var stream = new PacketStream(_file, first.Connection, ends);
        _open[first.Connection] = stream;
        stream.Handshake(first.Wall);
        return stream;
    }
}
