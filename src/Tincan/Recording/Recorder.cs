using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Recording;

/// <summary>Gives each event on its wires a number and a time, and passes it to the sinks.</summary>
public sealed class Recorder
{
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Lock _order = new();
    private IEventSink[] _sinks;
    private long _lastNumber;
    private int _lastConnection;

    /// <summary>Begins a recording.</summary>
    /// <param name="time">The clock. Defaults to the system's.</param>
    /// <param name="sinks">The receivers of the events.</param>
    public Recorder(TimeProvider? time = null, params IEventSink[] sinks)
    {
        _time = time ?? TimeProvider.System;
        _sinks = sinks;
        _began = _time.GetTimestamp();
        Began = _time.GetUtcNow();
    }

    /// <summary>When the recording began.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>The time since the recording began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>Adds a sink, for events from now on.</summary>
    /// <param name="sink">The sink.</param>
    public void Add(IEventSink sink)
    {
        lock (_order)
        {
            _sinks = [.. _sinks, sink];
        }
    }

    /// <summary>The link of a pipeline that records its connections.</summary>
    /// <param name="codec">Where messages end. Defaults to null: unknown.</param>
    /// <param name="service">
    /// The service's name, if several services are recorded together. Defaults to null: not recorded.
    /// </param>
    public Func<LinkedConnection, Link> Link(MessageCodec? codec = null, string? service = null) =>
        connection => new ConnectionRecord(this, connection.Side, codec, service);

    /// <summary>The number of the next connection.</summary>
    internal int NextConnection() => Interlocked.Increment(ref _lastConnection);

    /// <summary>Records a remark about the recording as a whole.</summary>
    /// <param name="text">The remark.</param>
    public void Note(string text) => Record(new WireEvent { Kind = WireEventKind.Note, Text = text });

    /// <summary>Completes when the sinks have caught up. A connection waits for this before it moves bytes.</summary>
    internal Task CaughtUpAsync()
    {
        foreach (var sink in Volatile.Read(ref _sinks))
        {
            if (sink.CaughtUpAsync() is { IsCompleted: false } behind)
            {
                return behind;
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Gives an event its number and time, and passes it to the sinks. They get events in the order of the numbers. Its bytes are copied if a sink keeps them.
    /// </summary>
    internal void Record(WireEvent happened)
    {
        lock (_order)
        {
            var at = _time.GetElapsedTime(_began);
            var bytes = happened.Bytes.IsEmpty || !Array.Exists(_sinks, static sink => sink.KeepsEvents) ? happened.Bytes : happened.Bytes.ToArray();
            var stamped = happened with { Number = ++_lastNumber, At = at, Wall = Began + at, Bytes = bytes };
            foreach (var sink in _sinks)
            {
                sink.Take(stamped);
            }
        }
    }
}
