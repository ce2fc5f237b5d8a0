using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

/// <summary>A recording made by hand: what was said when, on a clock that the test moves.</summary>
internal sealed class Tape : IEventSink
{
    private readonly List<WireEvent> _events = [];
    private readonly FakeClock _clock = new();
    private readonly Recorder _recorder;
    private readonly MessageCodec? _codec;
    private readonly Dictionary<int, ConnectionRecord> _connections = [];

    private readonly ObservedSide _observer;

    public Tape(MessageCodec? codec = null, ObservedSide observer = ObservedSide.Server)
    {
        _observer = observer;
        _codec = codec;
        _recorder = new Recorder(_clock, this);
    }

    public IReadOnlyList<WireEvent> Events => _events;

    /// <summary>A tape on which lines are messages.</summary>
    public static Tape OfLines() => new(MessageCodec.Lines);

    public void Take(WireEvent happened) => _events.Add(happened);

    public Tape Open(string text = "127.0.0.1:40001 to 127.0.0.1:50007")
    {
        var record = new ConnectionRecord(_recorder, _observer, _codec, service: null);
        _connections[record.Number] = record;
        record.Opened(text);
        return this;
    }

    /// <summary>A proxy's connection to the server.</summary>
    public Tape Connected(string text) => Then(1, record => record.Connected(text));

    public Tape Client(string text, int connection = 1) => Moved(WireEventKind.Receive, Direction.ToServer, Encoding.UTF8.GetBytes(text), connection);

    public Tape Server(string text, int connection = 1) => Moved(WireEventKind.Send, Direction.ToClient, Encoding.UTF8.GetBytes(text), connection);

    public Tape Moved(WireEventKind kind, Direction direction, byte[] bytes, int connection = 1) =>
        Then(connection, record => record.Moved(kind, direction, bytes));

    public Tape Fin(Direction direction, int connection = 1) => Then(connection, record => record.Ended(direction, isReset: false));

    public Tape Rst(Direction direction, int connection = 1, string? fault = null) =>
        Then(connection, record => record.Ended(direction, isReset: true, fault));

    public Tape TimedOut(Direction direction, string text) => Then(1, record => record.TimedOut(direction, text));

    public Tape Fault(Direction direction, string fault, long offset, string text, int connection = 1) =>
        Then(connection, record => record.Fault(direction, fault, offset, text));

    public Tape Close(CloseReason reason, int connection = 1, string? text = null) => Then(connection, record => record.Closed(reason, text));

    public Tape Note(string text)
    {
        _recorder.Note(text);
        return this;
    }

    public Tape After(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return this;
    }

    private Tape Then(int connection, Action<ConnectionRecord> what)
    {
        what(_connections[connection]);
        return this;
    }
}
