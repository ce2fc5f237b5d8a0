using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Recording;

/// <summary>Records one connection, as seen by one of its sides or by a proxy. Made by <see cref="Recorder.Link"/>.</summary>
internal sealed class ConnectionRecord(Recorder recorder, ObservedSide observer, MessageCodec? codec, string? service) : Link
{
    private readonly IMessageFollower? _follower = codec?.Follow();

    /// <summary>Both directions of a proxy are recorded at the same time, and a follower must see them in the order of the recording.</summary>
    private readonly Lock _following = new();
    private readonly Way _toServer = new();
    private readonly Way _toClient = new();
    private int _number;
    private bool _reset;
    private int _passedOn = -1;
    private int _closed;

    /// <summary>The connection's number, assigned with its first event, so that a client that cannot connect leaves no gap.</summary>
    public int Number => _number != 0 ? _number : _number = recorder.NextConnection();

    /// <summary>The side that observes.</summary>
    public ObservedSide Observer { get; } = observer;

    /// <summary>The direction in which the observer receives.</summary>
    public Direction Incoming => Observer == ObservedSide.Client ? Direction.ToClient : Direction.ToServer;

    /// <summary>The direction in which the observer sends.</summary>
    public Direction Outgoing => Observer == ObservedSide.Client ? Direction.ToServer : Direction.ToClient;

    /// <summary>The first error of the connection; null if there was none.</summary>
    public WireException? Broken { get; private set; }

    /// <summary>Records everything that happens on a wire.</summary>
    /// <param name="wire">The wire; the returned one owns it.</param>
    public override Wire Wrap(Wire wire) => new RecordedWire(wire, this);

    public override void Opened(string text)
    {
        var kind = Observer == ObservedSide.Client ? WireEventKind.Connect : WireEventKind.Accept;
        recorder.Record(New(kind, Direction.ToServer) with { By = ByObserver, Service = service, Text = text });
    }

    public override void Connected(string text) =>
        recorder.Record(New(WireEventKind.Connect, Direction.ToServer) with { By = ByObserver, Text = text });

    /// <summary>Completes when the connection may move bytes: the recording has caught up.</summary>
    public Task CaughtUpAsync() => recorder.CaughtUpAsync();

    /// <summary>Records bytes, which may be used again after this.</summary>
    /// <param name="kind"><see cref="WireEventKind.Receive"/> or <see cref="WireEventKind.Send"/>.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="bytes">The bytes of one read or write.</param>
    public void Moved(WireEventKind kind, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        lock (_following)
        {
            var way = WayOf(direction);
            var offset = way.Offset;
            way.Offset += bytes.Length;
            var followed = _follower?.Read(direction, bytes.Span, offset);
            recorder.Record(new WireEvent
            {
                Connection = Number,
                Kind = kind,
                Direction = direction,
                Bytes = bytes,
                Offset = offset,
                Ends = followed?.Ends ?? [],
                Message = followed?.First,
                Names = followed?.Names ?? [],
                Expects = followed?.Expects,
            });
            Remark(followed?.Remarks ?? []);
        }
    }

    /// <summary>Marks the next ending of the client's direction as passed on from the server.</summary>
    /// <param name="isReset">RST; otherwise FIN.</param>
    public override void PassesOn(bool isReset) => Volatile.Write(ref _passedOn, (int)Ending(isReset));

    /// <summary>Records the end of a direction: a FIN, or an RST, which ends the other direction too. Only the first ending of a direction counts.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="isReset">True for an RST, false for a FIN.</param>
    /// <param name="fault">The fault that caused it. Defaults to null: none.</param>
    public override void Ended(Direction direction, bool isReset, string? fault = null)
    {
        lock (_following)
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
            var by = direction == Outgoing && fault is null && !isPassedOn ? ByObserver : null;
            recorder.Record(New(kind, direction) with { Offset = way.Offset, Fault = fault, By = by });
            if (fault is null && by is null)
            {
                Remark(_follower?.End(direction, isReset) ?? []);
            }
        }
    }

    public override void TimedOut(Direction direction, string text) =>
        recorder.Record(New(WireEventKind.Timeout, direction) with { Offset = WayOf(direction).Offset, Text = text });

    /// <summary>Notes that the connection broke or timed out. The first error becomes the close reason.</summary>
    /// <param name="error">The error.</param>
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

    /// <summary>Records an action of a fault. Its effects (late bytes, FIN, RST) are recorded as they happen.</summary>
    public override void Fault(Direction direction, string fault, long offset, string text) =>
        recorder.Record(New(WireEventKind.Fault, direction) with { Offset = offset, Fault = fault, Text = text });

    /// <summary>Records that the observer closes the connection. Only the first call counts.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="text">Details. Defaults to null.</param>
    public override void Closed(CloseReason reason, string? text = null)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            recorder.Record(new WireEvent { Connection = Number, Kind = WireEventKind.Close, By = ByObserver, Reason = reason, Text = text });
            _follower?.Close();
        }
    }

    private void Remark(IReadOnlyList<string> remarks)
    {
        foreach (var text in remarks)
        {
            recorder.Record(new WireEvent { Connection = Number, Kind = WireEventKind.Note, By = _follower?.RemarksBy, Text = text });
        }
    }

    private WireEvent New(WireEventKind kind, Direction direction) => new() { Connection = Number, Kind = kind, Direction = direction };

    private static WireEventKind Ending(bool isReset) => isReset ? WireEventKind.Rst : WireEventKind.Fin;

    private string? ByObserver => Observer == ObservedSide.Proxy ? WireEvent.ByProxy : null;

    private Way WayOf(Direction direction) => direction == Direction.ToServer ? _toServer : _toClient;

    private sealed class Way
    {
        public long Offset { get; set; }

        public bool IsOver { get; set; }
    }
}
