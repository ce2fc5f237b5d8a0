using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Recording;

/// <summary>Numbers and times what happens on wires, and hands it to whoever wants to know.</summary>
public sealed class Recorder
{
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Lock _order = new();
    private IEventSink[] _sinks;
    private long _lastNumber;
    private int _lastConnection;

    /// <summary>Begins a recording.</summary>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="sinks">Who wants to know.</param>
    public Recorder(TimeProvider? time = null, params IEventSink[] sinks)
    {
        _time = time ?? TimeProvider.System;
        _sinks = sinks;
        _began = _time.GetTimestamp();
        Began = _time.GetUtcNow();
    }

    /// <summary>When the recording began.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>Lets one more sink know of everything from now on.</summary>
    /// <param name="sink">Who.</param>
    public void Add(IEventSink sink)
    {
        lock (_order)
        {
            _sinks = [.. _sinks, sink];
        }
    }

    /// <summary>The link of a pipeline that records its connections.</summary>
    /// <param name="codec">Where messages end. Defaults to null: not known.</param>
    /// <param name="service">
    /// What the service is called that accepts them, where several are recorded together. Defaults to null: it is not recorded.
    /// </param>
    public Func<LinkedConnection, Link> Link(MessageCodec? codec = null, string? service = null) =>
        connection => new ConnectionRecord(this, connection.Side, codec, service);

    /// <summary>The number of the next connection.</summary>
    internal int NextConnection() => Interlocked.Increment(ref _lastConnection);

    /// <summary>Says something about the recording as a whole.</summary>
    /// <param name="text">What.</param>
    public void Note(string text) => Record(new WireEvent { Kind = WireEventKind.Note, Text = text });

    /// <summary>Numbers and times an event and hands it on. Events are handed on in the order of their numbers.</summary>
    internal void Record(WireEvent happened)
    {
        lock (_order)
        {
            var at = _time.GetElapsedTime(_began);
            var stamped = happened with { Number = ++_lastNumber, At = at, Wall = Began + at };
            foreach (var sink in _sinks)
            {
                sink.Take(stamped);
            }
        }
    }
}
