using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Recording;

/// <summary>What happens on one connection, as one of its sides, or a proxy between them, sees it. Made by <see cref="Recorder.Link"/>.</summary>
internal sealed class ConnectionRecord : Link
{
    private readonly Recorder _recorder;
    private readonly string? _service;
    private readonly Way _toServer;
    private readonly Way _toClient;
    private int _number;
    private bool _reset;
    private int _passedOn = -1;
    private int _closed;

    public ConnectionRecord(Recorder recorder, ObservedSide observer, MessageCodec? codec, string? service)
    {
        _recorder = recorder;
        _service = service;
        Observer = observer;
        _toServer = new Way(codec is null ? null : new MessageEnds(codec.ToServer()));
        _toClient = new Way(codec is null ? null : new MessageEnds(codec.ToClient()));
    }

    /// <summary>Which connection of the recording. Counted with its first event, so a client that cannot connect leaves no gap.</summary>
    public int Number => _number != 0 ? _number : _number = _recorder.NextConnection();

    /// <summary>Which side is seen.</summary>
    public ObservedSide Observer { get; }

    /// <summary>The direction in which the observer receives.</summary>
    public Direction Incoming => Observer == ObservedSide.Client ? Direction.ToClient : Direction.ToServer;

    /// <summary>The direction in which the observer sends.</summary>
    public Direction Outgoing => Observer == ObservedSide.Client ? Direction.ToServer : Direction.ToClient;

    /// <summary>How the connection broke first; null if it did not.</summary>
    public WireException? Broken { get; private set; }

    /// <summary>Records everything that happens on a wire here.</summary>
    /// <param name="wire">The wire; the one that is returned owns it.</param>
    public override Wire Wrap(Wire wire) => new RecordedWire(wire, this);

    public override void Opened(string text) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = Observer == ObservedSide.Client ? WireEventKind.Connect : WireEventKind.Accept,
        Direction = Direction.ToServer,
        By = ByObserver,
        Service = _service,
        Text = text,
    });

    public override void Connected(string text) => _recorder.Record(new WireEvent
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

    /// <summary>When the client's direction ends in the same way, the record names the server.</summary>
    /// <param name="isReset">RST; otherwise FIN.</param>
    public override void PassesOn(bool isReset) => Volatile.Write(ref _passedOn, (int)Ending(isReset));

    /// <summary>One direction is over: FIN, or RST, which ends the other too. Only the first ending of a direction is recorded.</summary>
    /// <param name="direction">Which.</param>
    /// <param name="isReset">RST; otherwise FIN.</param>
    /// <param name="fault">The fault that did it. Defaults to null: none.</param>
    public override void Ended(Direction direction, bool isReset, string? fault = null)
    {
        var way = WayOf(direction);
        if (_reset || (way.IsOver && !isReset))
        {
            return;
        }

        way.IsOver = true;
        _reset = isReset;
        var kind = Ending(isReset);
        var isPassedOn = Volatile.Read(ref _passedOn) == (int)kind;
        _recorder.Record(new WireEvent
        {
            Connection = Number,
            Kind = kind,
            Direction = direction,
            Offset = way.Offset,
            Fault = fault,
            By = direction == Outgoing && fault is null && !isPassedOn ? ByObserver : null,
        });
    }

    public override void TimedOut(Direction direction, string text) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = WireEventKind.Timeout,
        Direction = direction,
        Offset = WayOf(direction).Offset,
        Text = text,
    });

    /// <summary>The connection broke, or we gave it up because it was idle. The first such error is the reason for the close.</summary>
    /// <param name="error">How.</param>
    public override void Broke(WireException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Broken ??= error;
        if (error.Reason == CloseReason.PeerReset)
        {
            Ended(Incoming, isReset: true);
        }
        else if (error.Reason == CloseReason.Idle)
        {
            TimedOut(Incoming, error.Message);
        }
    }

    /// <summary>A fault acted on one direction. What comes of it is recorded like everything else: the bytes that come late, the FIN, the RST.</summary>
    public override void Fault(Direction direction, string fault, long offset, string text) => _recorder.Record(new WireEvent
    {
        Connection = Number,
        Kind = WireEventKind.Fault,
        Direction = direction,
        Offset = offset,
        Fault = fault,
        Text = text,
    });

    /// <summary>The observer closes the connection. Only the first reason is recorded.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="text">In more words. Defaults to null.</param>
    public override void Closed(CloseReason reason, string? text = null)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _recorder.Record(new WireEvent { Connection = Number, Kind = WireEventKind.Close, By = ByObserver, Reason = reason, Text = text });
        }
    }

    /// <summary>A remark on this connection.</summary>
    /// <param name="text">What.</param>
    public void Note(string text) => _recorder.Record(new WireEvent { Connection = Number, Kind = WireEventKind.Note, Text = text });

    private static WireEventKind Ending(bool isReset) => isReset ? WireEventKind.Rst : WireEventKind.Fin;

    private string? ByObserver => Observer == ObservedSide.Proxy ? WireEvent.ByProxy : null;

    private Way WayOf(Direction direction) => direction == Direction.ToServer ? _toServer : _toClient;

    private sealed class Way(MessageEnds? ends)
    {
        public MessageEnds? Ends { get; } = ends;

        public long Offset { get; set; }

        public bool IsOver { get; set; }
    }
}
