using Tincan.Wires;

namespace Tincan.Drawing.Pcapng;

/// <summary>The packets of one connection.</summary>
internal sealed class PacketStream(PcapngFile file, int connection, (IPEndPoint Client, IPEndPoint Server) ends)
{
    // Different for each connection, so that a reused port does not look like the same stream.
    private readonly uint _first = (uint)connection * 2_654_435_761;
    private long _sentByClient;
    private long _sentByServer;

    public (IPEndPoint Client, IPEndPoint Server) Ends => ends;

    /// <summary>SYN, SYN ACK, ACK.</summary>
    public void Handshake(DateTimeOffset at)
    {
        Write(at, toServer: true, _first, 0, TcpFlags.Syn, []);
        Write(at, toServer: false, _first, _first + 1, TcpFlags.Syn | TcpFlags.Ack, []);
        Write(at, toServer: true, _first + 1, _first + 1, TcpFlags.Ack, []);
    }

    /// <summary>Writes the packets of an event, if it has any.</summary>
    public void Write(WireEvent happened)
    {
        switch (happened.Kind)
        {
            case WireEventKind.Receive or WireEventKind.Send:
                WriteBytes(happened);
                break;
            case WireEventKind.Fin:
                Write(happened, happened.Offset, TcpFlags.Fin | TcpFlags.Ack, []);
                Sent(happened.Direction, happened.Offset + 1);
                break;
            case WireEventKind.Rst:
                Write(happened, SentBy(happened.Direction), TcpFlags.Rst | TcpFlags.Ack, []);
                break;
        }
    }

    private void WriteBytes(WireEvent happened)
    {
        var most = TcpPacket.MaxPayload(ends.Client.AddressFamily);
        for (var at = 0; at < happened.Bytes.Length; at += most)
        {
            var payload = happened.Bytes.Span[at..Math.Min(at + most, happened.Bytes.Length)];
            Write(happened, happened.Offset + at, TcpFlags.Push | TcpFlags.Ack, payload);
        }

        Sent(happened.Direction, happened.Offset + happened.Bytes.Length);
    }

    private long SentBy(Direction direction) => direction == Direction.ToServer ? _sentByClient : _sentByServer;

    private void Sent(Direction direction, long upTo)
    {
        if (direction == Direction.ToServer)
        {
            _sentByClient = Math.Max(_sentByClient, upTo);
        }
        else
        {
            _sentByServer = Math.Max(_sentByServer, upTo);
        }
    }

    private void Write(WireEvent happened, long offset, TcpFlags flags, ReadOnlySpan<byte> bytes)
    {
        var toServer = happened.Direction == Direction.ToServer;
        var seen = toServer ? _sentByServer : _sentByClient;
        Write(happened.Wall, toServer, Sequence(offset), Sequence(seen), flags, bytes);
    }

    /// <summary>The sequence number of an offset. The SYN has the first; the numbers wrap around.</summary>
    private uint Sequence(long offset) => unchecked(_first + 1 + (uint)offset);

    private void Write(DateTimeOffset at, bool toServer, uint sequence, uint acknowledged, TcpFlags flags, ReadOnlySpan<byte> bytes)
    {
        var (from, to) = toServer ? ends : (ends.Server, ends.Client);
        file.WritePacket(at, TcpPacket.Build(from, to, sequence, acknowledged, flags, bytes));
    }
}
