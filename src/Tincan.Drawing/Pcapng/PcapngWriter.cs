namespace Tincan.Drawing.Pcapng;

/// <summary>
/// Writes a capture file for Wireshark and similar programs, with the packets that could have carried a recording: a handshake, segments with matching sequence
/// numbers, FIN and RST. Events without packets (timeouts, faults, remarks, closes) are left out.
/// </summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="filter">The filter. Defaults to null: all events. Wireshark reports segments that it hides as not captured.</param>
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
        // A capture file has no footer.
    }

    private PacketStream Open(WireEvent first)
    {
        // A connection with two observers is in the recording twice; with the same addresses Wireshark would show one stream.
        var ends = Addresses.Find(first.Text) is { } recorded && _used.Add(recorded) ? recorded : Addresses.Invent(first.Connection);
        _used.Add(ends);
        var stream = new PacketStream(_file, first.Connection, ends);
        _open[first.Connection] = stream;
        stream.Handshake(first.Wall);
        return stream;
    }
}
