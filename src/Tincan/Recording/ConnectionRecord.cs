using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Recording;

/// <summary>What happens on one connection, as one of its sides, or a proxy between them, sees it.</summary>
public sealed class ConnectionRecord
{
    private readonly Recorder _recorder;
    private readonly Way _toServer;
    private readonly Way _toClient;
    private bool _reset;
    private int _passedOn = -1;
    private int _closed;

    internal ConnectionRecord(Recorder recorder, int number, ObservedSide observer, MessageCodec? codec)
    {
        _recorder = recorder;
        Number = number;
        Observer = observer;
        _toServer = new Way(codec is null ? null : new MessageEnds(codec.ToServer()));
        _toClient = new Way(codec is null ? null : new MessageEnds(codec.ToClient()));
    }

    /// <summary>Which connection of the recording.</summary>
    public int Number { get; }

    /// <summary>Which side is seen.</summary>
    public ObservedSide Observer { get; }

    /// <summary>The direction in which the observer receives.</summary>
    public Direction Incoming => Observer == ObservedSide.Client ? Direction.ToClient : Direction.ToServer;

    /// <summary>The direction in which the observer sends.</summary>
    public Direction Outgoing => Observer == ObservedSide.Client ? Direction.ToServer : Direction.ToClient;

    /// <summary>How the connection broke first; null if it did not.</summary>
    internal WireException? Broken { get; private set; }

    /// <summary>Lets everything that happens on a wire be recorded here.</summary>
    /// <param name="wire">The wire; the one that is returned owns it.</param>
    public Wire Wrap(Wire wire) => new RecordedWire(wire, this);

    /// <summary>The connection was made.</summary>
    /// <param name="text">From where to where.</param>
    /// <param name="service">What the service is called that accepted it, if it has a name.</param>
    public void Opened(string text, string? service = null) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = Observer == ObservedSide.Client ? WireEventKind.Connect : WireEventKind.Accept,
        Direction = Direction.ToServer,
        By = ByObserver,
        Service = service,
        Text = text,
    });

    /// <summary>A proxy connected to the server for the client.</summary>
    /// <param name="text">From where to where.</param>
    public void Connected(string text) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = WireEventKind.Connect,
        Direction = Direction.ToServer,
        By = ByObserver,
        Text = text,
    });

    /// <summary>Bytes went one way. They are copied.</summary>
    /// <param name="kind"><see cref="WireEventKind.Receive"/> or <see cref="WireEventKind.Send"/>.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="bytes">The segment.</param>
    public void Moved(WireEventKind kind, Direction direction, ReadOnlySpan<byte> bytes)
    {
        var way = WayOf(direction);
        var other = WayOf(direction == Direction.ToServer ? Direction.ToClient : Direction.ToServer);
        other.Ends?.Answered();
        var offset = way.Offset;
        way.Offset += bytes.Length;
        _recorder.Record(new WireEvent
        {
            Connection = Number,
            Kind = kind,
            Direction = direction,
            Bytes = bytes.ToArray(),
            Offset = offset,
            Ends = way.Ends?.Find(bytes, offset) ?? [],
            Message = way.Ends?.First,
        });
    }

    /// <summary>The server ended its direction, and the proxy is about to do the same to the client: when it does, the record names the server.</summary>
    /// <param name="kind"><see cref="WireEventKind.Fin"/> or <see cref="WireEventKind.Rst"/>.</param>
    public void PassesOn(WireEventKind kind) => Volatile.Write(ref _passedOn, (int)kind);

    /// <summary>The observer ends its direction.</summary>
    /// <param name="kind"><see cref="WireEventKind.Fin"/> or <see cref="WireEventKind.Rst"/>.</param>
    internal void EndedHere(WireEventKind kind) => Ended(kind, Outgoing, by: Volatile.Read(ref _passedOn) == (int)kind ? null : ByObserver);

    /// <summary>One way is over: FIN, or RST, which ends the other way too. Only the first ending of a direction is recorded.</summary>
    /// <param name="kind"><see cref="WireEventKind.Fin"/> or <see cref="WireEventKind.Rst"/>.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="fault">The fault that did it. Defaults to null: none.</param>
    /// <param name="by">Who did it, if it was not who speaks in this direction. Defaults to null.</param>
    public void Ended(WireEventKind kind, Direction direction, string? fault = null, string? by = null)
    {
        var way = WayOf(direction);
        var isReset = kind == WireEventKind.Rst;
        if (_reset || (way.IsOver && !isReset))
        {
            return;
        }

        way.IsOver = true;
        _reset = isReset;
        _recorder.Record(new WireEvent { Connection = Number, Kind = kind, Direction = direction, Offset = way.Offset, Fault = fault, By = by });
    }

    /// <summary>A limit ended the wait for bytes of one direction.</summary>
    /// <param name="direction">Which way they would have come.</param>
    /// <param name="text">Which limit.</param>
    public void TimedOut(Direction direction, string text) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = WireEventKind.Timeout,
        Direction = direction,
        Offset = WayOf(direction).Offset,
        Text = text,
    });

    /// <summary>The connection, or the observer's patience, broke. The first such thing is the reason for the close.</summary>
    /// <param name="error">How.</param>
    public void Broke(WireException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Broken ??= error;
        if (error.Reason == CloseReason.PeerReset)
        {
            Ended(WireEventKind.Rst, Incoming);
        }
        else if (error.Reason == CloseReason.Idle)
        {
            TimedOut(Incoming, error.Message);
        }
    }

    /// <summary>A fault was done to one direction. What came of it is recorded like everything else: the segment that comes late, the FIN, the RST.</summary>
    /// <param name="direction">Which.</param>
    /// <param name="fault">The fault's name, for instance <c>delay</c>.</param>
    /// <param name="offset">How many bytes of this direction it lets pass before the place it acts on.</param>
    /// <param name="text">What it did, in a few words: <c>held 200 ms</c>.</param>
    public void Fault(Direction direction, string fault, long offset, string text) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = WireEventKind.Fault,
        Direction = direction,
        Offset = offset,
        Fault = fault,
        Text = text,
    });

    /// <summary>The observer lets go of the connection. Only the first reason is recorded.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="text">In more words.</param>
    public void Closed(CloseReason reason, string? text = null)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _recorder.Record(new WireEvent { Connection = Number, Kind = WireEventKind.Close, By = ByObserver, Reason = reason, Text = text });
        }
    }

    /// <summary>A remark on this connection.</summary>
    /// <param name="text">What.</param>
    public void Note(string text) => _recorder.Record(new WireEvent { Connection = Number, Kind = WireEventKind.Note, Text = text });

    private string? ByObserver => Observer == ObservedSide.Proxy ? WireEvent.ByProxy : null;

    private Way WayOf(Direction direction) => direction == Direction.ToServer ? _toServer : _toClient;

    private sealed class Way(MessageEnds? ends)
    {
        public MessageEnds? Ends { get; } = ends;

        public long Offset { get; set; }

        public bool IsOver { get; set; }
    }
}
