namespace Tincan.Checks.Cases;

/// <summary>
/// The events of a run, with a limit, because a program may send gigabytes. Keeps the first and the last ones, and a note between them counts the rest.
/// </summary>
internal sealed class CaseEvents : IEventSink
{
    /// <summary>How many bytes of events to keep at the beginning, and again at the end.</summary>
    public const int MaxBytes = 128 * 1024;

    /// <summary>The approximate size of an event without its bytes.</summary>
    private const int EventSize = 256;

    private readonly Lock _lock = new();
    private readonly List<WireEvent> _first = [];
    private readonly Queue<WireEvent> _last = new();
    private long _firstSize;
    private long _lastSize;
    private long _lostEvents;
    private long _lostBytes;

    /// <summary>The events that were kept, in order.</summary>
    public IReadOnlyList<WireEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return _lostEvents == 0 ? [.. _first, .. _last] : [.. _first, NoteOfOmitted(_first[^1]), .. _last];
            }
        }
    }

    public void Take(WireEvent happened)
    {
        lock (_lock)
        {
            if (_last.Count == 0 && (_first.Count == 0 || _firstSize + SizeOf(happened) <= MaxBytes))
            {
                _first.Add(happened);
                _firstSize += SizeOf(happened);
                return;
            }

            _last.Enqueue(happened);
            _lastSize += SizeOf(happened);
            while (_lastSize > MaxBytes && _last.Count > 1)
            {
                var lost = _last.Dequeue();
                _lastSize -= SizeOf(lost);
                _lostEvents++;
                _lostBytes += lost.Bytes.Length;
            }
        }
    }

    private static long SizeOf(WireEvent happened) => EventSize + happened.Bytes.Length + (happened.Ends.Count * sizeof(long));

    private WireEvent NoteOfOmitted(WireEvent before) => new()
    {
        Number = before.Number,
        At = before.At,
        Wall = before.Wall,
        Kind = WireEventKind.Note,
        Text = $"{_lostEvents} events with {_lostBytes} bytes left out",
    };
}
