using Tincan.Recording;

namespace Tincan.Cli.Web;

/// <summary>
/// A ring of the latest events, for viewers that each read at their own pace. A viewer is only an index, so one that reads slowly or never costs nothing. The
/// events that it has missed are counted when it reads again.
/// </summary>
/// <param name="maxBytes">The maximum size of the events, in bytes.</param>
/// <param name="maxEvents">The maximum number of events.</param>
internal sealed class EventFeed(long maxBytes = 64 * 1024 * 1024, int maxEvents = 256 * 1024) : IEventSink
{
    /// <summary>The approximate size of an event without its bytes, here and as a row in JSON (about 330).</summary>
    private const int EventSize = 256;

    private readonly WireEvent?[] _ring = new WireEvent?[maxEvents];
    private readonly Lock _lock = new();
    private TaskCompletionSource? _more;
    private long _first = 1;
    private long _next = 1;
    private long _bytes;

    /// <summary>No more events will follow.</summary>
    public bool IsOver { get; private set; }

    public void Take(WireEvent happened)
    {
        TaskCompletionSource? more;
        lock (_lock)
        {
            if (happened.Number != _next)
            {
                // The recording had started before the feed was added.
                _first = _next = happened.Number;
            }

            _bytes += SizeOf(happened);
            if (_next - _first == maxEvents)
            {
                DropFirst();
            }

            _ring[_next++ % maxEvents] = happened;
            while (_bytes > maxBytes && _next - _first > 1)
            {
                DropFirst();
            }

            (more, _more) = (_more, null);
        }

        more?.SetResult();
    }

    /// <summary>Ends the feed: viewers get the remaining events, and then the end.</summary>
    public void End()
    {
        TaskCompletionSource? more;
        lock (_lock)
        {
            IsOver = true;
            (more, _more) = (_more, null);
        }

        more?.SetResult();
    }

    /// <summary>Reads events.</summary>
    /// <param name="from">The number of the first event to return.</param>
    /// <param name="most">The approximate maximum size, in bytes. If there is an event, at least one is returned.</param>
    /// <returns>The events, and how many before them have been dropped.</returns>
    public (IReadOnlyList<WireEvent> Events, long Lost) Read(long from, long most)
    {
        lock (_lock)
        {
            var at = Math.Max(from, _first);
            var events = new List<WireEvent>();
            for (; at < _next && most > 0; at++)
            {
                var happened = _ring[at % maxEvents]!;
                events.Add(happened);
                most -= SizeOf(happened);
            }

            return (events, Math.Max(0, _first - from));
        }
    }

    /// <summary>Completes when the event with this number exists, or the feed has ended.</summary>
    public Task WaitAsync(long from)
    {
        lock (_lock)
        {
            if (_next > from || IsOver)
            {
                return Task.CompletedTask;
            }

            // The thread that records must not run the viewers' continuations.
            _more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _more.Task;
        }
    }

    private static int SizeOf(WireEvent happened) => EventSize + happened.Bytes.Length;

    private void DropFirst()
    {
        ref var oldest = ref _ring[_first++ % maxEvents];
        _bytes -= SizeOf(oldest!);
        oldest = null;
    }
}
