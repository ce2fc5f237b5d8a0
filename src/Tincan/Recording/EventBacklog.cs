using System.Threading.Channels;

namespace Tincan.Recording;

/// <summary>
/// Events that wait for a viewer's own task, bounded by their bytes: a conversation never waits for a viewer. What does not fit is lost, counted,
/// and told with the first event after it. An eighth is kept for openings and endings: without them a viewer would think for ever that a connection is open.
/// </summary>
/// <param name="maxBytes">How many bytes of events may wait.</param>
public sealed class EventBacklog(long maxBytes)
{
    // What an event costs besides its bytes, roughly.
    private const int EventSize = 256;

    private readonly Channel<(WireEvent? Event, long LostBefore)> _waiting =
        Channel.CreateUnbounded<(WireEvent? Event, long LostBefore)>(new() { SingleReader = true });

    private long _bytes;
    private long _lost;
    private long _lostUntold;
    private int _nudged;

    /// <summary>How many events were lost in all.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Adds an event, or loses it.</summary>
    public void Add(WireEvent happened)
    {
        var most = happened.Bytes.IsEmpty ? maxBytes : maxBytes - (maxBytes / 8);
        if (Interlocked.Add(ref _bytes, SizeOf(happened)) > most)
        {
            Interlocked.Add(ref _bytes, -SizeOf(happened));
            Lose();
            return;
        }

        if (!_waiting.Writer.TryWrite((happened, Interlocked.Exchange(ref _lostUntold, 0))))
        {
            Lose();
        }
    }

    /// <summary>Counts an event that could not be shown.</summary>
    public void Lose()
    {
        Interlocked.Increment(ref _lost);
        Interlocked.Increment(ref _lostUntold);
    }

    /// <summary>Lets the viewer look at the clock: it takes null. One nudge at a time waits.</summary>
    public void Nudge()
    {
        if (Interlocked.Exchange(ref _nudged, 1) == 0)
        {
            _waiting.Writer.TryWrite((null, 0));
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Waits until there is something to take.</summary>
    /// <returns>Whether something will still come.</returns>
    public ValueTask<bool> WaitAsync() => _waiting.Reader.WaitToReadAsync();

    /// <summary>Takes an event, or null for a nudge, and how many were lost before it.</summary>
    public bool TryTake(out WireEvent? happened, out long lostBefore)
    {
        var any = _waiting.Reader.TryRead(out var next);
        (happened, lostBefore) = next;
        if (any && happened is null)
        {
            Volatile.Write(ref _nudged, 0);
        }
        else if (any)
        {
            Interlocked.Add(ref _bytes, -SizeOf(happened!));
        }

        return any;
    }

    /// <summary>How many were lost after the last event that was taken.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lostUntold, 0);

    /// <summary>The remark that stands where events are missing.</summary>
    public static WireEvent LostBefore(WireEvent next, long count) => Remark(next, $"{Events(count)} lost before this one: they came too fast");

    /// <summary>The remark that stands at the end, if events are missing there.</summary>
    public static WireEvent LostAfter(WireEvent last, long count) => Remark(last, $"{Events(count)} lost after this one: they came too fast");

    private static string Events(long count) => count == 1 ? "1 event was" : $"{count} events were";

    private static int SizeOf(WireEvent happened) => EventSize + happened.Bytes.Length;

    private static WireEvent Remark(WireEvent beside, string text) => new()
    {
        Number = beside.Number,
        At = beside.At,
        Wall = beside.Wall,
        Kind = WireEventKind.Note,
        Text = text,
    };
}
